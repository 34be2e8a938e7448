"""The columns before the weeks: names of series, each once, and what belongs together, as codes."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from safelamp.engines.surveillance.values import Integers
from safelamp.site.counts.values import SERIES, Grouping, TableRefused


class Words:
    """Gathers the words of rows as they are read."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._series = columns.index(SERIES)
        self._first_row: dict[str, int] = {}
        self._cells: dict[str, list[str]] = {name: [] for name in columns if name != SERIES}

    @property
    def names(self) -> Iterable[str]:
        """The series in the order of the table."""
        return self._first_row

    def add(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Takes the words of some rows with their numbers; refuses a series without a name or with two rows."""
        for number, words in rows:
            name = words[self._series].strip()
            if not name:
                raise TableRefused(f"Row {number} has no name of a series. Give it one of its own.")
            if name in self._first_row:
                raise TableRefused(
                    f"Series “{name}” has two rows: {self._first_row[name]} and {number}. "
                    "Add them up, or give them two names."
                )
            self._first_row[name] = number
            for column, word in zip(self._columns, words, strict=True):
                if column != SERIES:
                    self._cells[column].append(word.strip())

    def groupings(self) -> Mapping[str, Grouping]:
        """The hierarchy; codes follow the alphabet, so that the order of rows does not matter."""
        return {column: grouped(words) for column, words in self._cells.items()}


def grouped(words: Sequence[str]) -> Grouping:
    """Codes for words; an empty one is not known.

    >>> grouped(["north", "", "east"])
    Grouping(codes=array([ 1, -1,  0]), labels=('east', 'north'))
    """
    labels = tuple(sorted({word for word in words if word}))
    code = {word: place for place, word in enumerate(labels)} | {"": -1}
    codes: Integers = np.fromiter((code[word] for word in words), np.int64, len(words))
    return Grouping(codes, labels)
