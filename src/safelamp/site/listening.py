"""Where the web server may listen: on this machine only, unless HTTPS stands in front of it."""

import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

USUAL = "127.0.0.1:8000"
_SOCKET = "unix:"
_HIGHEST_PORT = 65535


class NotThere(ValueError):
    """The server must not or cannot listen there; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to listen: `host` and `port`, or the path of a socket."""

    host: str = ""
    port: int = 0
    path: str = ""

    @property
    def is_socket(self) -> bool:
        """Whether it is a socket in a folder."""
        return bool(self.path)

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach it."""
        return not self.is_socket and not _is_loopback(self.host)

    @property
    def bind(self) -> str:
        """As gunicorn wants it."""
        if self.is_socket:
            return _SOCKET + self.path
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read(typed: str) -> Place:
    """HOST:PORT, [IPV6]:PORT or unix:/PATH; raises NotThere."""
    if typed.startswith(_SOCKET):
        path = Path(typed.removeprefix(_SOCKET))
        if not path.is_absolute() or not path.parent.is_dir():
            raise NotThere(f"{typed}: name the whole path of a socket in a folder that exists: unix:/run/safelamp/web")
        return Place(path=str(path))
    host, _, port = typed.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port[:6]) <= _HIGHEST_PORT:
        raise NotThere(f"“{typed}” is no place to listen. Write HOST:PORT, such as {USUAL}, or unix:/PATH.")
    return Place(host=host, port=int(port))


def check(place: Place, *, behind_https: bool) -> None:
    """Raises NotThere where words would travel openly, or where somebody else listens already."""
    if place.is_socket:
        return
    if place.is_open and not behind_https:
        raise NotThere(
            f"{place.bind} can be reached from other machines, and nothing says that HTTPS stands in front: what "
            f"workers write could be read on the way. Listen on {USUAL} and put Caddy in front (docs/install.md), "
            "then set SAFELAMP_HTTPS=1."
        )
    if is_handed_over():
        return
    try:
        family, _, _, _, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise NotThere(
            f"Nobody can listen on {place.bind} now: {error.strerror}. Stop what listens there, or choose another "
            "place with --listen."
        ) from None


def is_handed_over() -> bool:
    """Whether systemd holds the door open already and hands it over to this process (`safelamp-web.socket`)."""
    return os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS", "0") != "0"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
