"""The gate: nothing with too few behind it passes, whoever asks, in whatever order reporters speak."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Profile
from safelamp.ground.releases import consents, gate, marks, operations, queries, withdrawing
from safelamp.ground.releases import figures as gate_figures
from safelamp.ground.releases.gate import Behind, Check, LettingOut
from safelamp.ground.releases.models import Basis, Consent, Ground, Outcome, Release
from safelamp.ground.releases.reasons import Reason, Refused
from safelamp.ground.workplaces import operations as workplaces
from tests.people import House

TEXT = "The guard was off. The employer fitted a fixed one."
TODAY = dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC)  # a Wednesday
OLD = dt.date(2026, 9, 1)
EVERYTHING = tuple(Check)


def letting(house: House, reports: int, *, newest: dt.date = OLD, written_by: uuid.UUID | None = None) -> LettingOut:
    return LettingOut(
        workplace=house.workplace,
        hazard="machine",
        outcome=Outcome.FIXED,
        texts={"en": TEXT},
        original="en",
        behind=Behind(uuid.uuid4(), frozenset(uuid.uuid4() for _ in range(reports)), newest),
        written_by=written_by or house.officer.member.id,
    )


def reasons(house: House, out: LettingOut) -> set[Reason]:
    with pytest.raises(Refused) as refusal:
        operations.release(out, confirmed=EVERYTHING, by=house.focal_point.member, at=TODAY)
    assert not Release.objects.exists()
    return {each.reason for each in refusal.value.findings}


def let_out(house: House, out: LettingOut) -> Release:
    return operations.release(out, confirmed=EVERYTHING, by=house.focal_point.member, at=TODAY)


def yes(house: House, report_id: uuid.UUID) -> None:
    consents.give(report_id, organisation_id=house.organisation.id)


def no(house: House, report_id: uuid.UUID) -> int:
    return consents.refuse(report_id, organisation_id=house.organisation.id)


def make_hostile(house: House) -> None:
    own = house.organisation
    own.profile, own.neutral_name, own.retention_months = Profile.HOSTILE, "Questions", 1
    own.save()
    house.workplace.organisation = own


def test_one_reports_answer_waits_for_its_reporter(union: House) -> None:
    out = letting(union, 1)
    assert reasons(union, out) == {Reason.CONSENT_OF_ONE}
    (report_id,) = out.behind.report_ids
    yes(union, report_id)
    made = let_out(union, out)
    assert made.basis == Basis.CONSENT
    assert queries.wall_of(union.workplace, language="en").answers[0].text == TEXT


def test_five_reports_need_nobodys_word_and_four_do(union: House) -> None:
    assert reasons(union, letting(union, 4)) == {Reason.CONSENT}
    assert let_out(union, letting(union, 5)).basis == Basis.SEVERAL


def test_who_said_no_does_not_count(union: House) -> None:
    out = letting(union, 5)
    no(union, min(out.behind.report_ids))
    assert reasons(union, out) == {Reason.REFUSED}


def test_a_workplace_of_nineteen_is_too_small_for_numbers_to_hide_anybody(union: House) -> None:
    month = {"month": dt.date(2026, 10, 1), "hours": None}
    workplaces.keep_month(union.workplace, head_count=19, by=union.officer.member, **month)
    assert reasons(union, letting(union, 12)) == {Reason.CONSENT}
    workplaces.keep_month(union.workplace, head_count=20, by=union.officer.member, **month)
    assert let_out(union, letting(union, 12))


def test_a_report_that_was_shut_to_somebody_leaves_by_consent_only(union: House) -> None:
    out = letting(union, 5)
    shut = replace(out, behind=replace(out.behind, consent_only=True))
    assert reasons(union, shut) == {Reason.CONSENT}


def test_a_list_that_is_not_ticked_keeps_it_inside(union: House) -> None:
    out = letting(union, 5)
    for ticked in ((), EVERYTHING[:-1]):
        with pytest.raises(Refused) as refusal:
            operations.release(out, confirmed=ticked, by=union.focal_point.member, at=TODAY)
        assert [each.reason for each in refusal.value.findings] == [Reason.UNCHECKED]


def test_a_hostile_profile_wants_ten_reports_two_weeks_and_other_eyes(union: House) -> None:
    make_hostile(union)
    assert reasons(union, letting(union, 9)) == {Reason.CONSENT}
    assert reasons(union, letting(union, 10, newest=dt.date(2026, 11, 5))) == {Reason.TOO_SOON}
    mine = letting(union, 10, written_by=union.focal_point.member.id)
    assert reasons(union, mine) == {Reason.OTHER_EYES}
    assert let_out(union, letting(union, 10)).day == dt.date(2026, 11, 16)  # the Monday


def test_a_member_without_the_permission_or_of_another_union_lets_nothing_out(union: House, other_union: House) -> None:
    for person in (union.representative, union.trainer, other_union.officer):
        with pytest.raises(Release.DoesNotExist):
            operations.release(letting(union, 5), confirmed=EVERYTHING, by=person.member, at=TODAY)
    made = let_out(union, letting(union, 5))
    with pytest.raises(Release.DoesNotExist):
        operations.withdraw(made, by=other_union.officer.member)


def test_words_that_cannot_be_compared_stay_inside(union: House) -> None:
    out = letting(union, 5)
    kept = replace(out, stories=("I saw that the employer fitted a fixed one.",), unread=1)
    assert reasons(union, kept) == {Reason.UNREAD, Reason.QUOTE}


def test_a_no_takes_down_what_hangs_by_consent_at_once_and_leaves_no_word(union: House) -> None:
    out = letting(union, 1)
    (report_id,) = out.behind.report_ids
    yes(union, report_id)
    made = let_out(union, out)
    assert queries.hangs_for_report(report_id)
    assert no(union, report_id) == 1
    assert queries.wall_of(union.workplace, language="en").is_empty
    made.refresh_from_db()
    assert made.withdrawn_on is not None
    assert not made.words.exists()
    assert bytes(made.source) == b""
    assert not Ground.objects.exists()


def test_of_several_one_may_go_while_enough_are_left(union: House) -> None:
    out = letting(union, 6)
    let_out(union, out)
    first, second, *_ = sorted(out.behind.report_ids)
    assert no(union, first) == 0
    assert no(union, second) == 1
    assert not queries.has_something(union.workplace.id)


def test_shredded_reports_take_their_release_along(union: House) -> None:
    out = letting(union, 5)
    let_out(union, out)
    assert consents.forget([min(out.behind.report_ids)], organisation_id=union.organisation.id) == 1
    assert not queries.has_something(union.workplace.id)


def test_a_yes_is_used_up_by_the_answer_that_it_was_for(union: House) -> None:
    out = letting(union, 1)
    (report_id,) = out.behind.report_ids
    yes(union, report_id)
    let_out(union, out)
    assert consents.of_reports([report_id]) == {}
    assert reasons_again(union, out) == {Reason.CONSENT_OF_ONE}


def reasons_again(house: House, out: LettingOut) -> set[Reason]:
    with pytest.raises(Refused) as refusal:
        let_out(house, out)
    return {each.reason for each in refusal.value.findings}


def test_the_audit_says_who_let_it_out_and_no_word_of_it(union: House) -> None:
    made = let_out(union, letting(union, 5))
    line = AuditLine.objects.get(verb="releases.release")
    assert (line.member_id, line.subject_id) == (union.focal_point.member.id, made.id)


def test_nothing_of_a_release_leads_to_a_report_or_case_without_the_pepper(union: House) -> None:
    out = letting(union, 5)
    made = let_out(union, out)
    ids = {out.behind.case_id, *out.behind.report_ids}
    kept = [bytes(made.source), made.id.bytes, *(bytes(each) for each in Ground.objects.values_list("mark", flat=True))]
    assert not any(each.bytes in row or each.hex.encode() in row for each in ids for row in kept)
    assert bytes(made.source) == marks.of_case(out.behind.case_id)


def test_what_hung_long_enough_is_taken_down_by_itself(union: House) -> None:
    let_out(union, letting(union, 5))
    assert withdrawing.take_old_down(union.organisation, on=dt.date(2027, 11, 18)) == 0
    assert withdrawing.take_old_down(union.organisation, on=dt.date(2027, 11, 19)) == 1
    assert not queries.has_something(union.workplace.id)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), hostile=st.booleans(), reports=st.integers(0, 14))
def test_whatever_reporters_say_nothing_hangs_with_too_few_behind_it(
    union: House,
    data: st.DataObject,
    hostile: bool,
    reports: int,
) -> None:
    """After each word of a reporter, what hangs has either everybody's yes, or k behind it who did not say no."""
    Release.objects.all().delete()
    Consent.objects.all().delete()
    union.organisation.profile = Profile.HOSTILE if hostile else Profile.OPEN
    union.organisation.retention_months = 1
    union.organisation.save()
    union.workplace.organisation = union.organisation
    out = letting(union, reports)
    ids = sorted(out.behind.report_ids)
    k = 10 if hostile else 5
    last: dict[uuid.UUID, bool] = {}
    before = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.booleans()), max_size=16)) if ids else []
    for report_id, said in before:
        (yes if said else no)(union, report_id)
        last[report_id] = said
    everybody = bool(ids) and all(last.get(each) for each in ids)
    willing = sum(last.get(each) is not False for each in ids)
    try:
        made = let_out(union, out)
    except Refused:
        assert not everybody
        assert willing < k
        return
    assert everybody or willing >= k
    by_consent = made.basis == Basis.CONSENT
    gone: set[uuid.UUID] = set()
    for report_id in data.draw(st.lists(st.sampled_from(ids), max_size=14)):
        no(union, report_id)
        gone.add(report_id)
        left = sum(last.get(each) is not False and each not in gone for each in ids)
        assert queries.has_something(union.workplace.id) == (not by_consent and left >= k)


def test_the_gate_itself_says_what_it_stands_on(union: House) -> None:
    out = letting(union, 5)
    assert gate.stands_on_several(out.behind, workplace=union.workplace)
    assert gate.basis_of(out.behind, workplace=union.workplace) == Basis.SEVERAL
    for report_id in out.behind.report_ids:
        yes(union, report_id)
    assert gate.basis_of(out.behind, workplace=union.workplace) == Basis.CONSENT


COUNTS = {"found": 23, "fixed": 12, "verified": 4}


def figures(house: House, counts: dict[str, int], *, at: dt.datetime = TODAY) -> Release:
    return operations.release_figures(house.workplace, counts, by=house.focal_point.member, at=at)


def with_people(house: House, number: int) -> None:
    workplaces.keep_month(
        house.workplace, month=dt.date(2026, 10, 1), head_count=number, hours=None, by=house.officer.member
    )


def test_figures_leave_rounded_down_and_what_is_less_than_k_not_at_all(union: House) -> None:
    with_people(union, 100)
    figures(union, COUNTS)
    assert queries.wall_of(union.workplace, language="en").figures == {"found": 20, "fixed": 10}


def test_figures_need_twenty_people_and_five_problems_and_four_weeks(union: House) -> None:
    for people, counts, reason in ((None, COUNTS, Reason.FEW_PEOPLE), (19, COUNTS, Reason.FEW_PEOPLE),
                                   (20, {"found": 4}, Reason.FEW_CASES)):  # fmt: skip
        if people is not None:
            with_people(union, people)
        with pytest.raises(Refused) as refusal:
            figures(union, counts)
        assert [each.reason for each in refusal.value.findings] == [reason]
    figures(union, COUNTS)
    with pytest.raises(Refused) as refusal:
        figures(union, COUNTS, at=TODAY + dt.timedelta(days=27))
    assert [each.reason for each in refusal.value.findings] == [Reason.FIGURES_NEW]
    figures(union, {"found": 31}, at=TODAY + dt.timedelta(days=28))
    assert queries.wall_of(union.workplace, language="en").figures == {"found": 30}
    assert Release.objects.filter(withdrawn_on=None).count() == 1


def test_taking_figures_down_does_not_let_new_ones_out_sooner(union: House) -> None:
    with_people(union, 100)
    operations.withdraw(figures(union, COUNTS), by=union.focal_point.member)
    with pytest.raises(Refused):
        figures(union, COUNTS, at=TODAY + dt.timedelta(days=1))


@settings(max_examples=80, deadline=None)
@given(count=st.integers(0, 400))
def test_no_rounded_figure_tells_one_problem_from_the_next(union: House, count: int) -> None:
    own = union.organisation
    shown = gate_figures.rounded({"found": count}, organisation=own).get("found", 0)
    assert shown % 5 == 0
    assert 0 <= count - shown < 5
    assert shown == 0 or shown >= 5
