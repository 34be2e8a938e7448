"""A small SMSC that speaks SMPP 3.4 with UCS-2: what a telephone company is to Kannel, and fakesmsc cannot be."""

import contextlib
import socket
import struct
import threading
from queue import Empty, Queue
from typing import NamedTuple

BIND, BIND_BACK = 0x00000009, 0x80000009
SUBMIT, SUBMIT_BACK = 0x00000004, 0x80000004
DELIVER, DELIVER_BACK = 0x00000005, 0x80000005
ENQUIRE, ENQUIRE_BACK = 0x00000015, 0x80000015
UNBIND, UNBIND_BACK = 0x00000006, 0x80000006
HEAD = struct.Struct(">IIII")
UCS2, WITH_HEADER = 8, 0x40
PER_PART = 67
GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)


class Got(NamedTuple):
    """A text message that was handed over for a telephone, its parts joined."""

    to: str
    text: str
    coding: int
    parts: int


class Smsc:
    """Listens for one transceiver; hands texts to it and takes those that it sends."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._line: socket.socket | None = None
        self._bound = threading.Event()
        self._parts: dict[tuple[str, int], dict[int, str]] = {}
        self._got: Queue[Got] = Queue()
        self._number = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def sends(self, number: str, text: str, *, to: str = "1234", within: float = 40.0) -> Got:
        """One text from a telephone, in UCS-2 and in as many parts as it takes; the reply."""
        assert self._bound.wait(within), "Kannel did not connect"
        units = text.encode("utf-16-be")
        if len(units) <= 140:
            self._deliver(number, to, units, header=b"")
        else:
            cut = [units[start : start + 2 * PER_PART] for start in range(0, len(units), 2 * PER_PART)]
            for place, part in enumerate(cut, 1):
                self._deliver(number, to, part, header=bytes([5, 0, 3, self._number % 200, len(cut), place]))
        self._number += 1
        return self.next(within)

    def next(self, within: float) -> Got:
        """The next text for a telephone."""
        try:
            return self._got.get(timeout=within)
        except Empty:
            raise TimeoutError("no reply came") from None

    def close(self) -> None:
        """Hangs up."""
        self._listening.close()
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
            self._line.close()

    def _deliver(self, number: str, to: str, part: bytes, *, header: bytes) -> None:
        body = b"\0" + b"\1\1" + number.lstrip("+").encode() + b"\0" + b"\0\1" + to.encode() + b"\0"
        body += bytes([WITH_HEADER if header else 0, 0, 0]) + b"\0\0" + bytes([0, 0, UCS2, 0])
        said = header + part
        self._send(DELIVER, 0x1000 + self._number, body + bytes([len(said)]) + said)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._line, _ = self._listening.accept()
                self._listen(self._line)

    def _listen(self, line: socket.socket) -> None:
        while head := _exactly(line, HEAD.size):
            length, command, _status, number = HEAD.unpack(head)
            body = _exactly(line, length - HEAD.size) if length > HEAD.size else b""
            if command == BIND:
                self._send(BIND_BACK, number, b"smsc\0")
                self._bound.set()
            elif command == SUBMIT:
                self._send(SUBMIT_BACK, number, b"m%d\0" % number)
                self._take(body)
            elif command in {ENQUIRE, UNBIND}:
                self._send({ENQUIRE: ENQUIRE_BACK, UNBIND: UNBIND_BACK}[command], number, b"")

    def _take(self, body: bytes) -> None:
        _service, rest = body.split(b"\0", 1)
        _sender, rest = rest[2:].split(b"\0", 1)
        to, rest = rest[2:].split(b"\0", 1)
        kind, rest = rest[0], rest[3:]
        _schedule, rest = rest.split(b"\0", 1)
        _validity, rest = rest.split(b"\0", 1)
        coding, length, said = rest[2], rest[4], rest[5:]
        said = said[:length]
        number, count, place = 0, 1, 1
        if kind & WITH_HEADER:
            number, count, place = said[3:6]
            said = said[said[0] + 1 :]
        text = said.decode("utf-16-be") if coding == UCS2 else "".join(GSM[sign] for sign in said)
        parts = self._parts.setdefault((to.decode(), number), {})
        parts[place] = text
        if len(parts) == count:
            whole = "".join(parts[each] for each in sorted(parts))
            del self._parts[to.decode(), number]
            self._got.put(Got(to.decode(), whole, coding, count))

    def _send(self, command: int, number: int, body: bytes) -> None:
        assert self._line is not None
        self._line.sendall(HEAD.pack(HEAD.size + len(body), command, 0, number) + body)


def _exactly(line: socket.socket, length: int) -> bytes:
    got = b""
    while len(got) < length:
        piece = line.recv(length - len(got))
        if not piece:
            return b""
        got += piece
    return got
