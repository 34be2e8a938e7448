"""A real phone's browser seals a report and sends it; Python opens it, and no plain word was on the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, Request

from safelamp.loop.reports import floods, operations, phone, queries
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.words import MessageWords
from tests.browser import Device, Scripts
from tests.people import House

STORY = "ឧបករណ៍ការពារបាត់ The guard of press 3 is off \U0001f6a7"
WORDS = {"story": STORY, "contact": "+66 81 234", "who_may_know": "union", "when": "today", "body_part": ""}
SEAL = """async ([keys, choices, words, media]) => {
    const seal = await import("/static/worker/seal.js");
    const before = Object.keys(window).length;
    const made = await seal.sealReport(keys, choices, words,
        { photo: Uint8Array.from(media.photo), voice: Uint8Array.from(media.voice), language: "km" });
    window.name = "";
    return { id: made.id, receipt: made.receipt, parcel: Array.from(made.parcel),
             added: Object.keys(window).length - before };
}"""
SEND = """async ([parcel, waited, work]) => {
    const seal = await import("/static/worker/seal.js");
    let body = seal.withWaited(Uint8Array.from(parcel), waited);
    if (work) body = seal.withWork(body, work.challenge, await seal.solve(work.challenge, work.bits));
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await fetch("/r/", { method: "POST", body, headers });
    return await answer.json();
}"""


@pytest.fixture
def page(phone: Device) -> Page:
    return phone.page("/r/", scripts=Scripts.ON)


def sealed(page: Page, house: House, **more: Any) -> dict[str, Any]:
    choices = {
        "workplace": house.workplace.id.hex, "kind": "hazard", "hazard": "machine", "place_kind": "workplace",
    } | more  # fmt: skip
    media = {"photo": list(range(256)) * 3, "voice": [79, 103, 103, 83, 0, 255]}
    made: dict[str, Any] = page.evaluate(SEAL, [phone.phone_keys(house.organisation), choices, WORDS, media])
    return made


def test_story_photo_voice_and_contact_sealed_on_the_phone_open_here(page: Page, union: House) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108  # Playwright marks what it calls
    made = sealed(page, union, shut_to="no_representatives")
    assert page.evaluate(SEND, [made["parcel"], 4, None])["state"] == "kept"
    assert page.evaluate(SEND, [made["parcel"], 5, None])["state"] == "again"
    report, desk = Report.objects.get(), union.focal_point.session
    words = queries.words_of(desk, report)
    assert (words.story, words.contact, words.language, words.came_by) == (STORY, "+66 81 234", "km", "sealed")
    assert queries.photo_of(desk, report) == bytes(range(256)) * 3
    assert (report.id.hex, report.audience, report.waited_days) == (made["id"], "no_representatives", 4)
    assert report.voice_sealed
    bodies = [each.post_data_buffer or b"" for each in sent]
    assert sum(len(body) > 1000 for body in bodies) == 2
    for plain in (STORY.encode(), b"+66 81", b"guard", b"machine", union.workplace.id.hex.encode()):
        assert not any(plain in body for body in bodies)
    assert made["added"] == 0


def test_the_receipt_of_the_phone_opens_the_answer(page: Page, union: House) -> None:
    made = sealed(page, union)
    page.evaluate(SEND, [made["parcel"], None, None])
    operations.answer(Report.objects.get(), MessageWords(text="We come."), by=union.focal_point.session)
    access = queries.access(made["receipt"])
    assert access is not None
    [answer] = queries.thread_for_reporter(access)
    assert answer.words is not None
    assert answer.words.text == "We come."


def test_in_a_flood_the_phone_does_its_sum_and_is_taken(
    page: Page, union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floods, "MOST_AT_A_WORKPLACE", -1)
    monkeypatch.setattr(floods, "BITS", 2)
    made = sealed(page, union)
    asked = page.evaluate(SEND, [made["parcel"], None, None])
    assert asked["state"] == "work"
    assert not Report.objects.exists()
    assert page.evaluate(SEND, [made["parcel"], None, asked])["state"] == "kept"
    assert Report.objects.count() == 1
