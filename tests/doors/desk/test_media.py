"""Photos and voices on the desk's pages: played in parts, refused with a page that says why, written down, kept."""

import importlib.util
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.voice_notes import voice_of
from safelamp.loop.reports.words import MessageWords
from tests import screens, sounds
from tests.browser import Device, Scripts, axe_findings
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
FILM = b"\0\0\0\x18ftypisom" + b"\0" * 200


def spoken(house: House, raw: bytes) -> Report:
    report, _receipt = things.told(house)
    return things.with_voice(report, raw)


def at(name: str, *ids: object) -> str:
    return reverse(f"desk:{name}", args=ids)


@pytest.fixture
def voice() -> bytes:
    return sounds.recording(container="ogg", said={"title": "Somchais phone"})


def test_a_voice_is_played_on_the_reports_page(at_desk: AtDesk, union: House, voice: bytes) -> None:
    report = spoken(union, voice)
    client = at_desk(union.focal_point)
    page = client.get(at("report", report.id)).content.decode()
    address = at("report_voice", report.id)
    assert f'<audio controls preload="none" src="{address}"' in page
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/webm")
    assert answer.content.startswith(b"\x1aE\xdf\xa3")
    assert b"Somchai" not in answer.content
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer


def test_a_part_of_a_voice_is_what_players_of_apple_ask_for(at_desk: AtDesk, union: House, voice: bytes) -> None:
    address, client = at("report_voice", spoken(union, voice).id), at_desk(union.focal_point)
    whole = client.get(address).content
    part = client.get(address, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, whole[:2])
    assert part["Content-Range"] == f"bytes 0-1/{len(whole)}"
    rest = client.get(address, headers={"range": "bytes=100-"})
    assert rest.content == whole[100:]
    assert client.get(address, headers={"range": "bytes=99999999-"}).status_code == 416
    assert client.get(address, headers={"range": "bytes=5-2"}).status_code == 416
    assert client.get(address, headers={"range": "lines=1-2"}).content == whole


def test_a_hostile_voice_is_refused_with_a_page_that_says_why(at_desk: AtDesk, union: House) -> None:
    pytest.importorskip("av")
    report = spoken(union, b"#EXTM3U\nfile:///etc/passwd")
    answer = at_desk(union.focal_point).get(at("report_voice", report.id))
    assert answer.status_code == 422
    assert "stays sealed as it came" in answer.content.decode()
    assert b"passwd" not in answer.content


def test_a_film_named_photo_is_refused_with_a_page_that_says_why(at_desk: AtDesk, union: House) -> None:
    report, receipt = things.told(union)
    access = queries.access(receipt)
    assert access is not None
    message = operations.reply(access, MessageWords(text="x"), photo=FILM)
    answer = at_desk(union.focal_point).get(at("message_photo", report.id, message.id))
    assert answer.status_code == 422
    assert "cannot be shown" in answer.content.decode()


def test_where_voices_cannot_be_read_the_desk_says_what_to_install(
    at_desk: AtDesk, union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safelamp.ground.apart.anew.find_spec", lambda name: None)
    page = at_desk(union.focal_point).get(at("report", spoken(union, b"x").id)).content.decode()
    assert "safelamp[voice]" in unescape(page)
    assert "<audio" not in page


def test_without_the_package_the_recording_is_told_to_be_missing_it(
    at_desk: AtDesk, union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safelamp.ground.apart.anew.VOICES", "safelamp.ground.apart.not_there:made")
    answer = at_desk(union.focal_point).get(at("report_voice", spoken(union, b"x").id))
    assert answer.status_code == 503
    assert "safelamp[voice]" in unescape(answer.content.decode())


def test_no_photo_and_no_voice_is_not_found(at_desk: AtDesk, union: House) -> None:
    report, _receipt = things.told(union)
    client = at_desk(union.focal_point)
    for name in ("report_photo", "report_voice", "voice_words"):
        assert client.get(at(name, report.id)).status_code == 404


def test_what_a_voice_says_is_written_down_and_shown(at_desk: AtDesk, union: House) -> None:
    report = spoken(union, b"x")
    client = at_desk(union.focal_point)
    said = {"act": "write", "words": "การ์ดหลุด", "language": "th", "once": "a"}
    answer = client.post(at("voice_words", report.id), said, follow=True)
    assert "การ์ดหลุด" in answer.content.decode()
    assert "written down by" in answer.content.decode()
    voice = voice_of(union.officer.session, report, None)
    assert voice.said is not None
    assert (voice.said.language, voice.said.words) == ("th", "การ์ดหลุด")


@pytest.mark.parametrize("given", [{"act": "write", "words": "", "language": "th"}, {"act": "keep", "reason": " "},
                                   {"act": "write", "words": "x", "language": "xx"}])  # fmt: skip
def test_what_is_missing_is_said(at_desk: AtDesk, union: House, given: dict[str, str]) -> None:
    report = spoken(union, b"x")
    assert at_desk(union.focal_point).post(at("voice_words", report.id), given).status_code == 422
    assert not report.voice_notes.exists()


def test_a_recording_is_kept_for_a_reason_and_let_go_again(at_desk: AtDesk, union: House) -> None:
    report = spoken(union, b"x")
    client = at_desk(union.officer)
    kept = client.post(at("voice_words", report.id), {"act": "keep", "reason": "The court asks"}, follow=True)
    assert "The court asks" in kept.content.decode()
    client.post(at("voice_words", report.id), {"act": "end"})
    assert voice_of(union.officer.session, report, None).reason == ""


def test_a_representative_of_another_floor_hears_nothing(at_desk: AtDesk, union: House) -> None:
    report = spoken(union, b"x")
    Report.objects.filter(id=report.id).update(workplace=union.second_workplace)
    client = at_desk(union.representative)
    assert client.get(at("report_voice", report.id)).status_code == 404
    assert client.get(at("voice_words", report.id)).status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("av") is None, reason="needs the extra voice")
def test_the_player_plays(transactional_db: None, union: House, phone: Device, voice: bytes) -> None:
    report = spoken(union, voice)
    page = phone.page("/desk/", scripts=Scripts.ON)
    screens.log_in(page, union.focal_point)
    page.goto(at("report", report.id))
    plays = """() => { const sound = document.querySelector('audio'); sound.muted = true;
        return sound.play().then(() => sound.duration) }"""
    assert page.evaluate(plays) == pytest.approx(1, abs=0.1)
    assert not axe_findings(page)
    page.goto(at("voice_words", report.id))
    assert not axe_findings(page)
