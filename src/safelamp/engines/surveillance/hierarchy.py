"""Which series belong together: one level for each column of the hierarchy and each pair of columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from safelamp.engines.surveillance.values import Floats, Integers

PLACES = ("workplace", "employer")  # where reporting rises and falls for all hazards at once; the first one given
HAZARD = "hazard"


@dataclass(frozen=True, slots=True)
class Level:
    """What its groups share (names of columns), the group of each series, and how many groups there are."""

    columns: tuple[str, ...]
    codes: Integers
    size: int
    given: tuple[Integers, ...] = ()  # the codes of each column, as Counts has them

    def named(self, row: int) -> tuple[tuple[str, int], ...]:
        """What the group of a series shares: each column with its code."""
        return tuple((column, int(codes[row])) for column, codes in zip(self.columns, self.given, strict=True))

    def sums(self, values: Floats) -> Floats:
        """Sums of one value a series over each group.

        >>> Level(("hazard",), np.array([0, 1, 0]), 2).sums(np.array([1.0, 2.0, 4.0])).tolist()
        [5.0, 2.0]
        """
        return np.bincount(self.codes, values, self.size).astype(np.float64)


def together(groups: Mapping[str, Integers], columns: Sequence[str]) -> Level:
    """The level of the series that share these columns; who is not known (-1) in one of them stands alone.

    >>> together({"hazard": np.array([7, 7, -1, 3])}, ["hazard"]).codes.tolist()
    [0, 0, 2, 1]
    """
    shared = np.stack([groups[column] for column in columns])
    unknown = np.asarray((shared < 0).any(axis=0))
    shared = np.vstack([shared, np.where(unknown, np.arange(1, len(unknown) + 1), 0)])
    _, first, inverse = np.unique(shared, axis=1, return_index=True, return_inverse=True)
    order = np.lexsort((first, unknown[first]))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Level(tuple(columns), rank[inverse.ravel()], len(first), tuple(groups[column] for column in columns))


def levels(groups: Mapping[str, Integers], series: int) -> tuple[Level, ...]:
    """All columns and pairs of columns whose groups hold several series but not all; of equal ones the first.

    >>> [level.columns for level in levels({"hazard": np.array([0, 1, 0, 1]), "place": np.array([0, 0, 1, 1])}, 4)]
    [('hazard',), ('place',)]
    """
    found: dict[bytes, Level] = {}
    for columns in (*((name,) for name in groups), *combinations(groups, 2)):
        level = together(groups, columns)
        if 1 < level.size < series:
            found.setdefault(level.codes.tobytes(), level)
    return tuple(found.values())


def place_of(groups: Mapping[str, Integers], series: int) -> Level:
    """The workplace (or employer) of each series; each series by itself where neither is given."""
    for column in PLACES:
        if column in groups:
            return together(groups, (column,))
    return Level((), np.arange(series), series)


def hazard_of(groups: Mapping[str, Integers], series: int) -> Level:
    """The hazard of each series; all together where it is not given."""
    if HAZARD in groups:
        return together(groups, (HAZARD,))
    return Level((), np.zeros(series, np.int64), 1)
