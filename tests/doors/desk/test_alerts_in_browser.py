"""Alerts in Chromium: for everybody, from the right, and one handled to its end without any script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from safelamp.insight.alerts.choices import Feedback
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.states import AlertState
from tests.browser import Device, Scripts
from tests.doors.desk import alerting, things
from tests.people import House, Person
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _pages(house: House) -> list[str]:
    alert, grave = alerting.unusual(house), alerting.grave(house)
    return [
        "/desk/alerts/", f"/desk/alerts/{alert.id}/", f"/desk/alerts/{grave.id}/", f"/desk/alerts/{alert.id}/real/",
        "/desk/alerts/watching/",
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


def test_an_alert_is_found_understood_and_handled_without_any_script(phone: Device, union: House) -> None:
    alerting.unusual(union)
    case = things.open_case(union)
    page = phone.page("/desk/log-in/", scripts=Scripts.OFF)
    log_in(page, union.focal_point)
    page.goto("/desk/inbox/")
    page.locator(".menu summary").click()
    page.locator(".menu a", has_text="Alerts").click()
    page.get_by_role("link", name="24 reports in 3 weeks").click()
    expect(page.locator("svg.chart.narrow")).to_be_visible()
    assert not page.locator("svg.chart.broad").is_visible()
    for button, answers in (
        ("It is real", {"note": "I went there."}),
        ("Assess it", {"risk": "high"}),
        ("Write down what was done", {"case": case.number, "note": "A guard is asked for."}),
        ("Close it", {"note": "The guards are fitted."}),
    ):
        page.get_by_role("link", name=button, exact=True).click()
        for name, value in answers.items():
            field = page.locator(f"[name={name}]")
            if name == "risk":
                page.locator(f"[name=risk][value={value}]").check()
            elif name == "case":
                field.select_option(value)
            else:
                field.fill(value)
        page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("The alert is closed.")).to_be_visible()
    expect(page.get_by_text("The guards are fitted.")).to_be_visible()
    alert = Alert.objects.get()
    assert (alert.state, alert.feedback) == (AlertState.CLOSED, Feedback.REAL)
