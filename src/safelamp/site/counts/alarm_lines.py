"""Verdicts as lines of the table of alarms."""

import csv
import importlib
import io
import re
from collections.abc import Callable, Sequence

import numpy as np

from safelamp.engines.surveillance.values import Floats, Verdicts
from safelamp.site.counts import plain_rows
from safelamp.site.counts.reasons import Speech, reasons

HEAD = ("series", "week", "observed", "expected", "upper", "p", "score", "alarm", "reason")
_QUICK = "safelamp.site.counts.polars_rows"
_MANY = 100_000  # cells
_SIGNS = re.compile(r'[,"\r\n]')


def lines(
    verdicts: Verdicts, observed: Floats, names: Sequence[str], weeks: Sequence[str], speech: Speech
) -> list[bytes]:
    """One piece of text a series: a line for each judged week.

    `observed` and all of `verdicts` are of shape (series, weeks) for `names` and `weeks`.
    """
    numbers = (observed, verdicts.expected, verdicts.upper, verdicts.p, verdicts.score, verdicts.alarm.astype(float))
    ends = [""] * observed.size
    said = reasons(verdicts, observed, speech, where=verdicts.alarm)
    for place, words in zip(np.flatnonzero(verdicts.alarm).tolist(), said, strict=True):
        ends[place] = quoted(words)
    writer = _writer(ends, names)
    return writer([*map(quoted, names)], [*map(quoted, weeks)], [each.ravel() for each in numbers], ends)


_Writer = Callable[[Sequence[str], Sequence[str], Sequence[Floats], Sequence[str]], list[bytes]]


def _writer(ends: Sequence[str], names: Sequence[str]) -> _Writer:
    """What writes lines: Polars where it is installed and there are enough of them to wait for its start."""
    if len(ends) < _MANY or "\n" in "".join([*names, *ends]):
        return _texts
    try:
        quick: _Writer = importlib.import_module(_QUICK).texts
    except ImportError:
        return _texts
    return quick


def _texts(names: Sequence[str], weeks: Sequence[str], columns: Sequence[Floats], ends: Sequence[str]) -> list[bytes]:
    cells = plain_rows.rows(columns) if len(ends) < _MANY else _rows(columns)
    texts = []
    for name, first in zip(names, range(0, len(cells), len(weeks)), strict=True):
        own = zip(weeks, cells[first : first + len(weeks)], ends[first : first + len(weeks)], strict=True)
        texts.append("".join([f"{name},{week},{rest},{end}\n" for week, rest, end in own]).encode())
    return texts


def _rows(columns: Sequence[Floats]) -> list[str]:
    """The numbers of many cells with line ends in their names, as Polars writes all others."""
    try:
        found: list[str] = importlib.import_module(_QUICK).rows(columns)
    except ImportError:
        return plain_rows.rows(columns)
    return found


def quoted(text: str) -> str:
    """A cell as CSV wants it.

    >>> quoted("plain"), quoted('5" pipes, all')
    ('plain', '"5"" pipes, all"')
    """
    if not _SIGNS.search(text):
        return text
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([text])
    return out.getvalue()
