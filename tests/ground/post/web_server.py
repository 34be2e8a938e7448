"""A real web server on this machine, which notes what comes in and answers as a test tells it."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Manner(Enum):
    """How it answers."""

    PLAIN = "at once"
    SILENT = "never"
    DRIPPING = "one letter after the other"


@dataclass(frozen=True, slots=True)
class Came:
    """A request that came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Listener:
    """The server: set `status`, `manner` or `location` before the request."""

    status: int = 202
    manner: Manner = Manner.PLAIN
    location: str = ""
    came: list[Came] = field(default_factory=list)
    port: int = 0

    def start(self) -> "Listener":
        """Listens from now on, at a port of its own."""
        self.stopped = threading.Event()
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"listener": self}))
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    @property
    def server(self) -> ThreadingHTTPServer:
        """The server itself, for TLS to be put around its socket."""
        return self._server

    def stop(self) -> None:
        """Nobody listens any more."""
        if not self.stopped.is_set():
            self.stopped.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    listener: Listener

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.listener.came.append(Came(self.command, self.path, headers, body))
        if self.listener.manner is not Manner.PLAIN:
            self._dawdle()
            return
        self.send_response(self.listener.status)
        if self.listener.location:
            self.send_header("Location", self.listener.location)
        self.end_headers()
        self.wfile.write(b"somchai@union.example is not known here, nor is +66812345987")

    do_GET = do_POST = _answer  # noqa: N815

    def _dawdle(self) -> None:
        for letter in b"HTTP/1.1 " + b"9" * 200:
            if self.listener.stopped.wait(0.05):
                break
            if self.listener.manner is Manner.DRIPPING:
                self.wfile.write(bytes([letter]))
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Lines that are cut belong to the tests."""


def seconds_of(act: object) -> float:
    """How long a call takes."""
    began = time.monotonic()
    assert callable(act)
    act()
    return time.monotonic() - began
