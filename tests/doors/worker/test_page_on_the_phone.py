"""The page that goes on by itself, in Chromium: hostile profile, a phone that refuses, and everybody who reads it."""

import json
import time
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.standards.hazards import body_parts
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Report
from tests.browser import Device, Scripts
from tests.doors.worker.pocket import PATIENCE, READY, WAITING, says, send, to_the_words
from tests.people import House
from tests.screens import assert_accessible

STORY = "Krathongduang saw the Zylinder burst"
OPEN = "Not sent yet. Keep this page open."
ARRIVED = "Thank you. Your report has arrived."
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }"
NO_CRYPTO = "Object.defineProperty(crypto, 'subtle', {value: undefined})"
KEPT_OF_ANY_KIND = """Promise.all([caches.keys(), indexedDB.databases(), navigator.serviceWorker.getRegistrations()])
    .then(all => all.map(each => each.length))"""

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


def opened(phone: Device, union: House, *, before: str = "", language: str = "en") -> Page:
    """The poster's page, ready to go on by itself; `before` is a script that breaks something first."""
    page = phone.page("/r/calendar/", scripts=Scripts.ON, language=language)
    page.set_default_timeout(PATIENCE)
    if before:
        page.add_init_script(before)
    page.goto(f"/r/{union.workplace.code}")
    if before != NO_CRYPTO:
        page.wait_for_selector(READY, state="attached")
    return page


@pytest.fixture
def hostile(union: House) -> House:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    return union


def test_a_hostile_profile_leaves_nothing_on_the_phone(hostile: House, phone: Device) -> None:
    page = opened(phone, hostile)
    to_the_words(page, story=STORY)
    send(page)
    says(page, ARRIVED)
    assert Report.objects.count() == 1
    assert page.evaluate(KEPT_OF_ANY_KIND) == [0, 0, 0]
    assert page.locator("link[rel=manifest]").count() == 0


def test_without_connection_a_hostile_profile_asks_and_keeps_nothing_unasked(hostile: House, phone: Device) -> None:
    page = opened(phone, hostile)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    send(page)
    says(page, "There is no connection. Your report is not sent yet.")
    assert page.evaluate(KEPT_OF_ANY_KIND) == [0, 0, 0]
    assert_accessible(page)
    page.click("[data-do=nokeep]")
    says(page, OPEN)
    assert page.evaluate(KEPT_OF_ANY_KIND) == [0, 0, 0]
    page.context.set_offline(False)
    says(page, ARRIVED)
    assert Report.objects.count() == 1


def test_where_the_worker_says_so_a_hostile_profile_keeps_one_sealed_report(hostile: House, phone: Device) -> None:
    page = opened(phone, hostile)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    send(page)
    page.click("[data-do=keep]")
    says(page, "Saved on this phone")
    assert page.evaluate(WAITING) == 1
    assert page.evaluate("caches.keys()") == []


def test_a_phone_without_room_says_so_and_sends_from_the_open_page(union: House, phone: Device) -> None:
    page = opened(phone, union, before=FULL)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    send(page)
    says(page, OPEN)
    page.context.set_offline(False)
    says(page, ARRIVED)
    assert Report.objects.count() == 1


def test_a_phone_that_cannot_seal_goes_on_by_the_server(union: House, phone: Device) -> None:
    page = opened(phone, union, before=NO_CRYPTO)
    to_the_words(page, story=STORY)
    send(page)
    assert page.locator("h1").inner_text() == ARRIVED
    assert Report.objects.count() == 1


def test_where_sealing_fails_every_choice_and_word_goes_to_the_server(union: House, phone: Device) -> None:
    sent: list[str] = []
    page = phone.page("/r/calendar/", scripts=Scripts.ON)
    page.set_default_timeout(PATIENCE)
    page.route("**/kept.bundle*.js", lambda route: route.abort())
    page.on("request", lambda request: sent.append(str(request.post_data)) if request.method == "POST" else None)
    page.goto(f"/r/{union.workplace.code}")
    page.wait_for_selector(READY, state="attached")
    to_the_words(page, story=STORY)
    page.click("button[value=send]")
    page.wait_for_selector("h1:not([data-state]) ~ .ticket")
    report = Report.objects.get()
    assert (report.hazard, report.kind, report.workplace) == ("machine", "hazard", union.workplace)
    assert STORY in sent[-1]


def test_without_connection_nothing_that_needs_the_server_loses_a_word(union: House, phone: Device) -> None:
    page = opened(phone, union)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    page.click(".langs summary")
    page.click("button[name=lang][value=km]")
    says(page, "There is no connection.")
    assert page.input_value("#story") == STORY
    page.click("button[value=back]")
    page.click("button[name=kind][value=near_miss]")
    assert page.input_value("#story") == STORY
    page.context.set_offline(False)
    page.click(".langs summary")
    page.click("button[name=lang][value=km]")
    page.wait_for_selector("html[lang=km]")
    assert page.input_value("#story") == STORY
    page.wait_for_selector(READY, state="attached")
    send(page)
    page.wait_for_selector("h1[data-state=arrived]:not([hidden])")
    assert Report.objects.get().kind == "near_miss"


def test_a_busy_server_is_asked_again_and_says_so(union: House, phone: Device) -> None:
    page = opened(phone, union)
    to_the_words(page, story=STORY)
    page.route("**/r/", busy)
    send(page)
    says(page, "Saved on this phone")
    assert "It is safe on this phone" in page.locator("[data-said]").first.inner_text()
    page.unroute("**/r/")
    page.click("[data-do=again]")
    says(page, ARRIVED)
    assert Report.objects.count() == 1


def busy(route: Route) -> None:
    """What doors/worker/intake.py answers when it cannot take more."""
    said = {"state": "busy", "say": "We cannot take it just now. It is safe on this phone.", "retry": 60}
    route.fulfill(status=503, content_type="application/json", body=json.dumps(said))


def test_a_report_that_is_not_taken_stays_and_says_why(
    union: House, phone: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(phone, union)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    send(page)
    says(page, "Saved on this phone")
    monkeypatch.setattr(
        settings, "RECEIPT_PEPPER", bytes(32)
    )  # another server at the same address: what was sealed, it cannot open
    page.context.set_offline(False)
    says(page, "The report was not taken.")
    assert "Open it anew and tell it again" in page.locator("[data-said]").first.inner_text()
    assert page.evaluate(WAITING) == 1
    assert_accessible(page)


def test_every_screen_on_the_phone_is_usable_by_everybody(union: House, phone: Device) -> None:
    page = opened(phone, union)
    steps: tuple[Callable[[], None], ...] = (
        lambda: page.click("button.now"),
        lambda: page.click("button[value=told]"),
        lambda: page.click("button[name=hazard][value=machine]"),
        lambda: page.click("button[name=kind][value=injury]"),
        lambda: page.click("button[name=harm][value=treated]"),
        lambda: page.click(f"button[name=body_part][value={next(iter(body_parts()))}]"),
        lambda: page.context.set_offline(True),
        lambda: page.click("button[value=send]"),
    )
    for step in steps:
        step()
        assert_accessible(page)
    says(page, "Saved on this phone")
    assert "Do not wait for us" in page.locator("main").inner_text()
    assert_accessible(page)


def test_five_taps_in_khmer_take_less_than_a_minute(union: House, phone: Device) -> None:
    began = time.monotonic()
    page = opened(phone, union, language="km")
    taps = (
        "[name=hazard][value=machine]", "[name=kind][value=injury]", "[name=harm][value=treated]",
        f"[name=body_part][value={next(iter(body_parts()))}]", "[value=send]",
    )  # fmt: skip
    for tap in taps:
        page.click(f"button{tap}")
    page.wait_for_selector("h1[data-state=arrived]:not([hidden])")
    assert page.locator("html").get_attribute("lang") == "km"
    assert time.monotonic() - began < 60  # seconds


def test_a_place_chosen_by_mistake_is_asked_again_on_the_phone(union: House, phone: Device) -> None:
    organisations.be_findable(union.organisation, by=union.officer.member)
    Workplace.objects.filter(id=union.workplace.id).update(listed=True)
    page = phone.page("/r/", scripts=Scripts.ON)
    page.set_default_timeout(PATIENCE)
    page.click("button[value=machine]")
    page.click("button[name=kind][value=hazard]")
    page.click("button[name=union]")
    page.wait_for_selector(READY, state="attached")
    page.click("button[value=home]")
    page.wait_for_selector("#place")
    page.click("button[value=back]")
    page.click("button[name=workplace]")
    page.wait_for_selector("#story")
    assert page.locator("#place").count() == 0
    send(page)
    says(page, ARRIVED)
    assert Report.objects.get().workplace == union.workplace


def test_one_touch_of_back_does_not_take_the_code_away_and_forward_never_goes_back(union: House, phone: Device) -> None:
    page = opened(phone, union)
    to_the_words(page)
    page.go_back()
    page.wait_for_selector("button[name=kind]")
    page.go_forward()
    assert page.locator("button[name=kind]").count() > 0
    page.click("button[name=kind][value=hazard]")
    code = send(page)
    page.go_back()
    assert "".join(page.locator(".ticket .code span").all_inner_texts()) == code
    page.go_back()
    page.wait_for_selector("button[name=hazard]")


def test_what_becomes_of_an_earlier_report_is_not_said_above_the_code_of_a_later_one(
    union: House, phone: Device
) -> None:
    told: list[bytes] = []
    let_through: list[bytes] = []

    def line(route: Route) -> None:
        report_id = (route.request.post_data_buffer or b"")[1:17]
        if route.request.headers.get("content-type") != "application/octet-stream" or report_id in let_through:
            return route.continue_()
        told.extend([] if report_id in told else [report_id])
        return route.abort()

    page = opened(phone, union, before=FULL)
    page.route("**/r/", line)
    to_the_words(page)
    send(page)
    says(page, OPEN)
    page.go_back()
    page.go_back()
    to_the_words(page)
    send(page)
    says(page, OPEN)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        let_through += told[:1]
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    assert (len(told), Report.objects.count()) == (2, 1)
    assert page.locator("h1:visible").inner_text() == OPEN


def test_what_was_deleted_is_not_sent_by_the_page_that_still_stands_open(union: House, phone: Device) -> None:
    """Without a connection the dull page is drawn in the same page, and the connection comes back to it."""
    page = opened(phone, union)
    to_the_words(page, story=STORY)
    page.context.set_offline(True)
    send(page)
    says(page, "Saved on this phone")
    page.click("details.more:visible summary")
    page.click("[data-do=delete]:visible")
    page.wait_for_selector("caption")
    page.wait_for_function("indexedDB.databases().then(all => all.length === 0)")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.headers.get("content-type", "")))
    page.context.set_offline(False)
    page.evaluate("fetch('/r/page.json').then(got => got.text())")  # the line works again
    page.evaluate("new Promise(done => setTimeout(done, 500))")
    assert "application/octet-stream" not in sent
    assert Report.objects.count() == 0
