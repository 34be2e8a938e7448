"""Many connections that trickle through real Caddy: pages open and reports arrive all the same."""

import http.client
import json
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from safelamp.doors.look.large_bodies import HELD, PLACES
from tests.doors.worker.form import read, words_of
from tests.fronting import SITE, Front, HttpsInstance, fronted

pytestmark = [pytest.mark.caddy, pytest.mark.slow]

PATIENCE = 300  # seconds, on a very busy machine; without the mending nothing would be answered at all
PROCESSES = 2
FORM = "application/x-www-form-urlencoded"
PHOTO = b'--mark\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\n\r\n' + b"a" * HELD


@dataclass(frozen=True, slots=True)
class Place:
    """A Safelamp with Caddy in front."""

    instance: HttpsInstance
    front: Front


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("slow")
    instance = HttpsInstance(folder / "safelamp")
    instance.prepare()
    instance.start()
    try:
        with fronted(folder / "caddy", instance) as front:
            yield Place(instance, front)
    finally:
        instance.stop()


@dataclass(frozen=True, slots=True)
class Slow:
    """A POST that has begun and does not end."""

    connection: ssl.SSLSocket
    heard: bytearray = field(default_factory=bytearray)

    def waits(self) -> bool:
        """Whether nothing was said to it, and nobody closed it; then it sends one byte more."""
        if self.heard:
            return False
        self.connection.setblocking(False)
        try:
            self.heard.extend(self.connection.recv(65536) or b"closed")
        except ssl.SSLWantReadError:
            with suppress(OSError):  # whoever closed it meanwhile is heard the next time
                self.connection.send(b"a")
            return True
        return False


@contextmanager
def trickling(front: Front, *, head: str, begun: bytes, count: int) -> Iterator[list[Slow]]:
    """So many of them at once."""
    with ExitStack() as held:
        slow = []
        for _ in range(count):
            connection = held.enter_context(front.connection())
            connection.sendall(f"POST /r/ HTTP/1.1\r\nHost: {SITE}\r\n{head}\r\n\r\n".encode())
            connection.sendall(begun)
            slow.append(Slow(connection))
        yield slow


def waiting(slow: list[Slow]) -> int:
    """How many still wait for an answer."""
    return sum(each.waits() for each in slow)


def asked(front: Front, path: str, values: dict[str, str] | None = None) -> tuple[int, str]:
    """One request of somebody else, over a connection of its own."""
    with closing(http.client.HTTPConnection(SITE)) as connection:
        connection.sock = front.connection()
        connection.sock.settimeout(PATIENCE)
        body = urlencode(values).encode() if values else None
        connection.request("POST" if values else "GET", path, body, {"Content-Type": FORM} if values else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def told(place: Place) -> str:
    """A worker without scripts scans the poster, tells, and gets a code."""
    _, page = asked(place.front, f"/r/{place.instance.code}")
    for touched in ({"hazard": "machine"}, {"kind": "hazard"}, {"go": "send", "story": "The guard is off."}):
        status, page = asked(place.front, "/r/", read(page).values | touched)
        assert status == 200, words_of(page)
    return "".join(re.findall(r"<span>(\d{4})</span>", page))


def life_goes_on(place: Place) -> None:
    """A page opens at every door, and a whole report arrives."""
    for path in ("/r/", "/desk/log-in/", "/"):
        assert asked(place.front, path)[0] == 200, path
    assert re.fullmatch(r"\d{20}", told(place))


@pytest.mark.parametrize(
    ("head", "begun"),
    [("Content-Length: 500000", b"story="), ("Transfer-Encoding: chunked", b"ffff\r\nstory=")],
    ids=["announced", "chunked"],
)
def test_bodies_that_trickle_hold_no_thread(place: Place, head: str, begun: bytes) -> None:
    head = f"Content-Type: {FORM}\r\n{head}"
    with trickling(place.front, head=head, begun=begun, count=100) as slow:
        life_goes_on(place)
        assert waiting(slow) == 100


def test_large_bodies_that_trickle_hold_some_threads_and_the_others_are_told_to_come_again(place: Place) -> None:
    head = f"Content-Type: multipart/form-data; boundary=mark\r\nContent-Length: {5 * HELD}"
    with trickling(place.front, head=head, begun=PHOTO, count=12) as slow:
        until = time.monotonic() + PATIENCE
        while waiting(slow) > PLACES * PROCESSES:
            assert time.monotonic() < until, "they wait for a thread"
            time.sleep(0.05)
        life_goes_on(place)
        refused = [bytes(each.heard) for each in slow if each.heard]
        assert len(refused) >= len(slow) - PLACES * PROCESSES
        for said in refused:
            assert said.startswith(b"HTTP/1.1 503 "), said[:200]
            assert b"\r\nRetry-After: " in said


def test_large_chunked_bodies_that_trickle_hold_no_thread(place: Place) -> None:
    begun = f"{2 * HELD:x}\r\n".encode() + PHOTO
    with trickling(place.front, head="Transfer-Encoding: chunked", begun=begun, count=12):
        life_goes_on(place)


def test_once_they_are_gone_a_large_body_is_read_again(place: Place) -> None:
    """Whoever held a place gives it back: a parcel of three megabytes is read, and refused for what it is."""
    head = f"Content-Type: multipart/form-data; boundary=mark\r\nContent-Length: {5 * HELD}"
    with trickling(place.front, head=head, begun=PHOTO, count=2 * PLACES * PROCESSES):
        life_goes_on(place)
    until = time.monotonic() + PATIENCE
    while (said := parcel_of(place.front, 3 * HELD))[0] >= 500:  # Caddy still tells Safelamp that they are gone
        assert time.monotonic() < until, said
        time.sleep(0.05)
    assert json.loads(said[1])["state"] == "refused"


def parcel_of(front: Front, size: int) -> tuple[int, str]:
    """Sends as much as a phone with a large photo; what is said."""
    with closing(http.client.HTTPConnection(SITE)) as connection:
        connection.sock = front.connection()
        connection.sock.settimeout(PATIENCE)
        try:
            connection.request("POST", "/r/", b"\x01" * size, {"Content-Type": "application/octet-stream"})
            answer = connection.getresponse()
        except ConnectionError:  # closed before all of it was sent: no place was free
            return 503, ""
        return answer.status, answer.read().decode()


def test_caddy_holds_as_much_as_safelamp_believes() -> None:
    caddyfile = (Path(__file__).parents[2] / "deploy" / "Caddyfile").read_text()
    assert re.findall(r"^\s+(buffer_requests|max_buffer_size .*)$", caddyfile, re.MULTILINE) == [
        "buffer_requests", f"max_buffer_size {HELD}",
    ]  # fmt: skip
