"""Disclosure control for counts that add up to a published total: small cells are hidden, and one more where needed.

Primary: a count of 1 to k - 1 is hidden. Complementary: a single hidden cell could be computed from the total, so the
next smallest is hidden too, until at least two are hidden that together hold k or more. A total below k hides all.
Source: Hundepool and others, Statistical Disclosure Control (2012), chapter 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

SUPPRESS_BELOW = 5  # statistical offices use 3 to 10
SUPPRESS_BELOW_HOSTILE = 10

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Protected(Generic[Key]):
    """Counts that can be shown: None where one is hidden. `total` is None where even the sum would give away."""

    cells: Mapping[Key, int | None]
    total: int | None

    @property
    def hidden(self) -> list[Key]:
        """What was left out, in the order of the cells."""
        return [key for key, count in self.cells.items() if count is None]


def protect(counts: Mapping[Key, int], *, k: int = SUPPRESS_BELOW) -> Protected[Key]:
    """Hides what would give people away in counts that are shown with their total.

    >>> protect({"in time": 12, "late": 3, "not yet": 6}).cells
    {'in time': 12, 'late': None, 'not yet': None}
    >>> protect({"in time": 12, "late": 0, "not yet": 7}).cells
    {'in time': 12, 'late': 0, 'not yet': 7}
    >>> protect({"in time": 2, "late": 1, "not yet": 1}).total is None
    True
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("counts are not negative")
    total = sum(counts.values())
    if total < k:
        return Protected(dict.fromkeys(counts), None)
    hidden = {key for key, count in counts.items() if 0 < count < k}
    if hidden:
        # Smallest first: as little as possible is lost. Zeros go last, they hide nothing.
        for key in sorted(counts, key=lambda each: (counts[each] == 0, counts[each])):
            if len(hidden) > 1 and sum(counts[each] for each in hidden) >= k:
                break
            hidden.add(key)
    return Protected({key: None if key in hidden else count for key, count in counts.items()}, total)
