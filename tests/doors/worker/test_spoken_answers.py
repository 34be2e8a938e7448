"""A reporter answers by voice: made anew before it is sealed, refused by name where it cannot be heard."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Browser, Playwright
from pytest_django.live_server_helper import LiveServer

from safelamp.loop.reports import opened_media, operations, queries
from safelamp.loop.reports.models import Message
from tests import screens, sounds
from tests.browser import Device, Scripts
from tests.doors.worker.form import Phone
from tests.loop.tellings import telling
from tests.machine import CHROMIUM
from tests.people import House


@pytest.fixture
def code(union: House) -> str:
    return operations.receive(telling(union)).receipt


def answered(code: str, raw: bytes, **typed: str) -> Phone:
    phone = Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)
    return phone.touch("go", "reply", voice=SimpleUploadedFile("voice", raw), **typed)


def test_a_spoken_answer_reaches_the_desk_without_what_the_phone_wrote_beside_it(union: House, code: str) -> None:
    raw = sounds.recording(container="mp4", codec="aac", said={"title": "Somchais phone"})
    assert "Your answer has arrived." in answered(code, raw).text
    message = Message.objects.get()
    heard = opened_media.message_voice_of(union.focal_point.session, message)
    assert heard.startswith(b"\x1aE\xdf\xa3")
    assert b"Somchai" not in heard
    told = queries.thread_for_desk(union.focal_point.session, message.report)[0]
    assert told.words is not None
    assert told.words.text == "(a voice)"


@pytest.mark.parametrize("raw", [b"no sound", b"\x1aE\xdf\xa3" + b"\0" * 1_600_000])
def test_what_cannot_be_heard_is_said_and_the_words_are_kept(union: House, code: str, raw: bytes) -> None:
    pytest.importorskip("av")
    assert "The voice could not be kept" in answered(code, raw, text="It is back.").text
    message = Message.objects.get()
    assert not message.voice_sealed
    assert "The voice could not be kept" in answered(code, raw).text
    assert Message.objects.count() == 1


def test_the_same_page_sent_twice_is_one_answer(union: House, code: str) -> None:
    raw = sounds.recording()
    phone = Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)
    values = {**phone.form.values, "go": "reply"}
    for _ in range(2):
        phone.post(**{**values, "voice": SimpleUploadedFile("voice", raw)})
    assert Message.objects.count() == 1


def test_where_voices_cannot_be_read_it_is_sealed_as_it_came(
    union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safelamp.ground.apart.anew.VOICES", "safelamp.ground.apart.not_there:made")
    assert "Your answer has arrived." in answered(code, b"whatever").text
    assert Message.objects.get().voice_sealed


@pytest.fixture
def ears(playwright: Playwright, live_server: LiveServer) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@pytest.mark.browser
@pytest.mark.slow
def test_on_the_page_of_answers_a_worker_speaks_and_sends(
    transactional_db: None, union: House, code: str, ears: Browser, live_server: LiveServer
) -> None:
    device = Device(ears, address=live_server.url, width=360, height=640)
    page = device.page("/r/", scripts=Scripts.ON)
    page.click("button[value=follow]")
    page.fill("#receipt", code)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.click("main button[value=check]")
    page.click("button[name=voice]")  # who only reads pays for no more than that
    page.wait_for_selector("#voice:visible")
    assert not [each for each in fetched if "voice" in each]  # what records comes only when it is touched
    screens.assert_accessible(page)
    page.click("[data-voice=start]")
    page.wait_for_selector("[data-voice=stop]:visible")
    page.wait_for_timeout(1200)
    page.click("[data-voice=stop]")
    page.wait_for_selector("#voice audio:visible")
    page.click("main button[value=reply]")
    page.wait_for_selector("text=Your answer has arrived.")
    heard = opened_media.message_voice_of(union.focal_point.session, Message.objects.get())
    assert sounds.seconds_of(heard) > 0.5
    device.put_away()
