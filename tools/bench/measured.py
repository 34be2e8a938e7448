"""What a measurement says: a number, its unit, and what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Promise(Enum):
    """Which side of the limit is good."""

    AT_MOST = "<="
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Measured:
    """One number beside its promise."""

    what: str
    value: float
    unit: str
    promise: Promise
    limit: float
    digits: int = 1
    beside: str = ""  # what others reached, for comparison

    @property
    def is_kept(self) -> bool:
        """Whether the number is on the good side."""
        return self.value <= self.limit if self.promise is Promise.AT_MOST else self.value >= self.limit

    def line(self) -> str:
        """One line for the terminal."""
        kept = "kept" if self.is_kept else "NOT KEPT"
        line = (
            f"{self.what:58} {self.value:9.{self.digits}f} {self.unit:10} {self.promise.value} {self.limit:g}  {kept}"
        )
        return f"{line}  ({self.beside})" if self.beside else line


def table(numbers: Sequence[Measured]) -> str:
    """All lines."""
    return "\n".join(each.line() for each in numbers)
