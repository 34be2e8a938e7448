"""The desk's page of screens read aloud, and the Listen button that workers find where a person has read a screen."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, Playwright
from pytest_django.live_server_helper import LiveServer

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.recordings import operations, queries, sets
from safelamp.ground.recordings.models import Licence, Recording
from safelamp.ground.recordings.operations import Spoken
from tests import screens, sounds
from tests.browser import Device, Scripts, axe_findings
from tests.machine import CHROMIUM
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
LIST, ONE, SET = "/desk/recordings/", "/desk/recordings/one/", "/desk/recordings/set/"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    queries.forget()


@pytest.fixture
def reader(union: House) -> Person:
    person = union.focal_point
    person.member.reads = ["en", "km"]
    person.member.save(update_fields=["reads"])
    return person


def given(raw: bytes, **other: object) -> dict[str, object]:
    sound = SimpleUploadedFile("a.webm", raw, content_type="audio/webm")
    return {"sound": sound, "licence": "CC0-1.0", "speaker": "Sokha", "agreed": "on"} | other


def add(reader: Person, key: str = "pictures", language: str = "en") -> str:
    operations.add(reader.member, language, [Spoken(key, sounds.recording(), Licence.CC0)])
    return Recording.objects.get(key=key).mark


def test_without_recordings_the_desk_says_so_and_workers_find_no_button(
    at_desk: AtDesk, client: Client, union: House, reader: Person
) -> None:
    page = at_desk(reader).get(LIST).content.decode()
    assert "Nobody has read a screen aloud yet." in page
    assert "no machine speaks" in page
    assert "<audio" not in client.get("/r/").content.decode()


def test_a_recording_is_added_and_workers_find_listen_on_that_screen_only(
    at_desk: AtDesk, client: Client, union: House, reader: Person
) -> None:
    desk = at_desk(reader)
    assert "What is it about?" in desk.get(f"{ONE}?language=en&key=pictures").content.decode()
    answer = desk.post(f"{ONE}?language=en&key=pictures", given(sounds.recording()))
    assert answer.status_code == 302
    mark = Recording.objects.get().mark
    queries.forget()
    page = client.get(f"/r/{union.workplace.code}").content.decode()
    assert f'preload="none" src="/listen/{mark}"' in page
    heard = client.get(f"/listen/{mark}")
    assert heard["Cache-Control"] == "public, max-age=31536000, immutable"
    assert heard.content.startswith(b"\x1aE\xdf\xa3")
    assert not heard.cookies


def test_in_a_hostile_profile_nothing_heard_is_kept_on_the_phone(client: Client, union: House, reader: Person) -> None:
    mark = add(reader)
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="Q", by=union.officer.member)
    page = client.get(f"/r/{union.workplace.code}").content.decode()
    assert f'src="/r/listen/{mark}"' in page
    assert client.get(f"/r/listen/{mark}")["Cache-Control"] == "no-store"


def test_an_unknown_mark_is_not_found(db: None, client: Client) -> None:
    assert client.get("/listen/0000").status_code == 404
    assert client.post("/listen/0000").status_code == 405


@pytest.mark.parametrize(
    ("other", "said"),
    [({"agreed": ""}, "required"), ({"licence": "mine"}, "valid choice"), ({"sound": ""}, "required"),
     ({"sound": SimpleUploadedFile("a.webm", b"no sound")}, "cannot be heard")],
)  # fmt: skip
def test_what_is_missing_or_cannot_be_heard_is_said(
    at_desk: AtDesk, union: House, reader: Person, other: dict[str, object], said: str
) -> None:
    answer = at_desk(reader).post(f"{ONE}?language=en&key=pictures", given(b"x", **other))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Recording.objects.exists()


def test_a_recording_is_taken_away(at_desk: AtDesk, union: House, reader: Person) -> None:
    add(reader)
    at_desk(reader).post(f"{ONE}?language=en&key=pictures", {"act": "away"})
    assert not Recording.objects.exists()


def test_the_page_itself_stays_in_the_readers_language(at_desk: AtDesk, union: House, reader: Person) -> None:
    for address in (f"{LIST}?language=km", f"{ONE}?language=km&key=pictures"):
        page = at_desk(reader).get(address).content.decode()
        assert '<html lang="en"' in page
        assert 'lang="km"' in page


@pytest.mark.parametrize("query", ["language=th&key=pictures", "language=en&key=nothing", "key=pictures"])
def test_other_languages_and_screens_do_not_exist(at_desk: AtDesk, union: House, reader: Person, query: str) -> None:
    assert at_desk(reader).get(f"{ONE}?{query}").status_code == 404


def test_representatives_do_not_find_the_page(at_desk: AtDesk, union: House) -> None:
    for address in (LIST, ONE, SET):
        assert at_desk(union.representative).get(address).status_code == 404


def test_a_set_is_taken_away_and_brought_back(at_desk: AtDesk, union: House, reader: Person) -> None:
    mark = add(reader)
    desk = at_desk(reader)
    packed = desk.get(f"{SET}?language=en").content
    assert sets.unpacked(packed).language == "en"
    Recording.objects.all().delete()
    answer = desk.post(LIST, {"file": SimpleUploadedFile("set.zip", packed)})
    assert answer.status_code == 302
    assert Recording.objects.get().key == "pictures"
    assert len(mark) == 32


def test_a_damaged_set_is_refused_with_a_sentence(at_desk: AtDesk, union: House, reader: Person) -> None:
    answer = at_desk(reader).post(LIST, {"file": io.BytesIO(b"PK broken")})
    assert answer.status_code == 422
    assert "no set of recordings" in answer.content.decode()


@pytest.fixture
def ears(playwright: Playwright, live_server: LiveServer) -> Iterator[Browser]:
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
    yield browser
    browser.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_screen_is_read_aloud_with_the_microphone_and_heard_by_a_worker_without_scripts(
    transactional_db: None, union: House, reader: Person, ears: Browser, live_server: LiveServer
) -> None:
    device = Device(ears, address=live_server.url, width=360, height=640)
    page = device.page("/desk/", scripts=Scripts.ON)
    screens.log_in(page, reader)
    page.goto(f"{ONE}?language=en&key=pictures")
    assert not axe_findings(page)
    page.click("[data-voice=start]")
    page.wait_for_selector("[data-voice=stop]:visible")
    page.wait_for_timeout(1200)
    page.click("[data-voice=stop]")
    page.wait_for_selector("#voice audio:visible")
    page.check("[name=agreed]")
    page.click("#recording > button")
    page.wait_for_url("**/desk/recordings/?**")
    assert Recording.objects.get().key == "pictures"
    assert not axe_findings(page)
    queries.forget()
    phone = device.page(f"/r/{union.workplace.code}")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    assert not [each for each in asked if "listen" in each]  # nothing is fetched before it is touched
    phone.click(".listen summary")
    assert phone.is_visible(".listen audio")
    screens.assert_accessible(device.page(f"/r/{union.workplace.code}", scripts=Scripts.ON))
    device.put_away()
