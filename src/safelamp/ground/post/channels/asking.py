"""One request over HTTP, within a time limit for all of it, of whose answer only the status is read."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

_CUTS_EVERY = 0.5  # seconds
TROUBLE = (OSError, HTTPException, ValueError)


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """A request; it may carry an address or a password, so it never shows itself."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def status_of(connection: HTTPConnection, asked: Asked, *, within: float) -> int | None:
    """The answer's status, or None where none came in time. The connection is closed afterwards.

    Redirects are answers like others: they are not followed. No proxy is used, whatever the environment says.
    """
    with contextlib.closing(connection), cut_after(within, lambda: connection.sock):
        try:
            connection.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
            return connection.getresponse().status
        except TROUBLE:
            return None


@contextlib.contextmanager
def cut_after(seconds: float, line: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Ends a line on which the other side says one letter a second: a socket's own limit begins anew with each.

    It goes on ending whatever is opened later, until the block is over.
    """
    over = threading.Event()

    def cut() -> None:
        over.wait(seconds)
        while not over.is_set():
            open_line = line()
            if open_line is not None:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(open_line, socket.SHUT_RDWR)  # of the line itself, below TLS
            over.wait(_CUTS_EVERY)

    threading.Thread(target=cut, daemon=True).start()
    try:
        yield
    finally:
        over.set()
