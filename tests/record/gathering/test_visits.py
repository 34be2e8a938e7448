"""Visits of real sites on this machine: with manners, with limits, and never inside."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.web import bodies
from safelamp.record.gathering.web.answers import Known
from safelamp.record.gathering.web.places import Reach
from tests.record.gathering.sites import Authority, Site, free_port, site, visitor


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as made:
        yield made


def test_a_page_comes_with_what_it_says_of_itself(news: Site) -> None:
    news.give(
        "/news", "<p>Strike</p>", Content_Type="text/html", ETag='"a1"', Last_Modified="Mon, 06 May 2024 10:00:00 GMT"
    )
    fetched = visitor().fetch(news.address("/news"))
    assert (fetched.outcome, fetched.body, fetched.content_type) == (Outcome.WAITING, b"<p>Strike</p>", "text/html")
    assert fetched.known == Known('"a1"', "Mon, 06 May 2024 10:00:00 GMT")


def test_a_request_says_nothing_about_who_asks(news: Site) -> None:
    news.give("/news", "x", Set_Cookie="follow=me")
    asks = visitor()
    asks.fetch(news.address("/news"))
    asks.fetch(news.address("/news"))
    for _, headers in news.asked:
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["user-agent"] == "PageReader"
        assert headers["accept-encoding"] == "gzip"


def test_what_did_not_change_does_not_come_again(news: Site) -> None:
    news.give("/news", b"", status=304)
    fetched = visitor().fetch(news.address("/news"), known=Known('"a1"', "Mon, 06 May 2024 10:00:00 GMT"))
    assert fetched.outcome == Outcome.NOTHING_NEW
    assert news.asked[-1][1]["if-none-match"] == '"a1"'
    assert news.asked[-1][1]["if-modified-since"] == "Mon, 06 May 2024 10:00:00 GMT"


def test_the_rules_of_a_site_are_asked_once_and_kept(news: Site) -> None:
    news.give("/robots.txt", "User-agent: *\nDisallow: /members/\nCrawl-delay: 7")
    news.give("/a", "a")
    slept: list[float] = []
    asks = visitor(sleep=slept.append, clock=lambda: 100.0)
    assert asks.fetch(news.address("/a")).outcome == Outcome.WAITING
    assert asks.fetch(news.address("/members/b")).outcome == Outcome.ROBOTS
    assert asks.fetch(news.address("/a")).outcome == Outcome.WAITING
    assert news.paths() == ["/robots.txt", "/a", "/a"]
    assert slept == [7.0, 7.0]  # the site's own wish; without one it is two seconds


def test_two_requests_to_one_host_lie_apart(news: Site) -> None:
    slept: list[float] = []
    news.give("/a", "a")
    visitor(sleep=slept.append, clock=lambda: 5.0).fetch(news.address("/a"))
    assert slept == [2.0]


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, Outcome.WAITING), (403, Outcome.WAITING), (500, Outcome.TROUBLE)]
)
def test_a_site_without_rules_may_be_read_and_one_in_trouble_is_left_alone(
    news: Site, status: int, outcome: Outcome
) -> None:
    news.give("/robots.txt", "", status=status)
    news.give("/a", "a")
    assert visitor().fetch(news.address("/a")).outcome == outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.WAITING),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (429, Outcome.TROUBLE),
        (451, Outcome.REFUSED),
        (503, Outcome.TROUBLE),
    ],
)
def test_each_answer_has_its_outcome(news: Site, status: int, outcome: Outcome) -> None:
    news.give("/a", "a", status=status)
    assert visitor().fetch(news.address("/a")).outcome == outcome


def test_a_site_that_asks_for_patience_gets_it(news: Site) -> None:
    news.give("/a", "", status=503, Retry_After="3600")
    assert visitor().fetch(news.address("/a")).wait == 3600


def test_redirects_are_followed_a_few_times_and_not_for_ever(news: Site) -> None:
    news.give("/0", "", status=301, Location="/1")
    news.give("/1", "there")
    news.give("/round", "", status=302, Location="/round")
    fetched = visitor().fetch(news.address("/0"))
    assert (fetched.body, fetched.address) == (b"there", news.address("/1"))
    assert visitor().fetch(news.address("/round")).outcome == Outcome.ASTRAY
    assert news.paths().count("/round") == 6


def test_a_redirect_to_the_inside_is_refused_and_not_asked(news: Site) -> None:
    with site() as inside:
        news.give("/0", "", status=302, Location=inside.address("/secret", host="10.0.0.9"))
        asks = visitor(resolver=lambda host, port: [host])
        assert asks.fetch(news.address("/0")).outcome == Outcome.NOT_ALLOWED
        assert inside.asked == []


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "64:ff9b::7f00:1"])
def test_a_name_that_means_the_inside_is_never_asked(news: Site, number: str) -> None:
    asks = visitor(resolver=lambda host, port: [number], reach=Reach.INTERNET)
    assert asks.fetch("http://evil.example/").outcome == Outcome.NOT_ALLOWED
    assert news.asked == []


def test_a_name_that_changes_its_meaning_is_asked_where_it_was_checked(news: Site) -> None:
    """DNS rebinding: each look-up is checked, and the line goes to what that very look-up said."""
    meanings = iter(["127.0.0.1", "10.0.0.1"])
    looked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked.append(host)
        return [next(meanings)]

    news.give("/robots.txt", "User-agent: *\nAllow: /")
    outcome = visitor(resolver=resolver).fetch(news.address("/a", host="evil.example")).outcome
    assert (outcome, looked, news.paths()) == (Outcome.NOT_ALLOWED, ["evil.example"] * 2, ["/robots.txt"])


def test_what_is_larger_than_the_limit_is_dropped(news: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    news.give("/large", b"x" * (bodies.LARGEST + 1))
    assert visitor().fetch(news.address("/large")).outcome == Outcome.TOO_LARGE


def test_a_decompression_bomb_is_counted_as_it_unpacks(news: Site) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(300)) + packer.flush()
    assert len(bomb) < 400_000
    news.give("/bomb", bomb, Content_Encoding="gzip")
    assert visitor().fetch(news.address("/bomb")).outcome == Outcome.TOO_LARGE


@pytest.mark.parametrize(
    ("coding", "body", "outcome"),
    [
        ("gzip", gzip.compress(b"hello"), Outcome.WAITING),
        ("deflate", zlib.compress(b"hello"), Outcome.WAITING),
        ("gzip", gzip.compress(b"hello" * 1000)[:-9], Outcome.CUT_OFF),
        ("gzip", b"no gzip at all", Outcome.UNREADABLE),
        ("br", b"\x0b\x02\x80hello\x03", Outcome.UNREADABLE),
        ("gzip, gzip", gzip.compress(gzip.compress(b"hello")), Outcome.UNREADABLE),
    ],
    ids=["gzip", "deflate", "cut off", "not packed", "brotli", "packed twice"],  # gzip writes the time into the body
)
def test_packed_bodies(news: Site, coding: str, body: bytes, outcome: Outcome) -> None:
    news.give("/a", body, Content_Encoding=coding)
    assert visitor().fetch(news.address("/a")).outcome == outcome


def test_a_body_that_ends_too_early_is_cut_off(news: Site) -> None:
    def short(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.send_header("Content-Length", "5000")
        asked.end_headers()
        asked.wfile.write(b"only this")

    news.pages["/a"] = short
    assert visitor().fetch(news.address("/a")).outcome == Outcome.CUT_OFF


def dripping(part: bytes, stop: threading.Event):
    def drip(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(part)
        while not stop.wait(0.05):
            asked.wfile.write(b"x")

    return drip


@pytest.mark.parametrize("part", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"])
def test_a_site_that_drips_is_cut_after_its_time(news: Site, part: bytes) -> None:
    stop = threading.Event()
    news.give("/robots.txt", "")
    news.pages["/a"] = dripping(part, stop)
    begun = time.monotonic()
    outcome = visitor(within=0.6).fetch(news.address("/a")).outcome
    stop.set()
    assert outcome == Outcome.TOO_SLOW
    assert time.monotonic() - begun < 30


def test_nobody_there_is_no_answer() -> None:
    assert visitor().fetch(f"http://127.0.0.1:{free_port()}/").outcome == Outcome.NO_ANSWER


def test_a_name_that_nobody_knows_is_no_answer() -> None:
    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror

    assert visitor(resolver=nothing).fetch("http://nobody.example/").outcome == Outcome.NO_ANSWER


def test_something_that_is_not_the_web_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"220 mail.example ESMTP\r\n")
                line.recv(1000)

        threading.Thread(target=speak, daemon=True).start()
        port = server.getsockname()[1]
        assert visitor().fetch(f"http://127.0.0.1:{port}/").outcome == Outcome.NO_ANSWER


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this process trusts while the test lasts."""
    made = Authority.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


def test_tls_is_read_where_the_certificate_is_of_that_name(authority: Authority) -> None:
    with site(authority.context("news.example")) as safe:
        safe.give("/a", "safe")
        assert visitor().fetch(safe.address("/a", host="news.example")).body == b"safe"
        assert visitor().fetch(safe.address("/a", host="other.example")).outcome == Outcome.NOT_CERTAIN


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with site(Authority.made(tmp_path).context("news.example")) as unknown:
        unknown.give("/a", "who knows")
        assert visitor().fetch(unknown.address("/a", host="news.example")).outcome == Outcome.NOT_CERTAIN
        assert unknown.asked == []
