"""Lines through a proxy, Tor for instance: then the sites that are asked do not learn where this server stands."""

import secrets
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from safelamp.record.gathering.web.places import Place

CONNECTS_WITHIN = 30.0  # seconds; a way through Tor takes its time
_LONGEST_HEAD = 8_000
_SCHEMES = frozenset({"socks5h", "http"})
_DOMAIN, _FOUR, _SIX = 3, 1, 4
_ADDRESS_BYTES: Mapping[int, int] = {_FOUR: 4, _SIX: 16}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy: `socks5h` (Tor, for instance) or `http` with CONNECT. It looks names up itself."""

    scheme: str
    host: str
    port: int

    @staticmethod
    def of(address: str) -> "Proxy | None":
        """The proxy that a setting names, None where it is empty; raises ValueError."""
        if not address:
            return None
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or not parts.hostname or not parts.port:
            raise ValueError("SAFELAMP_GATHER_PROXY must look like socks5h://127.0.0.1:9050 or http://127.0.0.1:3128")
        return Proxy(parts.scheme, parts.hostname, parts.port)


def line_through(proxy: Proxy, place: Place) -> socket.socket:
    """A line through the proxy; raises OSError. A number that is not open was refused with the address already."""
    line = socket.create_connection((proxy.host, proxy.port), timeout=CONNECTS_WITHIN)
    try:
        (_by_socks if proxy.scheme == "socks5h" else _by_connect)(line, place)
    except BaseException:
        line.close()
        raise
    return line


def _by_socks(line: socket.socket, place: Place) -> None:
    """SOCKS 5 (RFC 1928) with a random name each time (RFC 1929): Tor then takes a way of its own for each."""
    line.sendall(b"\x05\x02\x00\x02")
    version, method = _exactly(line, 2)
    if version != 5 or method not in {0, 2}:  # noqa: PLR2004  # the version's own number
        raise OSError("the proxy speaks no SOCKS 5")
    if method:
        name = secrets.token_hex(8).encode()
        line.sendall(b"\x01" + bytes([len(name)]) + name + b"\x01x")
        if _exactly(line, 2)[1]:
            raise OSError("the proxy refused")
    host = place.host.encode()
    line.sendall(b"\x05\x01\x00\x03" + bytes([len(host)]) + host + struct.pack(">H", place.port))
    _, reply, _, kind = _exactly(line, 4)
    if reply:
        raise OSError("the proxy could not reach it")
    _exactly(line, (_exactly(line, 1)[0] if kind == _DOMAIN else _ADDRESS_BYTES.get(kind, 4)) + 2)


def _by_connect(line: socket.socket, place: Place) -> None:
    host = f"[{place.host}]" if ":" in place.host else place.host
    line.sendall(f"CONNECT {host}:{place.port} HTTP/1.1\r\nHost: {host}:{place.port}\r\n\r\n".encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        if len(head) > _LONGEST_HEAD:
            raise OSError("the proxy says too much")
        head += _exactly(line, 1)
    if head.split(b" ", 2)[1:2] != [b"200"]:
        raise OSError("the proxy could not reach it")


def _exactly(line: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        more = line.recv(count - len(found))
        if not more:
            raise OSError("the proxy hung up")
        found += more
    return found
