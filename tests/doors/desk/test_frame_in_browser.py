"""The frame of the desk, in Chromium."""

import pytest

from tests.browser import Device, Scripts
from tests.people import House
from tests.screens import assert_accessible, log_in

pytestmark = pytest.mark.browser


def test_the_log_in_page_is_usable_by_everybody(phone: Device, laptop: Device) -> None:
    for device in (phone, laptop):
        assert_accessible(device.page("/desk/log-in/", scripts=Scripts.ON))


def test_the_menu_of_a_phone_opens_without_scripts(phone: Device, union: House) -> None:
    page = phone.page("/desk/log-in/")
    log_in(page, union.officer)
    menu = page.locator("details.menu")
    assert not menu.get_by_role("link", name="My page").is_visible()
    menu.locator("summary").click()
    menu.get_by_role("link", name="My page").click()
    page.wait_for_url("**/desk/me/")


def test_leave_ends_the_session_without_scripts(laptop: Device, union: House) -> None:
    page = laptop.page("/desk/log-in/")
    log_in(page, union.officer)
    page.get_by_role("button", name="Leave").click()
    assert page.get_by_role("heading").inner_text() == "Measures"
    page.goto("/desk/me/")
    assert "/desk/log-in/" in page.url
