"""Speaking with the person at the terminal: plain questions, and secrets that are shown alone and wiped away."""

import sys
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from safelamp.site.starting.answers import NotThat, readable

LONGEST_LINE = 4_000  # bytes
_WIPE = "\033[2J\033[3J\033[H"  # the screen, what can be scrolled back to, and the cursor home


class Closed(Exception):
    """Nobody is there any more: the terminal or the pipe was closed."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where lines are read and written."""

    reads: BinaryIO
    writes: TextIO

    def say(self, text: str = "") -> None:
        """Writes a line; raises Closed when nobody reads it any more."""
        try:
            self.writes.write(text + "\n")
            self.writes.flush()
        except OSError:
            raise Closed from None

    def hear(self, prompt: str) -> str:
        """One typed line; raises NotThat for one that cannot be read, Closed at the end of input."""
        try:
            self.writes.write(prompt)
            self.writes.flush()
            raw = self.reads.readline(LONGEST_LINE)
        except OSError:
            raise Closed from None
        if not raw:
            raise Closed
        if len(raw) >= LONGEST_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = self.reads.readline(LONGEST_LINE)
            raise NotThat("This is far too long.")
        return readable(raw)

    def wipe(self) -> None:
        """Takes everything from the screen that was on it."""
        if self.writes.isatty():
            self.writes.write(_WIPE)
            self.writes.flush()


def of_this_process() -> Terminal:
    """Standard input and output."""
    return Terminal(sys.stdin.buffer, sys.stdout)


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
