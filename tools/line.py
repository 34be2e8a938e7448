"""A line between a phone and a server on this machine: it counts what passes, is as slow as asked, and can be cut."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto

PACKET = 1460  # bytes; a phone's link carries them one after the other
STOPS_WITHIN = 10


class State(Enum):
    """What the line does with what comes."""

    OPEN = auto()
    CUT = auto()  # nothing comes through, open connections break
    ANSWERS_LOST = auto()  # the server hears everything, the phone nothing more


@dataclass(frozen=True, slots=True)
class Speed:
    """Bits a second in each direction, and the seconds that a packet needs there and back; zeros: at once."""

    bits: float = 0
    round_trip: float = 0


class _Link:
    """One direction, shared by every connection: packets leave one after the other and come later."""

    def __init__(self, speed: Speed) -> None:
        self._speed = speed
        self._free_at = 0.0
        self.bytes = 0

    def arrives_at(self, size: int, *, now: float) -> float:
        """When a packet that is handed over now reaches the other end."""
        self.bytes += size
        seconds = size * 8 / self._speed.bits if self._speed.bits else 0
        self._free_at = max(now, self._free_at) + seconds
        return self._free_at + self._speed.round_trip / 2


@dataclass
class Line:
    """A port of this machine that leads to another one; `down` is what reached the phone, in bytes with all heads."""

    port_of_server: int
    speed: Speed = field(default_factory=Speed)
    state: State = State.OPEN
    port: int = 0

    def __post_init__(self) -> None:
        self._up, self._down = _Link(self.speed), _Link(self.speed)
        self._open: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()

    @property
    def down(self) -> int:
        """Bytes that reached the phone."""
        return self._down.bytes

    @property
    def up(self) -> int:
        """Bytes that the phone sent."""
        return self._up.bytes

    def become(self, state: State) -> None:
        """Cuts or mends the line; what is open breaks where it is cut."""
        self.state = state
        if state is State.CUT:
            asyncio.run_coroutine_threadsafe(self._break(), self.loop).result(STOPS_WITHIN)

    async def _break(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.state is State.CUT:
            writer.transport.abort()
            return
        to_server = None
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.sleep(self.speed.round_trip)  # the handshake of TCP
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.port_of_server)
            self._open |= {writer, to_server}
            await asyncio.gather(self._pass(reader, to_server, self._up), self._pass(from_server, writer, self._down))
        for each in (writer, to_server):
            if each:
                self._open.discard(each)
                each.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: _Link) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, writer))
        while packet := await reader.read(PACKET):
            if link is self._down and self.state is State.ANSWERS_LOST:
                continue
            under_way.put_nowait((link.arrives_at(len(packet), now=self.loop.time()), packet))
        under_way.put_nowait((self.loop.time() + self.speed.round_trip / 2, b""))
        await arriving

    async def _arrive(self, under_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter) -> None:
        while True:
            at, packet = await under_way.get()
            await asyncio.sleep(max(at - self.loop.time(), 0))
            if not packet:
                with suppress(OSError):
                    writer.write_eof()
                return
            writer.write(packet)
            await writer.drain()

    async def listen(self) -> asyncio.Server:
        """Takes a free port."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        return server


@contextmanager
def line(port_of_server: int, speed: Speed | None = None) -> Iterator[Line]:
    """An open line on a free port, until the end."""
    made = Line(port_of_server, speed or Speed())
    loop = made.loop
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(made.listen(), loop).result(STOPS_WITHIN)
    try:
        yield made
    finally:
        made.become(State.CUT)
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(STOPS_WITHIN)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(STOPS_WITHIN)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)  # what was closed lets go of its sockets
