"""Through a proxy: it looks names up, the site does not learn our address, and nothing links two visits."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.web.proxies import Proxy
from tests.record.gathering.sites import Site, free_port, site, visitor


def never(host: str, port: int) -> list[str]:
    raise AssertionError("this machine must look nothing up")


@contextlib.contextmanager
def proxy(serve) -> Iterator[tuple[int, list[str]]]:
    """A small proxy: `serve` greets, notes whom was asked for, and returns the port of the site."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=_pass_on, args=(line, serve, asked), daemon=True).start()

        threading.Thread(target=run, daemon=True).start()
        yield server.getsockname()[1], asked


def _pass_on(line: socket.socket, serve, asked: list[str]) -> None:
    with line, contextlib.suppress(OSError):
        port = serve(line, asked)
        if not port:
            return
        with socket.create_connection(("127.0.0.1", port)) as there:
            back = threading.Thread(target=_copy, args=(there, line), daemon=True)
            back.start()
            _copy(line, there)
            back.join()


def _copy(source: socket.socket, to: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            to.sendall(part)
        to.shutdown(socket.SHUT_WR)


def socks(line: socket.socket, asked: list[str]) -> int:
    assert line.recv(4)[0] == 5
    line.sendall(b"\x05\x02")
    name = line.recv(300)
    asked.append(name[2 : 2 + name[1]].decode())
    line.sendall(b"\x01\x00")
    head = line.recv(300)
    length = head[4]
    port = struct.unpack(">H", head[5 + length : 7 + length])[0]
    asked.append(head[5 : 5 + length].decode())
    line.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
    return port


def connect(line: socket.socket, asked: list[str]) -> int:
    head = b""
    while b"\r\n\r\n" not in head:
        head += line.recv(1)
    asked.append(head.split()[1].decode())
    line.sendall(b"HTTP/1.1 200 here you are\r\n\r\n")
    return int(head.split()[1].rpartition(b":")[2])


def refusing(line: socket.socket, asked: list[str]) -> int:
    line.recv(4)
    line.sendall(b"\x05\xff")
    return 0


@pytest.fixture
def news() -> Iterator[Site]:
    with site() as made:
        made.give("/a", "by a way around")
        yield made


def test_names_are_looked_up_by_the_proxy_and_each_line_has_a_name_of_its_own(news: Site) -> None:
    with proxy(socks) as (port, asked):
        asks = visitor(resolver=never, proxy=Proxy("socks5h", "127.0.0.1", port))
        assert asks.fetch(news.address("/a", host="hidden.example")).body == b"by a way around"
    assert asked[1::2] == ["hidden.example", "hidden.example"]
    assert len(set(asked[0::2])) == 2


def test_an_http_proxy_is_asked_to_connect(news: Site) -> None:
    with proxy(connect) as (port, asked):
        asks = visitor(resolver=never, proxy=Proxy("http", "127.0.0.1", port))
        assert asks.fetch(news.address("/a", host="hidden.example")).body == b"by a way around"
    assert asked == [f"hidden.example:{news.port}"] * 2


def test_a_proxy_that_refuses_or_is_away_is_no_answer_and_never_gone_around(news: Site) -> None:
    with proxy(refusing) as (port, _):
        for there in (port, free_port()):
            asks = visitor(resolver=never, proxy=Proxy("socks5h", "127.0.0.1", there))
            assert asks.fetch(news.address("/a", host="hidden.example")).outcome == Outcome.NO_ANSWER
    assert news.asked == []


@pytest.mark.parametrize("setting", ["socks5://127.0.0.1:9050", "127.0.0.1:9050", "socks5h://127.0.0.1", "ftp://a:1"])
def test_a_setting_that_cannot_be_meant_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="SAFELAMP_GATHER_PROXY"):
        Proxy.of(setting)


def test_no_setting_is_no_proxy() -> None:
    assert Proxy.of("") is None
    assert Proxy.of("socks5h://127.0.0.1:9050") == Proxy("socks5h", "127.0.0.1", 9050)
