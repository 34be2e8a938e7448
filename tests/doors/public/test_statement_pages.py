"""Statements as everybody reads them."""

import pytest
from django.test import Client

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.record.publishing import operations
from safelamp.record.publishing.wording import Words
from tests.people import House
from tests.record.publishing.published import DAY, FIRE, IN_THAI, NOW, draft, publish, statement

pytestmark = pytest.mark.django_db


def test_a_statement_stands_under_its_permanent_link_without_names(client: Client, union: House) -> None:
    version = statement(union)
    said = client.get(f"/statements/{version.statement_id}/").content.decode()
    for words in (FIRE.headline, FIRE.place, "22 November 2026", union.organisation.name):
        assert words in said
    assert union.officer.member.login_name not in said


def test_the_list_says_how_many_and_shows_the_readers_language(client: Client, union: House) -> None:
    version = statement(union)
    publish(union, operations.write_version(version.statement, IN_THAI, language="th", by=union.officer.session))
    english, thai = (client.get("/statements/", {"lang": code}).content.decode() for code in ("en", "th"))
    assert "Showing 1–1 of 1 statement" in english
    assert FIRE.headline in english
    assert IN_THAI.headline in thai


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    assert b"No statement is published yet" in client.get("/statements/").content


def test_the_older_wording_stays_and_says_that_it_holds_no_longer(client: Client, union: House) -> None:
    version = statement(union)
    corrected = Words(FIRE.headline, FIRE.place, "Three workers were injured.")
    later = operations.write_version(version.statement, corrected, language="en", by=union.officer.session)
    publish(union, later, at=NOW + DAY)
    said = client.get(f"/statements/{version.statement_id}/").content.decode()
    assert said.index("Three workers") < said.index("No longer what we say") < said.index("Two workers")


def test_a_withdrawn_statement_is_gone_and_says_why(client: Client, union: House) -> None:
    version = statement(union)
    operations.withdraw(version.statement, reason="The number was wrong.", by=union.officer.session, at=NOW + DAY)
    answer = client.get(f"/statements/{version.statement_id}/")
    assert answer.status_code == 410
    said = answer.content.decode()
    assert "The number was wrong." in said
    assert FIRE.headline not in said
    assert FIRE.headline not in client.get("/statements/").content.decode()


def test_drafts_and_what_never_was_are_the_same_page(client: Client, union: House) -> None:
    version = draft(union)
    assert client.get(f"/statements/{version.statement_id}/").status_code == 404


def test_a_hostile_organisations_statements_are_not_there(client: Client, union: House) -> None:
    version = statement(union)
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    assert client.get(f"/statements/{version.statement_id}/").status_code == 404
    assert FIRE.headline not in client.get("/statements/").content.decode()


def test_markup_in_a_statement_stays_words(client: Client, union: House) -> None:
    version = statement(union, Words("<script>alert(1)</script>", "", "<img src=x> fire"))
    said = client.get(f"/statements/{version.statement_id}/").content.decode()
    assert "<script>alert" not in said
    assert "<img src=x>" not in said


def test_wrong_methods_are_refused(client: Client, union: House) -> None:
    assert client.post("/statements/").status_code == 405
