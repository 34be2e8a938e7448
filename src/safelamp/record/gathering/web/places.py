"""Where the server may knock: names and numbers of the open internet by http or https, nothing else.

Whoever adds an address must not be able to make this server ask machines beside it, in whatever form the address is
written and whatever its name means a moment later (server-side request forgery, DNS rebinding).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 1000
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")
_INSIDE = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".home", ".onion")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]")
_NAT64 = IPv6Network("64:ff9b::/96")
_TUNNELS = tuple(IPv6Network(each) for each in ("::/96", "2001::/32", "2002::/16", "64:ff9b:1::/48", "fec0::/10"))
_RELAYS = IPv4Network("192.88.99.0/24")
_ISATAP = (0x00005EFE, 0x02005EFE)
_PATH_SIGNS = "/:?#[]@!$&'()*+,;=%~"

Resolver = Callable[[str, int], Sequence[str]]


class Reach(Enum):
    """How far fetching reaches."""

    INTERNET = "addresses of the open internet, on the ports of http and https"
    THIS_MACHINE_TOO = "also this machine, on any port: for tests"


class NotAllowed(ValueError):
    """The address is none that this server may knock at."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the web, taken apart; `target` is path and query, as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt and politeness count them."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address."""
        return self.origin + self.target


def place_of(address: str, *, reach: Reach = Reach.INTERNET) -> Place:
    """The address taken apart; raises NotAllowed for what can never be allowed, whatever its name means.

    >>> place_of("https://Example.org/news?page=2#top").address
    'https://example.org/news?page=2'
    """
    address = address.strip()
    if len(address) > LONGEST or _CONTROL.search(address):
        raise NotAllowed
    try:
        parts = urlsplit(address)
        scheme, port = parts.scheme, parts.port
        host = _plain_host(parts.hostname or "")
    except (ValueError, UnicodeError):
        raise NotAllowed from None
    if scheme not in PORTS or parts.username is not None or parts.password is not None:
        raise NotAllowed
    port = PORTS[scheme] if port is None else port
    if reach is Reach.INTERNET and port not in PORTS.values():
        raise NotAllowed
    _refuse_inside(host, reach=reach)
    target = quote(parts.path or "/", safe=_PATH_SIGNS) + (
        f"?{quote(parts.query, safe=_PATH_SIGNS)}" * bool(parts.query)
    )
    return Place(scheme, host, port, target)


def onward(place: Place, location: str, *, reach: Reach) -> Place:
    """Where a redirect leads; raises NotAllowed, also where it leaves https for http."""
    there = place_of(urljoin(place.address, location), reach=reach)
    if place.scheme == "https" and there.scheme == "http":
        raise NotAllowed
    return there


def checked(found: Sequence[str], *, reach: Reach) -> tuple[str, ...]:
    """The numbers that a name means; raises NotAllowed if a single one of them is not on the open internet."""
    if not all(is_open(each, reach=reach) for each in found):
        raise NotAllowed
    return tuple(found)


def is_open(number: str, *, reach: Reach = Reach.INTERNET) -> bool:
    """Whether an IP address belongs to the open internet, also when it is wrapped into another.

    >>> [is_open(each) for each in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    try:
        meant = ip_address(number)
    except ValueError:
        return False
    if meant.is_loopback:
        return reach is Reach.THIS_MACHINE_TOO
    if isinstance(meant, IPv6Address):
        return _is_open_six(meant)
    return _is_open_four(meant)


def _is_open_four(number: IPv4Address) -> bool:
    closed = number.is_multicast or number.is_reserved or number.is_unspecified or number.is_link_local
    return number.is_global and not closed and number not in _RELAYS


def _is_open_six(number: IPv6Address) -> bool:
    if number.scope_id or number.ipv4_mapped:
        return False  # a name on the internet never means these
    if number in _NAT64:
        return _is_open_four(IPv4Address(int(number) & 0xFFFFFFFF))
    if any(number in each for each in _TUNNELS) or (int(number) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    closed = number.is_multicast or number.is_reserved or number.is_unspecified or number.is_link_local
    return number.is_global and not closed and not number.is_private


def _plain_host(host: str) -> str:
    """The name as it is asked for: ASCII, small letters, without the dot at its end."""
    if ":" in host:
        return str(IPv6Address(host))
    return host.encode("idna").decode("ascii").casefold().removesuffix(".")


def _refuse_inside(host: str, *, reach: Reach) -> None:
    """Refuses numbers that are not open, numbers in disguise (0177.1, 0x7f000001, 2130706433) and names of inside."""
    if ":" in host or _is_four_numbers(host):
        if not is_open(host, reach=reach):
            raise NotAllowed
        return
    if reach is Reach.THIS_MACHINE_TOO and host == "localhost":
        return
    last = host.rpartition(".")[2]
    if not _HOST.fullmatch(host) or last[0].isdigit() or f".{host}".endswith(_INSIDE):
        raise NotAllowed


def _is_four_numbers(host: str) -> bool:
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True
