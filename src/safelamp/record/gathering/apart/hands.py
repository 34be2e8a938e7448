"""The other side of the process that takes pages apart: gives it pages, ends it when it takes too long."""

from types import TracebackType
from typing import Self

from safelamp.ground.apart import hands
from safelamp.record.gathering.apart.taking import Taken

WITHIN = 40.0  # seconds for one page; the mean is some hundredths
PAGES_EACH = 200  # after which a new process takes over: what parsers leave in memory goes with the old one
COMMAND = hands.program("safelamp.record.gathering.apart")


class Hands:
    """Takes pages apart, one after the other, in a process without keys, settings or database."""

    def __init__(self, *, within: float = WITHIN, command: tuple[str, ...] = COMMAND) -> None:
        self._hands = hands.Hands(*command, within=within, each=PAGES_EACH)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hands.end()

    def take(self, raw: bytes, *, content_type: str, address: str) -> Taken:
        """The text of what came; "too_hard" where the process failed or took too long."""
        answer = self._hands.ask(raw, content_type=content_type, address=address)
        try:
            return Taken(**answer.about) if answer else Taken("too_hard")
        except TypeError:
            self._hands.end()
            return Taken("too_hard")
