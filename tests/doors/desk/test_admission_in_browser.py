"""A new colleague, from enrolling to reading the first report, as two people walk it in Chromium without scripts."""

import pytest
from playwright.sync_api import Page

from safelamp.ground.vault import members
from tests.browser import Device
from tests.doors.desk import things
from tests.people import House
from tests.screens import assert_holds_still, log_in

pytestmark = pytest.mark.browser


def enrolled_by(officer: Page) -> str:
    """Enrols Malee; the passphrase stands on the page that follows, once."""
    officer.goto("/desk/members/")
    officer.get_by_role("link", name="Enrol a member").click()
    officer.fill("[name=login_name]", "malee")
    officer.get_by_label("OSH focal point").check()
    officer.get_by_role("button", name="Enrol and show the passphrase").click()
    passphrase = officer.locator(".code.words").inner_text()
    assert_holds_still(officer)
    return passphrase


def come_in(page: Page, passphrase: str) -> None:
    page.fill("[name=login_name]", "Malee")
    page.fill("[name=passphrase]", passphrase)
    page.click("main button")


def test_enrolled_shown_once_waits_is_handed_the_keys_and_reads(laptop: Device, phone: Device, union: House) -> None:
    report = things.waiting_report(union)
    officer, malee = laptop.page("/desk/log-in/"), phone.page("/desk/log-in/")
    log_in(officer, union.officer)
    passphrase = enrolled_by(officer)
    officer.get_by_role("link", name="I have written it down").click()
    assert passphrase not in officer.content()
    come_in(malee, passphrase)
    assert "Now somebody must hand you the keys" in malee.locator("main").inner_text()
    assert_holds_still(malee)
    officer.get_by_role("button", name="Hand over the keys").click()
    assert "The keys are handed over." in officer.locator("main").inner_text()
    malee.get_by_role("link", name="Look again").click()
    malee.locator(f"main a[href*='/reports/{report.id}']").first.click()
    assert things.STORY in malee.locator("main").inner_text()


def test_the_last_reader_is_gone_and_two_sheets_open_everything(phone: Device, union: House) -> None:
    passphrase = members.enrol_again(union.officer.member, by=None)
    page = phone.page("/desk/log-in/")
    page.fill("[name=login_name]", "union.officer")
    page.fill("[name=passphrase]", passphrase)
    page.click("main button")
    page.get_by_role("link", name="I have two sheets of the paper key").click()
    page.fill("[name=sheet_first]", union.sheets[0])
    page.fill("[name=sheet_second]", union.sheets[0])
    page.get_by_role("button", name="Give me the keys of my role").click()
    assert "This is the same sheet twice." in page.locator("main").inner_text()
    page.fill("[name=sheet_second]", union.sheets[2].lower().replace("-", " "))
    page.get_by_role("button", name="Give me the keys of my role").click()
    assert "You have the keys now." in page.locator("main").inner_text()
    page.goto("/desk/inbox/")
    assert page.get_by_role("heading", level=1).inner_text() == "Inbox"
