"""The working screens in Chromium: usable by everybody, in both sizes and modes, without scripts."""

from collections.abc import Callable

import pytest

from safelamp.loop.reports.models import Harm, Kind
from tests.browser import Device, Scripts
from tests.doors.desk import things
from tests.people import House, Person
from tests.record import pages
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = pytest.mark.browser


def addresses(house: House) -> list[str]:
    """A page of each kind, with something on it. Made before a browser asks: both share one database in memory."""
    things.told(house, danger_now=True)
    things.told(house, kind=Kind.RETALIATION, hazard="")
    report, _ = things.told(house, harm=Harm.LASTING)
    action, plan = things.action(house), things.plan(house)
    commitment, agreement, training = things.commitment(house), things.agreement(house), things.training(house)
    item = pages.add().items.get(position=0)
    case = f"/desk/cases/{action.case_id}/"
    return [
        "/desk/inbox/",
        "/desk/inbox/?show=mine",
        f"/desk/reports/{report.id}/",
        "/desk/reports/new/",
        "/desk/cases/",
        case,
        *(f"{case}{act}/" for act in ("rate", "raise", "hand-over", "merge", "ask", "close", "agree")),
        "/desk/actions/",
        f"/desk/actions/{action.id}/",
        f"/desk/actions/{action.id}/due/",
        "/desk/plans/",
        f"/desk/plans/{plan.id}/",
        "/desk/plans/new/",
        "/desk/overview/",
        f"/desk/record/items/{item.id}/follow/",
        "/desk/followed/",
        f"/desk/followed/new/?item={item.id}",
        f"/desk/followed/{commitment.id}/",
        f"/desk/followed/{commitment.id}/kept/",
        "/desk/followed/agreements/",
        "/desk/followed/agreements/new/",
        f"/desk/followed/agreements/{agreement.id}/",
        "/desk/followed/trainings/",
        f"/desk/followed/trainings/{training.id}/",
    ]


@pytest.mark.slow
def test_axe_finds_nothing_on_any_working_screen(phone: Device, laptop: Device, union: House) -> None:
    screens = addresses(union)
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(page, union.restricted_reader)
        for address in screens:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert_accessible(page)


@pytest.mark.slow
def test_every_screen_holds_still_when_read_from_the_right(
    phone: Device, union: House, right_to_left: Callable[[Person], None]
) -> None:
    screens = addresses(union)
    right_to_left(union.restricted_reader)
    page = phone.page("/desk/log-in/")
    log_in(page, union.restricted_reader)
    for address in screens:
        page.goto(address)
        assert_holds_still(page)


def test_a_report_is_taken_and_answered_without_scripts(phone: Device, union: House) -> None:
    things.told(union)
    page = phone.page("/desk/log-in/")
    log_in(page, union.focal_point)
    page.goto("/desk/inbox/")
    page.get_by_role("link", name="Machine or caught in").click()
    page.get_by_label("Title of the case").fill("Press runs open")
    page.get_by_role("button", name="Take it: open a case").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Press runs open"
    assert page.get_by_role("status").inner_text() == "You have taken it. The reporter sees that a person works on it."
    page.get_by_role("link", name="Rate it").first.click()
    page.get_by_label("Somebody could die").check()
    page.get_by_role("button", name="Rate it").click()
    assert "Top priority" in page.inner_text("main")
