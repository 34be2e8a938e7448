"""Statements at the desk: written, looked at by a second member, published, corrected, withdrawn."""

from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.record.publishing import operations, queries
from safelamp.record.publishing.models import Version
from safelamp.record.publishing.states import State
from tests.people import House, Person
from tests.record.publishing.published import FIRE, IN_THAI, draft, second_officer, statement

AtDesk = Callable[[Person], Client]
WRITTEN = {"language": "en", "headline": FIRE.headline, "place": FIRE.place, "text": FIRE.text}


def in_database(version: Version) -> Version:
    return Version.objects.get(id=version.id)


def test_the_whole_way_of_two_officers(at_desk: AtDesk, union: House) -> None:
    second = second_officer(union)
    desk = at_desk(union.officer)
    answer = desk.post("/desk/record/statements/new/", WRITTEN, follow=True)
    version = Version.objects.get()
    assert FIRE.text.splitlines()[0] in answer.content.decode()
    said = desk.post(f"/desk/record/statements/words/{version.id}/offer/", follow=True).content.decode()
    assert "You wrote it, so somebody else publishes it" in said
    assert "Publish it" not in said
    refused = desk.post(f"/desk/record/statements/words/{version.id}/approve/")
    assert b"This was not done" in refused.content
    operations.approve(in_database(version), by=second)
    assert b"As everybody sees it" in desk.get(f"/desk/record/statements/{version.statement_id}/").content


def test_who_may_publish_alone_is_told_so(at_desk: AtDesk, union: House) -> None:
    version = draft(union)
    desk = at_desk(union.officer)
    path = f"/desk/record/statements/words/{version.id}/"
    assert b"you can publish it alone" in desk.get(path).content
    assert b"you decide alone" in desk.post(f"{path}offer/", follow=True).content
    assert b"Published. Everybody can read it now." in desk.post(f"{path}approve/", follow=True).content
    assert in_database(version).state == State.PUBLISHED


def test_a_draft_can_be_changed_given_back_and_thrown_away(at_desk: AtDesk, union: House) -> None:
    version = draft(union)
    desk = at_desk(union.officer)
    path = f"/desk/record/statements/words/{version.id}/"
    assert FIRE.headline in desk.get(f"{path}change/").content.decode()
    desk.post(f"{path}offer/")
    desk.post(f"{path}change/", {**WRITTEN, "headline": "Another headline"})
    assert in_database(version).state == State.DRAFT
    assert b"Another headline" in desk.get("/desk/record/statements/").content
    desk.post(f"{path}offer/")
    desk.post(f"{path}give-back/")
    assert in_database(version).state == State.DRAFT
    desk.post(f"{path}discard/")
    assert not Version.objects.exists()


@pytest.mark.parametrize("wrong", [{"headline": ""}, {"text": " "}, {"language": "xx"}, {"headline": "x" * 201}])
def test_what_is_missing_is_told_and_what_was_written_stays(
    at_desk: AtDesk, union: House, wrong: dict[str, str]
) -> None:
    answer = at_desk(union.officer).post("/desk/record/statements/new/", WRITTEN | wrong)
    assert b"This is not kept yet" in answer.content
    assert FIRE.place.encode() in answer.content
    assert not Version.objects.exists()


def test_a_form_sent_twice_makes_one_draft(at_desk: AtDesk, union: House) -> None:
    desk = at_desk(union.officer)
    for _ in range(2):
        desk.post("/desk/record/statements/new/", {**WRITTEN, "once": "a" * 32})
    assert Version.objects.count() == 1


def test_a_translation_and_a_correction_are_versions_of_one_statement(at_desk: AtDesk, union: House) -> None:
    first = statement(union)
    desk = at_desk(union.officer)
    path = f"/desk/record/statements/{first.statement_id}/"
    assert FIRE.headline in desk.get(f"{path}write/?language=en").content.decode()
    thai = {"language": "th", "headline": IN_THAI.headline, "place": IN_THAI.place, "text": IN_THAI.text}
    desk.post(f"{path}write/", thai)
    desk.post(f"{path}write/?language=en", {**WRITTEN, "text": "Three workers."})
    again = desk.post(f"{path}write/", {**WRITTEN, "text": "Four workers."})
    assert b"There is a draft in this language already" in again.content
    assert sorted(Version.objects.values_list("language", "number")) == [("en", 1), ("en", 2), ("th", 1)]


def test_withdrawing_asks_for_a_reason(at_desk: AtDesk, union: House) -> None:
    first = statement(union)
    desk = at_desk(union.officer)
    path = f"/desk/record/statements/{first.statement_id}/"
    assert b"This is not kept yet" in desk.post(f"{path}withdraw/", {"reason": " "}).content
    said = desk.post(f"{path}withdraw/", {"reason": "It was wrong."}, follow=True).content
    assert b"It was wrong." in said
    assert queries.public_statement(first.statement_id).statement.withdrawn_on


def test_a_hostile_organisation_reads_why_nothing_is_published(at_desk: AtDesk, union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    union.officer.member.refresh_from_db()
    said = at_desk(union.officer).get("/desk/record/statements/").content
    assert b"Ask your federation to publish it as its own." in said
    assert b"/desk/record/statements/new/" not in said


def test_the_tab_shows_them_to_officers_only(at_desk: AtDesk, union: House) -> None:
    assert b"/desk/record/statements/" in at_desk(union.officer).get("/desk/record/").content
    assert b"/desk/record/statements/" not in at_desk(union.focal_point).get("/desk/record/").content
