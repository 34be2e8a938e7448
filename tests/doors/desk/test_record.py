"""Whole pages of the record at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.browser import Device, Scripts
from tests.people import House, Person
from tests.record.pages import ARTICLE, MINING, add
from tests.screens import assert_accessible, log_in

pytestmark = pytest.mark.django_db
AtDesk = Callable[[Person], Client]


def test_a_member_reads_the_whole_page_with_its_facts_marked(at_desk: AtDesk, union: House) -> None:
    page = add(ARTICLE)
    shown = at_desk(union.representative).get(f"/desk/record/{page.id}/").content.decode()
    assert "The doors were locked." in shown
    assert "<mark>Two workers died</mark>" in shown


def test_a_private_page_is_there_for_its_own_organisation_only(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    address = f"/desk/record/{add(MINING, organisation=union.organisation).id}/"
    assert at_desk(union.officer).get(address).status_code == 200
    assert at_desk(other_union.officer).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_the_list_counts_pages_and_their_items(at_desk: AtDesk, union: House, other_union: House) -> None:
    add(MINING)
    add(ARTICLE, publisher="Own Bulletin", organisation=union.organisation)
    shown = at_desk(union.trainer).get("/desk/record/").content.decode()
    assert "Showing 1–2 of 2 pages" in shown
    assert "3 items" in shown
    assert "Own Bulletin" not in at_desk(other_union.trainer).get("/desk/record/").content.decode()


def test_an_empty_list_says_what_to_do(at_desk: AtDesk, union: House) -> None:
    shown = at_desk(union.officer).get("/desk/record/").content.decode()
    assert "Add the first one: an address, a file or pasted text." in shown


@pytest.mark.browser
@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_list_and_page_are_accessible(
    request: pytest.FixtureRequest, device: str, transactional_db: None, union: House
) -> None:
    screen: Device = request.getfixturevalue(device)
    add(MINING)
    page = screen.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    page.goto("/desk/record/")
    assert_accessible(page)
    page.click("text=page.txt")
    assert_accessible(page)
