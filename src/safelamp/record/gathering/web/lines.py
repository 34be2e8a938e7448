"""Lines to other machines: to the very number that was checked, or through the proxy that the server's keeper set."""

import socket
from collections.abc import Callable
from functools import partial

from urllib3.connection import HTTPConnection, HTTPSConnection

from safelamp.record.gathering.web.places import Place, Reach, Resolver, checked
from safelamp.record.gathering.web.proxies import Proxy, line_through

MOST_NUMBERS = 4  # of one name that are tried one after the other
CONNECTS_WITHIN = 10.0  # seconds

Lines = Callable[[Place], socket.socket]


def resolve(host: str, port: int) -> list[str]:
    """The numbers that a name means, as this machine sees it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def line_to(place: Place, *, resolver: Resolver, reach: Reach) -> socket.socket:
    """A line to a number that was looked up and checked just now; raises NotAllowed, or OSError."""
    numbers = checked(resolver(place.host, place.port), reach=reach)
    refused: OSError = OSError("the name means no address")
    for number in numbers[:MOST_NUMBERS]:
        family = socket.AF_INET6 if ":" in number else socket.AF_INET
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(CONNECTS_WITHIN)
        try:
            line.connect((number, place.port))
        except OSError as error:
            line.close()
            refused = error
        else:
            return line
    raise refused


def connection_on(line: socket.socket, place: Place) -> HTTPConnection:
    """HTTP on that line; for https the certificate must be of the place's own name."""
    kind = _Tls if place.scheme == "https" else _Plain
    connection = kind(place.host, place.port, timeout=CONNECTS_WITHIN)
    connection.ready_line = line
    return connection


class _Plain(HTTPConnection):
    """A connection that uses a line that is there."""

    ready_line: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.ready_line


class _Tls(HTTPSConnection):
    """The same with TLS, whose name is verified by urllib3."""

    ready_line: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.ready_line


def lines(*, proxy: Proxy | None, resolver: Resolver = resolve, reach: Reach = Reach.INTERNET) -> Lines:
    """How a visitor gets its lines."""
    if proxy is None:
        return partial(line_to, resolver=resolver, reach=reach)
    return partial(line_through, proxy)
