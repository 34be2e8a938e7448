"""Where a webhook may lead: to the open internet and nowhere else, so that nobody can make this server knock inside.

The name is looked up once, what it means is checked, and the line goes to the address that was checked: a name that
means something else a moment later (DNS rebinding) changes nothing.
"""

import re
import socket
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

LONGEST = 500  # signs; what is sealed has room for it
MOST_ADDRESSES = 4  # of one name that are tried one after the other
_HOST = re.compile(r"[a-z0-9._:%-]+")  # a name, or an IPv6 address with its zone
_NAT64 = IPv6Network("64:ff9b::/96")


class Reach(Enum):
    """How far webhooks reach."""

    INTERNET = "addresses of the open internet, by https"
    THIS_MACHINE_TOO = "also this machine, by http: for the demonstration and tests"


class NotAllowed(ValueError):
    """The address is none that this server may knock at."""


@dataclass(frozen=True, slots=True, repr=False)
class Target:
    """A webhook's address, taken apart."""

    scheme: str
    host: str
    port: int
    path: str


def target(url: str, *, reach: Reach) -> Target:
    """The address taken apart; raises NotAllowed for what can never be allowed, whatever its name means."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        raise NotAllowed from None
    if len(url) > LONGEST or not url.isprintable() or " " in url or parts.username is not None:
        raise NotAllowed
    if not _HOST.fullmatch(host):  # looked at once it is encoded: signs outside ASCII may become blanks there
        raise NotAllowed
    if parts.scheme != "https" and (parts.scheme != "http" or reach is Reach.INTERNET):
        raise NotAllowed
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise NotAllowed
    if _is_number(host) and not may_reach(host, reach=reach):
        raise NotAllowed
    return Target(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path)


def connected(goal: Target, *, reach: Reach, within: float) -> socket.socket:
    """A line to the address that was checked; raises NotAllowed, or OSError where nobody answers."""
    found = socket.getaddrinfo(goal.host, goal.port, type=socket.SOCK_STREAM)
    if not all(may_reach(str(place[0]), reach=reach) for *_, place in found):
        raise NotAllowed
    refused: OSError = OSError("the name means no address")
    for family, kind, protocol, _, place in found[:MOST_ADDRESSES]:
        line = socket.socket(family, kind, protocol)
        line.settimeout(within)
        try:
            line.connect(place)
        except OSError as error:
            line.close()
            refused = error
        else:
            return line
    raise refused


def may_reach(address: str, *, reach: Reach) -> bool:
    """Whether an IP address belongs to the open internet, also when it is wrapped into another.

    >>> [may_reach(each, reach=Reach.INTERNET) for each in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1")]
    [True, False, False, False]
    """
    number = _unwrapped(ip_address(address.partition("%")[0]))
    if number.is_loopback:
        return reach is Reach.THIS_MACHINE_TOO
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _unwrapped(number: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(number, IPv4Address):
        return number
    if number in _NAT64:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    teredo = number.teredo
    return number.ipv4_mapped or number.sixtofour or (teredo[1] if teredo else number)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
