"""Cells of counts from bytes to numbers, all at once; only odd ones one by one."""

import math
import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.values import Floats

Bytes = NDArray[np.uint8]
LARGEST = 2**53  # above it, whole numbers are no longer told apart
LARGEST_COUNT = 10**10  # more than there are people: above it the detectors' arithmetic is no longer sure
NOT_KNOWN = {"", "na", "n/a", "nan", "null", "none", "-"}
_PLAIN_DIGITS = 10
_TOO_LARGE = "is too large to be a count. Look whether two cells ran together"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?inf(inity)?", re.IGNORECASE | re.ASCII)
_NEW_LINE, _ZERO, _DOT = 10, 48, 46


class OddCell(ValueError):
    """What is wrong with a cell, for whoever knows where it stands."""


class CellRefused(ValueError):
    """A cell that is no number, or a row with too few or too many cells; both count from 0."""

    def __init__(self, reason: str, row: int, column: int | None = None) -> None:
        super().__init__(reason)
        self.row, self.column = row, column


def count(text: str) -> float:
    """A whole number from 0, NaN where nobody counted.

    >>> count(" 7 "), count("5.0"), count("NA")
    (7.0, 5.0, nan)
    """
    value = amount(text)
    if not math.isnan(value) and value != math.floor(value):
        raise OddCell("is not a whole number. Counts are whole; put hours or workers into a table of their own")
    if value > LARGEST_COUNT:
        raise OddCell(_TOO_LARGE)
    return value


def amount(text: str) -> float:
    """A number from 0, NaN where it is not known."""
    text = text.strip()
    if text.casefold() in NOT_KNOWN:
        return math.nan
    if not _NUMBER.fullmatch(text):
        raise OddCell("is not a number. Write whole numbers without separators, such as 1234, or leave the cell empty")
    value = float(text)
    if value < 0:
        raise OddCell("is below zero. Leave the cell empty where nobody counted")
    if value > LARGEST:
        raise OddCell(_TOO_LARGE)
    return value


def numbers(rows: bytes, *, width: int, separator: bytes, odd: Callable[[str], float] = count) -> Floats:
    r"""Rows of cells, each row ended by a line feed, as an array of shape (rows, width).

    >>> numbers(b"1,,22\n0,7.0,NA\n", width=3, separator=b",")
    array([[ 1., nan, 22.],
           [ 0.,  7., nan]])
    """
    signs: Bytes = np.frombuffer(rows, np.uint8)
    ends = np.flatnonzero((signs == ord(separator)) | (signs == _NEW_LINE))
    _check_widths(np.flatnonzero(signs[ends] == _NEW_LINE), width)
    starts = np.concatenate([[0], ends[:-1] + 1])
    values, strange = _plain(signs, starts, _without_point_zero(signs, starts, ends))
    for place in np.flatnonzero(strange):
        text = rows[starts[place] : ends[place]].decode("utf-8", "replace")
        try:
            values[place] = odd(text)
        except OddCell as wrong:
            raise CellRefused(f"“{text.strip()[:40]}” {wrong}.", *divmod(int(place), width)) from None
    return values.reshape(-1, width)


def _check_widths(lines: NDArray[np.intp], width: int) -> None:
    found = np.diff(lines, prepend=-1)
    ragged = np.flatnonzero(found != width)
    if ragged.size:
        row = int(ragged[0])
        raise CellRefused(f"it has cells for {found[row]} weeks, and the head has {width}", row)


def _without_point_zero(signs: Bytes, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """How long each cell is, a “.0” at its end not counted: so some programs write whole numbers."""
    lengths = ends - starts
    long = np.flatnonzero(lengths > len(".0"))
    whole = long[(signs[ends[long] - 1] == _ZERO) & (signs[ends[long] - 2] == _DOT)]
    lengths[whole] -= len(".0")
    return lengths


def _plain(signs: Bytes, starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> tuple[Floats, NDArray[np.bool_]]:
    """The values of cells that are digits or empty, and which are neither."""
    values = np.where(lengths == 0, np.nan, 0.0)
    strange = lengths > _PLAIN_DIGITS
    for place in range(min(int(lengths.max(initial=0)), _PLAIN_DIGITS)):
        cells = np.flatnonzero(lengths > place)
        digits = signs[starts[cells] + place] - np.uint8(_ZERO)
        strange[cells[digits > 9]] = True  # noqa: PLR2004 (below "0" wraps around)
        values[cells] = values[cells] * 10 + digits
    return values, strange
