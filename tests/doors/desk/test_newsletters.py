"""Newsletters at the desk: made from a search, seen before they go out, counted from five readers on."""

from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.post.models import Subscription
from safelamp.record.publishing import issues
from safelamp.record.publishing.models import Newsletter
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.outside import on_the_list
from tests.people import House, Person
from tests.record.pages import add
from tests.record.publishing.conftest import reachable
from tests.record.publishing.published import DAY, NOW, newsletter

__all__ = ["reachable"]
AtDesk = Callable[[Person], Client]
ASKED = {"name": "Mines in Pakistan", "query": "https://lamp.example/record/?country=PK&q=mine", "rhythm": "weekly",
         "language": "en"}  # fmt: skip


def test_a_newsletter_is_made_of_the_address_of_a_search(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.officer).post("/desk/record/newsletters/new/", ASKED, follow=True)
    made = Newsletter.objects.get()
    assert (made.query, made.organisation) == ("q=mine&country=PK", union.organisation)
    assert b"Mines in Pakistan" in answer.content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("?country=PK", "country=PK"), ("/record/?country=PK&page=3", "country=PK"),
     ("fire in a mill", "q=fire+in+a+mill"), ("", "")],
)  # fmt: skip
def test_queries_and_plain_words_are_understood_too(at_desk: AtDesk, union: House, typed: str, kept: str) -> None:
    at_desk(union.officer).post("/desk/record/newsletters/new/", ASKED | {"query": typed})
    assert Newsletter.objects.get().query == kept


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 81}, {"query": "country=nowhere"}, {"query": "x=" + "y" * 5000},
              {"rhythm": "hourly"}, {"language": "tlh"}],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(at_desk: AtDesk, union: House, wrong: dict[str, str]) -> None:
    answer = at_desk(union.officer).post("/desk/record/newsletters/new/", ASKED | wrong)
    assert b"This is not kept yet" in answer.content
    assert not Newsletter.objects.exists()


def test_a_line_break_in_a_name_brings_no_header(at_desk: AtDesk, union: House) -> None:
    at_desk(union.officer).post("/desk/record/newsletters/new/", ASKED | {"name": "News\r\nBcc: ana@example.org"})
    assert Newsletter.objects.get().name == "News Bcc: ana@example.org"


def test_only_the_top_of_the_tree_is_asked_in_whose_name(at_desk: AtDesk, union: House, federation: House) -> None:
    assert b"In whose name?" not in at_desk(union.officer).get("/desk/record/newsletters/new/").content
    desk = at_desk(federation.officer)
    assert b"In whose name?" in desk.get("/desk/record/newsletters/new/").content
    desk.post("/desk/record/newsletters/new/", ASKED | {"owner": "instance"})
    assert Newsletter.objects.get().organisation is None


def test_few_readers_are_not_counted_and_none_is_named(at_desk: AtDesk, union: House) -> None:
    made = newsletter(union)
    desk = at_desk(union.officer)
    on_the_list(*(f"reader{number}@example.org" for number in range(4)), list_id=made.id)
    few = desk.get(f"/desk/record/newsletters/{made.id}/").content
    assert b"fewer than 5" in few
    on_the_list("one.more@example.org", list_id=made.id)
    many = desk.get("/desk/record/newsletters/").content
    assert b"<td>5</td>" in many
    assert b"example.org" not in few + many


def test_the_preview_shows_the_mail_in_each_language(at_desk: AtDesk, union: House) -> None:
    add()
    made = newsletter(union, "country=PK")
    Newsletter.objects.update(begun_on="2026-01-01")
    desk = at_desk(union.officer)
    said = desk.get(f"/desk/record/newsletters/{made.id}/preview/").content.decode()
    assert "Mine collapse kills nine in Balochistan" in said
    assert "1 new entry" in said
    assert "nouvelle entrée" in desk.get(f"/desk/record/newsletters/{made.id}/preview/?language=fr").content.decode()
    assert not made.issues.exists()


def test_it_is_paused_goes_on_and_ends_after_a_question(at_desk: AtDesk, union: House, reachable: Mailbox) -> None:
    made = newsletter(union)
    on_the_list("ana@example.org", list_id=made.id)
    desk = at_desk(union.officer)
    path = f"/desk/record/newsletters/{made.id}/"
    assert b"Paused since" in desk.post(f"{path}pause/", follow=True).content
    assert b"Paused since" not in desk.post(f"{path}go-on/", follow=True).content
    assert b"End it for good?" in desk.get(f"{path}end/").content
    assert Newsletter.objects.exists()
    desk.post(f"{path}end/")
    assert not Newsletter.objects.exists()
    assert not Subscription.objects.exists()


def test_where_nothing_can_be_sent_the_page_says_what_is_missing(at_desk: AtDesk, union: House) -> None:
    assert b"SAFELAMP_MAIL_URL" in at_desk(union.officer).get("/desk/record/newsletters/").content


def test_a_hostile_organisation_reads_how_its_mails_look(at_desk: AtDesk, union: House) -> None:
    made = newsletter(union, "")
    add()
    issues.make_due(at=NOW + 7 * DAY)
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    union.officer.member.refresh_from_db()
    desk = at_desk(union.officer)
    assert b"no headline, no name" in desk.get(f"/desk/record/newsletters/{made.id}/").content
    letter = desk.get(f"/desk/record/newsletters/{made.id}/preview/").content.decode().split('<pre class="letter"')[1]
    assert made.name not in letter
