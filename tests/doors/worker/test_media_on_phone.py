"""Photo and voice in a real browser, before anything is sealed: small, upright, nameless, and never a lost report."""

import base64
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image
from playwright.sync_api import Browser, Page, Playwright, expect
from pytest_django.live_server_helper import LiveServer

from tests import sounds
from tests.browser import Device, Scripts, axe_findings
from tests.machine import CHROMIUM
from tests.people import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHRUNK = """async () => {
  const {shrunk} = await import('/static/worker/photo.js');
  const bytes = await shrunk(document.querySelector('#photo').files[0]).catch(e => e.constructor.name);
  return typeof bytes === 'string' ? bytes : btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}"""
PARTS = """async () => {
  const {photoPart} = await import('/static/worker/photo.js'), {voicePart} = await import('/static/worker/voice.js');
  window.photo = photoPart(document);
  window.voice = voicePart(document.querySelector('#voice'));
}"""
SAID = """() => { const said = window.voice.bytes();
  return said && btoa(said.reduce((text, byte) => text + String.fromCharCode(byte), '')); }"""
BLANKED = """async text => {
  const {blanked} = await import('/static/worker/blank.js');
  const bytes = blanked(Uint8Array.from(atob(text), sign => sign.charCodeAt(0)));
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}"""
# A microphone that hums, and a person who says yes; without the second a page without permission is refused.
HUMS = "--use-fake-device-for-media-stream"
SAYS_YES = "--use-fake-ui-for-media-stream"


def words_screen(device: Device, house: House, *, language: str = "en") -> Page:
    """The words screen as the server sends it: the page's own script, which wires the same parts, stays away."""
    page = device.page("/r/calendar/", scripts=Scripts.ON, language=language)
    page.route("**/worker/page.bundle*", lambda route: route.abort())
    page.goto(f"/r/{house.workplace.code}")
    page.click("button[value=machine]")
    page.click("button[value=hazard]")
    return page


@pytest.fixture
def screen(transactional_db: None, union: House, phone: Device) -> Page:
    return words_screen(phone, union)


@pytest.fixture
def ears(playwright: Playwright, live_server: LiveServer) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", HUMS, SAYS_YES])
    yield browser
    browser.close()


@pytest.fixture
def hearing(transactional_db: None, union: House, ears: Browser, live_server: LiveServer) -> Iterator[Page]:
    device = Device(ears, address=live_server.url, width=360, height=640)
    page = words_screen(device, union)
    page.evaluate(PARTS)
    yield page
    device.put_away()


def shrunk(page: Page, raw: bytes, *, name: str = "photo.jpg", sort: str = "image/jpeg") -> bytes | str:
    """The photo as the phone sends it, or the name of what was thrown."""
    page.set_input_files("#photo", {"name": name, "mimeType": sort, "buffer": raw})
    told = page.evaluate(SHRUNK)
    return told if told in {"NotAPhoto", "TypeError", "RangeError"} else base64.b64decode(told)


def jpeg(width: int, height: int, *, orientation: int = 1, quality: int = 90) -> bytes:
    """Grey, its first quarter red, with a place and a phone inside."""
    picture = Image.new("RGB", (width, height), "#888")
    picture.paste("#d00", (0, 0, width // 2, height // 2))
    about = Image.Exif()
    about[ExifTags.Base.Orientation] = orientation
    about[ExifTags.Base.Make] = "Secretphone"
    about.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    held = BytesIO()
    picture.save(held, "JPEG", quality=quality, exif=about, comment=b"Secretnote")
    return held.getvalue()


def picture_of(raw: bytes | str) -> Image.Image:
    assert isinstance(raw, bytes), raw
    return Image.open(BytesIO(raw))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_however_the_phone_was_held(screen: Page, orientation: int) -> None:
    raw = jpeg(200, 100, orientation=orientation)
    upright = Image.open(BytesIO(raw))
    turned = picture_of(shrunk(screen, raw))
    from_pillow = upright.transpose(TURN[orientation]) if orientation in TURN else upright
    assert turned.size == from_pillow.size
    for place in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]:
        at = int(turned.width * place[0]), int(turned.height * place[1])
        ours, theirs = turned.getpixel(at), from_pillow.convert("RGB").getpixel(at)
        assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) < 12


TURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def test_a_large_photo_of_forty_megabytes_becomes_small_and_says_nothing_of_its_phone(
    screen: Page, tmp_path: Path
) -> None:
    raw = jpeg(8000, 6000, quality=95)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(raw + b"\0" * (40_000_000 - len(raw)))
    screen.set_input_files("#photo", photo)
    small = base64.b64decode(screen.evaluate(SHRUNK))
    assert max(picture_of(small).size) == 1600
    assert len(small) < 1_000_000
    for word in (b"Exif", b"Secret", b"GPS"):
        assert word not in small


def test_a_small_photo_is_not_made_larger(screen: Page) -> None:
    assert picture_of(shrunk(screen, jpeg(320, 200))).size == (320, 200)


def test_what_is_clear_in_a_png_becomes_white(screen: Page) -> None:
    held = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(held, "PNG")
    assert picture_of(shrunk(screen, held.getvalue(), name="a.png", sort="image/png")).getpixel((5, 5)) == (255,) * 3


def test_a_photo_that_was_cut_off_is_kept_as_far_as_it_goes_or_refused_by_name(screen: Page) -> None:
    whole = jpeg(2000, 1500)
    for part in (0.2, 0.6, 0.95):
        told = shrunk(screen, whole[: int(len(whole) * part)])
        assert told == "NotAPhoto" or picture_of(told).size == (1600, 1200)


def no_photos() -> dict[str, bytes]:
    return {
        "empty.jpg": b"",
        "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("/")</script></svg>',
        "named.jpg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("/")</script></svg>',
        "film.jpg": sounds.recording(container="mp4", codec="aac"),
        "film2.jpg": sounds.recording(),
        "words.jpg": "កម្មករ".encode() * 100,
        "head.jpg": b"\xff\xd8\xff\xe1",
        "lie.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    }


def test_what_is_no_photo_is_refused(screen: Page) -> None:
    for name, raw in no_photos().items():
        assert shrunk(screen, raw, name=name) == "NotAPhoto", name


def test_a_film_named_jpg_gets_a_clear_sentence_and_the_report_goes_on(screen: Page) -> None:
    screen.evaluate(PARTS)
    film = sounds.recording(container="mp4", codec="aac")
    screen.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": film})
    screen.wait_for_selector("#photo-part .error")
    assert "no photo" in screen.inner_text("#photo-part")
    assert screen.evaluate("window.photo.bytes()") is None
    assert screen.evaluate("document.querySelector('#photo').files.length") == 0
    screen.fill("#story", "It still goes.")
    screen.click("button[value=send]")
    assert screen.locator(".ticket").is_visible()


def test_a_chosen_photo_is_said_to_be_ready_and_can_be_taken_out(screen: Page) -> None:
    screen.evaluate(PARTS)
    screen.set_input_files("#photo", {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": jpeg(3000, 2000)})
    screen.wait_for_selector("#photo-part button:visible")
    assert "ready" in screen.inner_text("#photo-part")
    assert screen.evaluate("document.querySelector('#photo').files[0].name") == "photo.jpg"
    assert not axe_findings(screen)
    screen.click("#photo-part button")
    assert screen.evaluate("window.photo.bytes()") is None
    assert not screen.is_visible("#photo-part")


DAMAGE = settings(max_examples=25, deadline=None)


@DAMAGE
@given(at=st.integers(0, 400), put=st.binary(min_size=1, max_size=12))
def test_a_damaged_head_never_breaks_more_than_the_photo(screen: Page, at: int, put: bytes) -> None:
    raw = jpeg(60, 40, orientation=6)
    told = shrunk(screen, raw[:at] + put + raw[at + len(put) :])
    assert told == "NotAPhoto" or picture_of(told).format == "JPEG"


def record(page: Page, *, seconds: float = 1.5) -> bytes:
    page.click("[data-voice=start]")
    page.wait_for_selector("[data-voice=stop]:visible")
    page.wait_for_timeout(seconds * 1000)
    page.click("[data-voice=stop]")
    page.wait_for_selector("audio:visible")
    return base64.b64decode(page.evaluate(SAID))


def test_a_voice_is_recorded_small_in_opus_and_names_neither_program_nor_day(hearing: Page) -> None:
    av = pytest.importorskip("av")
    raw = record(hearing)
    with av.open(BytesIO(raw)) as opened:
        assert opened.streams.audio[0].codec_context.name.lower() in {"opus", "libopus"}
        assert opened.streams.audio[0].channels == 1
        assert not {name for name, value in opened.metadata.items() if value.strip()}
    assert 0.8 < sounds.seconds_of(raw) < 4
    assert len(raw) < 6_000 * 4
    for word in (b"Chrome", b"libwebm", b"Lavf", b"opus-tools"):
        assert word not in raw


def test_the_microphone_is_let_go_at_once(hearing: Page) -> None:
    hearing.evaluate("""() => { const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async how => window.stream = await ask(how); }""")
    hearing.click("[data-voice=start]")
    hearing.wait_for_selector("[data-voice=stop]:visible")
    hearing.click("[data-voice=stop]")
    assert hearing.evaluate("window.stream.getTracks().map(track => track.readyState)") == ["ended"]


def test_a_voice_can_be_heard_again_and_thrown_away(hearing: Page) -> None:
    record(hearing)
    assert hearing.evaluate("() => { const sound = document.querySelector('audio'); sound.muted = true;"
        " return sound.play().then(() => sound.error) }") is None  # fmt: skip
    assert not axe_findings(hearing)
    hearing.click("[data-voice=drop]")
    assert hearing.evaluate(SAID) is None
    assert hearing.is_visible("[data-voice=start]")
    assert not hearing.is_visible("audio")
    assert len(record(hearing)) > 500


def test_after_a_minute_it_stops_by_itself(hearing: Page) -> None:
    hearing.clock.install()
    hearing.click("[data-voice=start]")
    hearing.wait_for_selector("[data-voice=stop]:visible")
    hearing.clock.run_for(59_000)
    assert hearing.inner_text("[data-voice=time]") in {"0:58", "0:59"}
    hearing.clock.run_for(2_000)
    hearing.wait_for_selector("audio:visible")
    assert not hearing.is_visible("[data-voice=stop]")


def test_nothing_of_a_voice_is_stored(hearing: Page) -> None:
    record(hearing)
    kept = """async () => [await caches.keys(), (await indexedDB.databases()).length, localStorage.length,
        sessionStorage.length]"""
    assert hearing.evaluate(kept) == [[], 0, 0, 0]


@pytest.mark.parametrize(("flags", "sentence"), [([HUMS], "may not hear you"), ([SAYS_YES], "cannot record here")])
def test_without_permission_or_microphone_a_sentence_is_said_and_the_report_goes(
    transactional_db: None,
    union: House,
    playwright: Playwright,
    live_server: LiveServer,
    flags: list[str],
    sentence: str,
) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *flags])
    try:
        page = words_screen(Device(browser, address=live_server.url, width=360, height=640), union)
        page.evaluate(PARTS)
        page.click("[data-voice=start]")
        page.wait_for_function(
            "text => document.querySelector('#voice [role=status]').textContent.includes(text)", arg=sentence
        )
        page.click("button[value=send]")
        expect(page.locator(".ticket")).to_be_visible()
    finally:
        browser.close()


def test_where_nothing_records_the_voice_is_not_offered(screen: Page) -> None:
    screen.evaluate("delete window.MediaRecorder; window.MediaRecorder = undefined")
    screen.evaluate(PARTS)
    assert not screen.is_visible("#voice")


def test_without_scripts_the_voice_is_not_offered(transactional_db: None, union: House, phone: Device) -> None:
    page = phone.page(f"/r/{union.workplace.code}")
    page.click("button[value=machine]")
    page.click("button[value=hazard]")
    assert not page.is_visible("#voice")
    assert not page.is_visible("#photo-part")


SAYS = {"title": "Somchais phone", "creation_time": "2026-11-22T10:00:00"}
FILES = [("webm", "libopus", {}), ("ogg", "libopus", {}), ("mp4", "aac", {}),
         ("mp4", "aac", {"movflags": "frag_keyframe+empty_moov"})]  # fmt: skip


@pytest.mark.parametrize(("container", "codec", "options"), FILES)
def test_what_a_container_says_of_itself_is_blanked_and_the_sound_stays(
    screen: Page, container: str, codec: str, options: dict[str, str]
) -> None:
    raw = sounds.recording(container=container, codec=codec, said=SAYS, options=options)
    told = base64.b64decode(screen.evaluate(BLANKED, base64.b64encode(raw).decode()))
    assert len(told) == len(raw)
    for word in (b"Lavf", b"Somchai", b"libopus"):  # PyAV's AAC names itself in the sound itself, phones' does not
        assert word not in told
    assert b"Somchai" in raw
    assert sounds.seconds_of(told) == pytest.approx(sounds.seconds_of(raw))
    av = pytest.importorskip("av")
    with av.open(BytesIO(told)) as opened:
        assert not any("2026" in value for value in opened.metadata.values())


@DAMAGE
@given(data=st.data())
def test_damaged_recordings_never_hang_or_throw(screen: Page, data: st.DataObject) -> None:
    container, codec, options = data.draw(st.sampled_from(FILES))
    raw = WHOLE.setdefault(container, sounds.recording(seconds=0.2, container=container, codec=codec, options=options))
    at = data.draw(st.integers(0, len(raw) - 1))
    put = data.draw(st.binary(min_size=1, max_size=16))
    broken = (raw[:at] + put + raw[at + len(put) :])[: data.draw(st.integers(1, len(raw)))]
    begun = time.monotonic()
    told = base64.b64decode(screen.evaluate(BLANKED, base64.b64encode(broken).decode()))
    assert len(told) == len(broken)
    assert time.monotonic() - begun < 60


WHOLE: dict[str, bytes] = {}
