"""What a check found."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How it stands, worst last."""

    GOOD = "good"
    LOOK = "look at it"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """`looked_at` says what was seen, `to_do` in one sentence what to do; it is empty where all is good."""

    verdict: Verdict
    looked_at: str
    to_do: str = ""

    def __post_init__(self) -> None:
        if (self.verdict is Verdict.GOOD) == bool(self.to_do):
            raise ValueError("what is not good says what to do, and nothing else does")


def good(looked_at: str) -> Finding:
    """All is well there."""
    return Finding(Verdict.GOOD, looked_at)


def look(looked_at: str, to_do: str) -> Finding:
    """Somebody should look at it."""
    return Finding(Verdict.LOOK, looked_at, to_do)


def missing(looked_at: str, to_do: str) -> Finding:
    """Without it the union is not safe, or not ready."""
    return Finding(Verdict.MISSING, looked_at, to_do)
