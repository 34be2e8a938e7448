"""What every kind of file with sentences gives: its language and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass


class Unreadable(ValueError):
    """A file that cannot be read at all; the text says what to do."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One sentence of a file. `trouble` says why it cannot be used; `checked`, that somebody found it in order."""

    place: str
    mark: str
    source: str
    words: Sequence[str]
    checked: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's language and its rows."""

    language: str
    rows: Sequence[FileRow]
