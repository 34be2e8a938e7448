"""Promises that the union follows, by the table of states, sealed."""

import datetime as dt
import uuid

import pytest

from safelamp.ground.audit.models import AuditLine
from safelamp.loop.agreements import operations, queries
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.agreements.models import Commitment, Promiser
from safelamp.loop.agreements.shredding import shred_settled
from safelamp.loop.agreements.states import TABLE, CommitmentState, CommitmentVerb, step, verbs_from
from safelamp.loop.cases.refusals import Refused
from tests.people import House

TODAY = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
QUOTE = "The ministry promised to hire 200 inspectors by June 2027."
CITED = Citation(
    source="Labour Herald",
    headline="More inspectors",
    quote=QUOTE,
    address="https://example.org/1",
    published="2026-11-01",
    read_on="2026-11-02",
    item_id=uuid.UUID(int=7),
)


def follow(house: House, **changes: object) -> Commitment:
    given = {
        "promiser": Promiser.GOVERNMENT,
        "who": "Ministry of Labour",
        "what": "Hire 200 inspectors",
        "due_on": dt.date(2027, 6, 30),
        "citation": CITED,
        "at": TODAY,
        **changes,
    }
    return operations.follow(by=house.focal_point.session, **given)  # type: ignore[arg-type]


def test_a_promise_keeps_the_words_that_it_rests_on(union: House) -> None:
    commitment = follow(union)
    session = union.officer.session
    (words,) = queries.commitment_words(session, [commitment])
    assert (words.who, words.what) == ("Ministry of Labour", "Hire 200 inspectors")
    assert queries.citation_of(session, commitment) == CITED


def test_nothing_of_a_promise_lies_on_the_disk_in_plain_words(union: House) -> None:
    row = Commitment.objects.values().get(id=follow(union).id)
    kept = b"".join(bytes(value) for value in row.values() if isinstance(value, bytes | memoryview))
    assert all(word.encode() not in kept for word in ("Ministry", "inspectors", "Herald", "example.org"))
    assert {"Ministry of Labour", QUOTE}.isdisjoint(map(str, row.values()))


def test_what_became_of_it_needs_evidence_and_stands_in_its_history(union: House) -> None:
    commitment = follow(union)
    with pytest.raises(Refused, match="what shows it"):
        operations.settle(commitment, CommitmentVerb.FIND_BROKEN, evidence="  ", by=union.officer.session)
    settled = operations.settle(
        commitment, CommitmentVerb.FIND_BROKEN, evidence="The budget has none.", by=union.officer.session, at=TODAY
    )
    assert (settled.state, settled.settled_on) == (CommitmentState.BROKEN, TODAY.date())
    lines = queries.history_of(union.focal_point.session, settled)
    assert [(line.event.verb, line.evidence) for line in lines] == [
        ("follow", ""), ("find_broken", "The budget has none."),
    ]  # fmt: skip
    again = operations.settle(settled, CommitmentVerb.TAKE_UP, evidence="A new budget.", by=union.officer.session)
    assert (again.state, again.settled_on) == (CommitmentState.FOLLOWED, None)


@pytest.mark.parametrize("before", CommitmentState)
@pytest.mark.parametrize("verb", CommitmentVerb)
def test_only_what_the_table_has_is_possible(before: CommitmentState, verb: CommitmentVerb) -> None:
    rows = [row for row in TABLE if (row.before, row.verb) == (before, verb)]
    assert (verb in verbs_from(before)) == bool(rows)
    if rows:
        assert step(before, verb) is rows[0]
    else:
        with pytest.raises(Refused, match="not possible now"):
            step(before, verb)


def test_overdue_is_what_is_followed_after_its_day(union: House) -> None:
    late = follow(union, due_on=dt.date(2026, 11, 21))
    follow(union, due_on=None)
    kept = follow(union, due_on=dt.date(2026, 11, 1))
    operations.settle(kept, CommitmentVerb.FIND_KEPT, evidence="Seen.", by=union.officer.session, at=TODAY)
    counts = queries.commitment_counts(union.officer.member, on=TODAY.date())
    assert (counts.followed, counts.overdue, counts.kept, counts.broken) == (2, 1, 1, 0)
    assert queries.followed_by(union.officer.member)[0] == late
    assert late.is_overdue_on(TODAY.date())


def test_a_role_without_the_permission_and_another_union_reach_nothing(union: House, other_union: House) -> None:
    commitment = follow(union)
    with pytest.raises(Refused, match="Your role"):
        operations.follow(promiser=Promiser.OTHER, who="a", what="b", by=union.representative.session)
    with pytest.raises(Commitment.DoesNotExist):
        queries.commitment_for(other_union.officer.member, commitment.id)
    with pytest.raises(Commitment.DoesNotExist):
        operations.settle(commitment, CommitmentVerb.DROP, evidence="x", by=other_union.officer.session)


def test_the_audit_has_a_line_without_words(union: House) -> None:
    commitment = follow(union)
    line = AuditLine.objects.get(verb="agreements.follow")
    assert (line.subject_id, line.member_id) == (commitment.id, union.focal_point.member.id)


def test_settled_promises_lose_their_words_in_time_and_followed_ones_keep_them(union: House) -> None:
    followed, dropped = follow(union), follow(union)
    operations.settle(dropped, CommitmentVerb.DROP, evidence="Nobody asks.", by=union.officer.session, at=TODAY)
    assert shred_settled(union.organisation, before=TODAY.date()) == 0
    assert shred_settled(union.organisation, before=TODAY.date() + dt.timedelta(days=1)) == 1
    followed.refresh_from_db()
    dropped.refresh_from_db()
    assert bytes(followed.who_sealed)
    assert (bytes(dropped.who_sealed), bytes(dropped.citation_sealed)) == (b"", b"")
    assert not any(bytes(event.evidence_sealed) for event in dropped.events.all())
    assert [words.who for words in queries.commitment_words(union.officer.session, [dropped])] == [""]


def test_a_citation_without_words_or_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="exact words"):
        Citation(source="Herald", headline="x", quote=" ")
    with pytest.raises(ValueError, match="at most"):
        Citation(source="Herald", headline="x", quote="x" * 3000)
