"""A table of counts as it was read: series with their names, weeks with their labels, what belongs together."""

from collections.abc import Mapping
from dataclasses import dataclass

from safelamp.engines.surveillance.values import WEEKS_A_YEAR, Counts, Floats, Integers

HIERARCHY = ("workplace", "employer", "hazard", "sector", "region")
SERIES = "series"


class TableRefused(ValueError):
    """The table cannot be used; the message says where it is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """One column of the hierarchy: a code for each series (-1 where the cell is empty), and the words by code."""

    codes: Integers
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by series and week; NaN where nobody counted. `read_as` is for the person who runs it."""

    names: tuple[str, ...]
    weeks: tuple[str, ...]  # as the output names them
    observed: Floats
    groupings: Mapping[str, Grouping]
    read_as: str

    def counts(self, *, period: int = WEEKS_A_YEAR, exposure: Floats | None = None) -> Counts:
        """What the detectors take."""
        codes = {name: grouping.codes for name, grouping in self.groupings.items()}
        return Counts(self.observed, groups=codes, exposure=exposure, period=period)
