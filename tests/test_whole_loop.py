"""One report goes all the way round, in Chromium, in Thai, with JavaScript off: the worker has the last word."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from safelamp.loop.cases.models import Case
from safelamp.loop.cases.states import State
from safelamp.loop.reports.models import Report
from tests.browser import Device
from tests.people import House, Person
from tests.screens import log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "ฝาครอบเครื่องปั๊มหมายเลข ๔ ถูกถอดออก มือเกือบโดน"
TITLE = "เครื่องปั๊มไม่มีฝาครอบ"
ACTION = "ใส่ฝาครอบถาวร"
ANSWER = "พรุ่งนี้เราจะไปดู"
THAI = re.compile(r"[\u0e00-\u0e7f]")


@pytest.fixture(autouse=True)
def everybody_speaks_thai(union: House) -> None:
    for person in union.everybody:
        person.member.language = "th"
        person.member.save(update_fields=["language"])


def touch(page: Page, name: str, value: str) -> None:
    page.locator(f"button[name={name}][value={value}]:visible").first.click()


def assert_worker_page(page: Page) -> None:
    """Thai, one address, no cookie, no script that is needed."""
    assert page.locator("html").get_attribute("lang") == "th"
    assert THAI.search(page.locator("h1").first.inner_text())
    assert page.url.partition("/r/")[2] in {"", "?lang=th"} or re.fullmatch(r"[A-Z0-9]{6}", page.url.rpartition("/")[2])
    assert page.context.cookies() == []
    # Files of our own, and one line that takes Send out of the history, where scripts run; nothing needs them.
    assert set(page.locator("script").all_text_contents()) <= {"", 'history.replaceState(0,"","/r/")'}


def told_by_the_worker(phone: Device, union: House) -> str:
    """Five taps and a story; the receipt from the ticket."""
    page = phone.page(f"/r/{union.workplace.code}", language="th")
    assert union.workplace.check_phrase in page.locator("body").inner_text()
    assert_worker_page(page)
    touch(page, "hazard", "machine")
    assert_worker_page(page)
    touch(page, "kind", "near_miss")
    assert_worker_page(page)
    page.fill("#story", STORY)
    touch(page, "go", "send")
    assert_worker_page(page)
    receipt = "".join(page.locator(".ticket .code span").all_inner_texts())
    assert re.fullmatch(r"\d{20}", receipt)
    return receipt


def checked(phone: Device, receipt: str) -> Page:
    """The worker comes back another day, on another phone, with the digits of their own script."""
    page = phone.page("/r/", language="th")
    touch(page, "go", "follow")
    page.fill("#receipt", receipt.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    page.locator("button.main[value=check]").click()
    assert_worker_page(page)
    return page


def at_desk(laptop: Device, person: Person) -> Page:
    page = laptop.page("/desk/log-in/", language="th")
    log_in(page, person)
    assert page.locator("html").get_attribute("lang") == "th"
    return page


def sends(page: Page, action: str, **typed: str) -> None:
    """Fills and sends the form that leads there; radios and lists by value. It must lead on."""
    form = page.locator(f"main form[action$='{action}'], main form:not([action])").last
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button").last.click()
    assert not page.url.endswith(action), page.locator("main").inner_text()


def taken(desk: Page) -> Case:
    """The focal point reads, answers and takes."""
    desk.goto("/desk/inbox/")
    desk.locator(f"a[href*='/desk/reports/{Report.objects.get().id}/']").first.click()
    assert STORY in desk.locator("main").inner_text()
    sends(desk, "/answer/", text=ANSWER)
    sends(desk, "/take/", title=TITLE)
    case = Case.objects.get()
    assert f"/desk/cases/{case.id}/" in desk.url
    assert TITLE in desk.locator("h1").inner_text()
    return case


def agreed_fixed_and_verified(desk: Page, floor: Page, case: Case) -> None:
    """An action with the employer; reported fixed by one, seen by another."""
    desk.goto(f"/desk/cases/{case.id}/agree/")
    due = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    sends(desk, "/agree/", what=ACTION, level="3", owner_side="site", due_on=due)
    action = case.actions.get()
    desk.goto(f"/desk/actions/{action.id}/fixed/")
    sends(desk, "/fixed/", words="ฝ่ายซ่อมบำรุงบอก")
    floor.goto(f"/desk/actions/{action.id}/verify/")
    sends(floor, "/verify/", seen_how="visit")


def test_a_report_goes_all_the_way_round_and_the_worker_has_the_last_word(
    phone: Device, laptop: Device, union: House
) -> None:
    receipt = told_by_the_worker(phone, union)
    focal_point = at_desk(laptop, union.focal_point)
    case = taken(focal_point)
    home = f"/desk/cases/{case.id}/"
    agreed_fixed_and_verified(focal_point, at_desk(laptop, union.representative), case)

    focal_point.goto(f"{home}ask/")
    sends(focal_point, "/ask/")
    focal_point.goto(f"{home}close/")
    assert focal_point.locator("main [name=confirmed_by]").count() == 0  # nobody on the floor has said so yet

    worker = checked(phone, receipt)
    assert ANSWER in worker.locator("main").inner_text()
    assert STORY not in worker.content()
    touch(worker, "fixed", "fixed")
    assert_worker_page(worker)

    focal_point.goto(f"{home}close/")
    sends(focal_point, "/close/", confirmed_by="reporter")
    case.refresh_from_db()
    assert case.state == State.CLOSED

    worker = checked(phone, receipt)
    touch(worker, "fixed", "still_dangerous")
    case.refresh_from_db()
    assert (case.state, case.reopened) == (State.TAKEN, 1)


def test_the_whole_way_works_on_the_phone_with_the_keyboard_alone(phone: Device, union: House) -> None:
    """Enter never sends by accident: from the story's neighbours it only shows the page again, with the words."""
    page = phone.page(f"/r/{union.workplace.code}", language="th")
    page.locator("button[name=hazard]").first.focus()
    page.keyboard.press("Enter")
    page.locator("button[name=kind]").first.focus()
    page.keyboard.press("Enter")
    page.fill("#story", STORY)
    page.locator("details.more summary").click()
    page.fill("#contact", "081")
    page.locator("#contact").press("Enter")
    assert page.input_value("#story") == STORY
    assert page.locator("[name=contact]").input_value() == "081"
    assert not Report.objects.exists()
