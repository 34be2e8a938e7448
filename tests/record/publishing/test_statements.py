"""Statements: sealed drafts, two pairs of eyes, open corrections, withdrawals with a reason."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.record.publishing import operations, queries, wording
from safelamp.record.publishing.models import Statement, Version
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.states import TABLE, State, Verb, step
from safelamp.record.publishing.wording import Words
from safelamp.record.reading.models import Item, Page
from safelamp.record.reading.queries import public_items
from safelamp.record.searching.asked import Search
from safelamp.record.searching.queries import matching
from tests.people import House
from tests.record.publishing.published import DAY, FIRE, IN_THAI, NOW, draft, publish, second_officer, statement

CORRECTED = Words(FIRE.headline, FIRE.place, FIRE.text.replace("Two workers", "Three workers"))


def found(words: str) -> list[str]:
    return [item.headline for item in matching(public_items(), Search(words=words))]


def test_a_drafts_words_are_nowhere_in_the_database(union: House) -> None:
    version = draft(union)
    row = repr(Version.objects.values().get(id=version.id))
    assert "fire" not in row.lower()
    assert "Rayong" not in row
    assert wording.opened(union.officer.session, version) == FIRE


def test_a_representative_holds_no_key_to_a_draft(union: House) -> None:
    with pytest.raises(CannotOpen):
        wording.opened(union.representative.session, draft(union))


def test_the_member_who_wrote_it_does_not_publish_it_where_somebody_else_may(union: House) -> None:
    second = second_officer(union)
    version = draft(union)
    operations.offer(version, by=union.officer.session)
    with pytest.raises(Refused, match="Somebody else"):
        operations.approve(version, by=union.officer.session)
    assert operations.approve(version, by=second, at=NOW).state == State.PUBLISHED


def test_whoever_changes_a_draft_is_who_wrote_it(union: House) -> None:
    second = second_officer(union)
    version = operations.rewrite(draft(union), CORRECTED, by=second)
    operations.offer(version, by=second)
    with pytest.raises(Refused):
        operations.approve(version, by=second)
    assert operations.approve(version, by=union.officer.session).text == CORRECTED.text


def test_the_only_one_who_may_publish_publishes_alone_and_the_audit_says_so(union: House) -> None:
    statement(union)
    assert AuditLine.objects.filter(verb="publishing.approve_alone").exists()
    assert not AuditLine.objects.filter(verb="publishing.approve").exists()


def test_members_without_the_permission_change_nothing(union: House) -> None:
    version = draft(union)
    with pytest.raises(Refused):
        operations.write(FIRE, language="en", by=union.focal_point.session)
    with pytest.raises(Refused):
        operations.offer(version, by=union.representative.session)


def test_another_organisations_draft_does_not_exist(union: House, other_union: House) -> None:
    version = draft(union)
    for act in (operations.offer, operations.discard, operations.approve):
        with pytest.raises(Version.DoesNotExist):
            act(version, by=other_union.officer.session)
    with pytest.raises(Version.DoesNotExist):
        queries.version_for(other_union.organisation, version.id)


def test_what_is_published_has_a_day_no_name_and_is_found_by_the_search(union: House) -> None:
    version = statement(union)
    assert (version.published_on, version.written_by, version.words_sealed) == (NOW.date(), None, None)
    assert found("fire drills") == [FIRE.headline]
    item = Item.objects.get()
    assert item.page.source.name == union.organisation.name
    assert item.published_on == NOW.date()
    assert [one.country for one in item.countries.all()] == ["TH"]


def test_several_paragraphs_are_one_item(union: House) -> None:
    text = "\n\n".join(
        f"Paragraph {number} says that we ask for doors that open to the outside." for number in range(5)
    )
    statement(union, Words("Doors that open", "", text))
    assert Item.objects.count() == 1


@pytest.mark.parametrize(
    ("headline", "place", "text"),
    [
        ("Buses", "", "Lorries carry workers standing."),
        ("Fire & doors", "Rayong", "At least 3 workers & 2 guards were injured."),
        ("List of demands", "", "- doors\n- drills\n\nRead more at our office."),
        ("Strike begins", "Dhaka", "It begins on 12 May 2024.\n\n3 May 2024\n\nThe employer refused."),
        ("事故を防ぐために", "東京", "工場で二人が負傷した。"),
        ("</title><item>x", "", "<script>alert(1)</script> & more"),
    ],
)
def test_every_statement_is_one_item_with_its_own_headline_and_day(
    union: House, headline: str, place: str, text: str
) -> None:
    statement(union, Words(headline, place, text))
    item = Item.objects.get()
    assert item.headline == headline.replace("<", "‹").replace(">", "›")
    assert item.published_on == NOW.date()


def test_translations_stand_side_by_side(union: House) -> None:
    first = statement(union)
    second = operations.write_version(first.statement, IN_THAI, language="th", by=union.officer.session)
    publish(union, second)
    shown = queries.public_statement(first.statement_id)
    assert [each.language for each in shown.versions] == ["en", "th"]
    assert shown.in_language("th").headline == IN_THAI.headline
    assert shown.in_language("km").language == "en"


def test_a_correction_keeps_the_older_wording_marked_and_out_of_the_search(union: House) -> None:
    first = statement(union)
    later = operations.write_version(first.statement, CORRECTED, language="en", by=union.officer.session)
    assert queries.public_statement(first.statement_id).in_language("en").text == FIRE.text
    publish(union, later, at=NOW + DAY)
    shown = queries.public_statement(first.statement_id)
    assert [each.text for each in shown.versions] == [CORRECTED.text]
    assert [(each.text, each.replaced_on) for each in shown.older] == [(FIRE.text, (NOW + DAY).date())]
    assert Item.objects.count() == Page.objects.count() == 1
    assert "Three" in Page.objects.get().text


def test_a_language_has_one_draft_at_a_time(union: House) -> None:
    first = statement(union)
    operations.write_version(first.statement, CORRECTED, language="en", by=union.officer.session)
    with pytest.raises(Refused, match="already"):
        operations.write_version(first.statement, FIRE, language="en", by=union.officer.session)


def test_a_withdrawn_statement_shows_its_reason_and_no_words(union: House) -> None:
    version = statement(union)
    operations.withdraw(version.statement, reason="The number was wrong.", by=union.officer.session, at=NOW + DAY)
    shown = queries.public_statement(version.statement_id)
    assert shown.versions == shown.older == ()
    assert shown.statement.withdrawn_because == "The number was wrong."
    assert found("fire") == []
    assert not queries.public_statements().exists()
    with pytest.raises(Refused):
        operations.write_version(version.statement, FIRE, language="en", by=union.officer.session)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_withdrawn_without_a_reason(union: House, reason: str) -> None:
    with pytest.raises(Refused, match="why"):
        operations.withdraw(statement(union).statement, reason=reason, by=union.officer.session)


def test_a_draft_that_is_thrown_away_leaves_nothing(union: House) -> None:
    operations.discard(draft(union), by=union.officer.session)
    assert not Version.objects.exists()
    assert not Statement.objects.exists()


def test_a_draft_is_no_public_page(union: House) -> None:
    with pytest.raises(Statement.DoesNotExist):
        queries.public_statement(draft(union).statement_id)


def test_a_hostile_organisation_publishes_nothing_and_what_stood_there_goes(union: House) -> None:
    version = statement(union)
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    with pytest.raises(Statement.DoesNotExist):
        queries.public_statement(version.statement_id)
    assert operations.take_hostile_pages_away() == 1
    assert found("fire") == []
    union.officer.member.organisation.refresh_from_db()
    with pytest.raises(Refused, match="profile"):
        publish(union, draft(union))


@pytest.mark.parametrize(
    "wrong",
    [{"state": "published"}, {"headline": "plain"}, {"words_sealed": None}, {"replaced_on": dt.date(2026, 1, 1)}],
)
def test_the_database_refuses_rows_that_cannot_be(union: House, wrong: dict[str, object]) -> None:
    version = draft(union)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(id=version.id).update(**wrong)


def test_what_the_table_does_not_know_is_refused() -> None:
    known = {(row.before, row.verb) for row in TABLE}
    for before in (None, *State):
        for verb in Verb:
            if (before, verb) not in known:
                with pytest.raises(Refused):
                    step(before, verb)


@pytest.mark.parametrize(("headline", "text"), [("", "x"), ("x", " "), ("x" * 201, "x"), ("x", "x" * 20_001)])
def test_empty_and_endless_words_are_no_statement(headline: str, text: str) -> None:
    with pytest.raises(ValueError, match="headline"):
        Words(headline, "", text)
