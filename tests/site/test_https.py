"""Behind real Caddy, with the Caddyfile that ships: HTTPS that a browser trusts, and nothing written about anybody."""

import http.client
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright

from tests.fronting import SITE, Front, HttpsInstance, fronted, trusting
from tests.privacy.searching import Watch, files_below, forms_of, found_in
from tests.privacy.test_nothing_on_disk import photo_of_six_megabytes

pytestmark = [pytest.mark.browser, pytest.mark.caddy, pytest.mark.slow]

STORY = "Krathongduang saw the เครื่องปั๊ม crush"
KIND_OF_PHONE = "Phetchabunkaset/5.0"
LARGEST = 12 * 1024 * 1024
DOOR = re.compile(rf"https://{SITE}/r/")


@dataclass(frozen=True, slots=True)
class Place:
    """A Safelamp with Caddy in front, and a browser that trusts it."""

    instance: HttpsInstance
    front: Front
    browser: Browser
    folder: Path


@pytest.fixture(scope="module")
def place(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("https")
    instance = HttpsInstance(folder / "safelamp")
    instance.prepare()
    instance.start()
    try:
        with fronted(folder / "caddy", instance) as front:
            browser = trusting(playwright, front, folder / "home", authority=front.authority)
            yield Place(instance, front, browser, folder)
            browser.close()
    finally:
        instance.stop()


def photo_of(size: int) -> bytes:
    """A picture made as large as wanted by what stands behind its end."""
    picture = photo_of_six_megabytes()
    return picture + b"\0" * (size - len(picture))


def touch(page: Page, name: str, value: str) -> None:
    page.locator(f"button[name={name}][value={value}]:visible").first.click()


def told(place: Place, photo: Path) -> Page:
    """A worker scans a poster that still says http, and tells a story with a photo."""
    page = place.browser.new_context(user_agent=KIND_OF_PHONE, java_script_enabled=False).new_page()
    page.goto(f"http://{SITE}/r/{place.instance.code}")
    touch(page, "hazard", "machine")
    touch(page, "kind", "near_miss")
    page.fill("#story", STORY)
    page.locator("details.more summary").first.click()
    page.set_input_files("[name=photo]", photo)
    touch(page, "go", "send")
    return page


def asked(front: Front, path: str, *, method: str = "GET", body: bytes = b"") -> tuple[int, dict[str, str], str]:
    """One request over HTTPS, by a client that trusts Caddy's authority only."""
    with closing(http.client.HTTPConnection(SITE)) as connection:
        connection.sock = front.connection()
        connection.request(method, path, body, {"User-Agent": KIND_OF_PHONE, "Accept-Encoding": "gzip, br"})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read().decode(errors="replace")


def asked_plainly(front: Front, path: str) -> tuple[int, str | None]:
    """The same without HTTPS: status and where it leads."""
    with closing(http.client.HTTPConnection("127.0.0.1", front.http_port)) as connection:
        connection.request("GET", path, headers={"Host": SITE, "User-Agent": KIND_OF_PHONE})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")


def test_a_browser_that_does_not_know_the_authority_refuses(
    place: Place, playwright: Playwright, tmp_path: Path
) -> None:
    stranger = trusting(playwright, place.front, tmp_path, authority=None)
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        stranger.new_page().goto(f"https://{SITE}/r/")
    stranger.close()


def test_a_worker_reports_over_https_with_a_photo_of_twelve_megabytes(place: Place, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(photo_of(LARGEST - 4096))
    page = told(place, photo)
    assert DOOR.match(page.url)
    assert re.fullmatch(r"\d{20}", "".join(page.locator(".ticket .code span").all_inner_texts()))
    assert page.context.cookies() == []
    stored = place.instance.ask("from safelamp.loop.reports.models import Report; print(Report.objects.count())")
    assert int(stored) >= 1
    page.context.close()


def test_the_desk_keeps_its_cookies_to_https(place: Place) -> None:
    page = place.browser.new_context().new_page()
    page.goto(f"https://{SITE}/desk/log-in/")
    page.fill("[name=login_name]", "officer")
    page.fill("[name=passphrase]", place.instance.passphrases["officer"])
    page.click("main button")
    page.wait_for_url(lambda address: "/log-in/" not in address)
    cookies = page.context.cookies()
    assert len(cookies) >= 3
    for cookie in cookies:
        assert cookie["secure"], cookie["name"]
        assert cookie["httpOnly"], cookie["name"]
        assert cookie["sameSite"] == "Strict", cookie["name"]
        assert cookie["path"] == "/desk/", cookie["name"]
    page.context.close()


def test_pages_ask_for_https_ever_after_and_say_nothing_of_the_server(place: Place) -> None:
    for path in ("/", "/r/", "/desk/log-in/", "/not-there/"):
        _, headers, _ = asked(place.front, path)
        assert headers["strict-transport-security"] == "max-age=31536000", path
        assert "server" not in headers, path
        assert headers["referrer-policy"] in {"no-referrer", "same-origin"}, path


def test_plain_http_leads_to_https(place: Place) -> None:
    assert asked_plainly(place.front, "/r/") == (308, f"https://{SITE}/r/")


def test_caddy_writes_nothing_about_anybody(place: Place, tmp_path: Path) -> None:
    """Its log, its folders, its temporary folder and its nameless files, while a story and a photo pass through."""
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(photo_of_six_megabytes())
    before = files_below(place.front.folder)
    assert place.front.process is not None
    with Watch(place.front.folder / "tmp", processes=[place.front.process.pid]) as watch:
        told(place, photo).context.close()
        rubbish(place.front)
    words = {word: forms_of(word) for word in (*STORY.split(), KIND_OF_PHONE)}
    after = files_below(place.front.folder)
    assert found_in(after, words) == []
    assert {name: raw for name, raw in after.items() if before.get(name) != raw} == {}
    assert (watch.made, watch.deleted) == ([], set())


def rubbish(front: Front) -> None:
    """What scanners send: words on the wrong port, half a greeting, somebody else's name, an unknown challenge."""
    for port, said in ((front.https_port, STORY.encode()), (front.http_port, b"GET / HTTP/9.9\r\n\r\n")):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            plain.sendall(said + b"\r\n\r\n")
            plain.recv(1000)
    asked_plainly(front, "/.well-known/acme-challenge/x")


class Showing(BaseHTTPRequestHandler):
    """Answers with what it was told, and with much that could be compressed."""

    def do_GET(self) -> None:
        said = str(self.headers).encode() + b" " * 10_000
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], str]]:
    """What comes back through Caddy from a server that shows what it was told."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Showing) as behind:
        threading.Thread(target=behind.serve_forever, daemon=True).start()
        front = Front(tmp_path_factory.mktemp("showing"), f"127.0.0.1:{behind.server_port}")
        front.start()
        try:
            _, headers, told_upstream = asked(front, "/r/")
            yield headers, told_upstream
        finally:
            front.stop()
            behind.shutdown()


def test_safelamp_is_told_neither_address_nor_kind_of_phone(shown: tuple[dict[str, str], str]) -> None:
    assert "X-Forwarded-Proto: https" in shown[1]
    assert KIND_OF_PHONE not in shown[1]
    assert "127.0.0.1" not in shown[1]


def test_caddy_compresses_nothing(shown: tuple[dict[str, str], str]) -> None:
    """A page that carries a secret beside a sender's words must not be: Safelamp knows which ones, Caddy does not."""
    assert "content-encoding" not in shown[0]


def test_while_safelamp_is_away_a_page_says_so_and_nothing_is_written(tmp_path: Path) -> None:
    front = Front(tmp_path, "127.0.0.1:1")
    front.start()
    try:
        before = front.log.read_text()
        status, headers, page = asked(front, f"/r/?{KIND_OF_PHONE}", method="POST", body=STORY.encode())
    finally:
        front.stop()
    assert status == 502
    assert "Send them once more" in page
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"] == "max-age=31536000"
    said = front.log.read_text().removeprefix(before)
    assert found_in({"log": said.encode()}, {"any": {b"/r/", b"127.0.0.1", KIND_OF_PHONE.encode()}}) == []
