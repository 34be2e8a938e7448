"""Filing, events and what is set aside in Chromium: for everybody, by keyboard alone, from the right, on paper."""

from collections.abc import Callable

import pytest

from safelamp.loop.reports.models import Report
from tests.browser import Device, Scripts
from tests.doors.desk import things
from tests.people import House, Person
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEW = "/desk/reports/new/"


def _pages(house: House) -> list[str]:
    event, *_others = [things.told(house)[0] for _ in range(3)]
    case = things.open_case(house)
    return [
        NEW, "/desk/paper/", "/desk/inbox/", f"/desk/events/{event.event}/", f"/desk/reports/{event.id}/",
        "/desk/reports/set-aside/", f"/desk/cases/{case.id}/set-aside/",
    ]  # fmt: skip


def test_every_page_is_usable_by_everybody(phone: Device, laptop: Device, union: House) -> None:
    pages = _pages(union)
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(page, union.officer)
        for path in pages:
            page.goto(path)
            assert_accessible(page)
            assert_holds_still(page)


def test_every_page_can_be_read_from_the_right(
    phone: Device, union: House, right_to_left: Callable[[Person], None]
) -> None:
    pages = _pages(union)
    right_to_left(union.officer)
    page = phone.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    for path in pages:
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert_holds_still(page)


def test_a_report_is_filed_with_the_keyboard_alone_and_its_slip_is_one_page_of_a6(laptop: Device, union: House) -> None:
    page = laptop.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.focal_point)
    page.goto(NEW)
    page.focus("[name=channel]:checked")
    page.keyboard.press("ArrowRight")  # by telephone
    for name, keys in (
        ("workplace", ["ArrowDown"]), ("kind", ["Space"]), ("hazard", ["Space", "ArrowDown"]), ("when", ["ArrowDown"]),
    ):  # fmt: skip
        _tab_to(page, name)
        for key in keys:
            page.keyboard.press(key)
    _tab_to(page, "story")
    page.keyboard.type("The rail is loose.")
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('form.filing button')"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert_accessible(page)
    report = Report.objects.get()
    assert (report.kind, report.hazard) == ("hazard", "struck")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 297" in paper or b"/MediaBox [0 0 298" in paper  # points: 105 mm


def _tab_to(page: object, name: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:  # type: ignore[attr-defined]
            return
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
    raise AssertionError(f"no way to {name} by Tab")
