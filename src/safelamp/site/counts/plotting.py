"""Series with their alarms as pictures: the most unusual ones first, one SVG file each."""

import html
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from safelamp.engines.charts.alone import alone
from safelamp.engines.charts.watched import BROAD_PERIODS, Period, WatchedWords, watched
from safelamp.engines.surveillance.blocks import Piece
from safelamp.engines.surveillance.values import Integers, Verdicts
from safelamp.site.counts.reasons import Speech, number, reasons

MOST = 48  # pictures: more, nobody looks at
_IN_ONE_FILE, _EDGE = 12, 16
_ONE = {"weeks": "week", "months": "month", "quarters": "quarter", "days": "day"}
_UNSAFE = re.compile(r"[^\w.-]+")
_NOT_DRAWN = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]+")  # XML has no such signs, or they are no signs to see
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Drawing:
    """One series to draw: its newest year up to the last judged week, and what its most unusual alarm says."""

    name: str
    row: int
    score: float  # of its most unusual alarm; -inf where it has none
    periods: tuple[Period, ...]
    said: str
    one: str  # what a column is: "week"


def drawings(
    piece: Piece, verdicts: Verdicts, names: Sequence[str], weeks: Sequence[str], speech: Speech
) -> tuple[Drawing, ...]:
    """The series of a block that are worth drawing; `weeks` are the labels of all columns up to the last judged one."""
    scores = np.where(verdicts.alarm, np.nan_to_num(verdicts.score, nan=0.0), -np.inf)
    best, where = scores.max(axis=1), scores.argmax(axis=1)
    chosen = np.argsort(-best, kind="stable")[:MOST]
    said = dict(_said(piece, verdicts, chosen, where, speech, weeks))
    first = max(0, piece.judged.stop - BROAD_PERIODS)
    return tuple(
        Drawing(
            name=names[place],
            row=int(piece.rows[place]),
            score=float(best[place]),
            periods=tuple(_period(piece, verdicts, place, week, weeks[week]) for week in range(first, len(weeks))),
            said=said.get(place, "No alarm."),
            one=_ONE.get(speech.unit, "column"),
        )
        for place in chosen.tolist()
    )


def _said(
    piece: Piece, verdicts: Verdicts, rows: Integers, columns: Integers, speech: Speech, weeks: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """For each of these rows with an alarm, what its most unusual one says."""
    told = np.zeros_like(verdicts.alarm)
    told[rows, columns[rows]] = verdicts.alarm[rows, columns[rows]]
    observed = piece.counts.observed[:, piece.judged.start : piece.judged.stop]
    places = np.argwhere(told).tolist()
    for (row, column), words in zip(places, reasons(verdicts, observed, speech, where=told), strict=True):
        week = weeks[piece.judged.start + column]
        yield row, f"{_ONE.get(speech.unit, 'column').capitalize()} {week}: {words}."


def _period(piece: Piece, verdicts: Verdicts, place: int, week: int, label: str) -> Period:
    seen = piece.counts.observed[place, week]
    observed = None if math.isnan(seen) else int(seen)
    column = week - piece.judged.start
    if column < 0:
        return Period(label, label, observed)
    expected, upper = (_shown(float(each[place, column])) for each in (verdicts.expected, verdicts.upper))
    return Period(label, label, observed, expected, upper, bool(verdicts.alarm[place, column]) and observed is not None)


def _shown(value: float) -> float | None:
    return max(0.0, value) if math.isfinite(value) else None


def best_of(found: Iterable[Drawing]) -> list[Drawing]:
    """The ones to draw, most unusual first; then series without alarms in the order of the table."""
    return sorted(found, key=lambda each: (-each.score, each.row))[:MOST]


def is_one_file(place: Path) -> bool:
    """Whether all drawings go into one file of this name, not into a folder."""
    return place.suffix.casefold() == ".svg"


def write(place: Path, found: Sequence[Drawing]) -> None:
    """One file with all, where the name ends in .svg; else a folder with a file a series."""
    if is_one_file(place):
        place.write_text(_together(found), encoding="utf-8")
        return
    place.mkdir(exist_ok=True)
    for order, each in zip(count(1), found, strict=False):
        name = f"{order:03}-{_UNSAFE.sub('_', each.name)[:_LONGEST_NAME]}.svg"
        (place / name).write_text(alone(_svg(each)) + "\n", encoding="utf-8")


def _svg(each: Drawing) -> str:
    newest = each.periods[-1].expected
    name, said = (_NOT_DRAWN.sub(" ", words) for words in (each.name, each.said))
    words = WatchedWords(
        title=name,
        finding=said,
        unit=f"{name}: {said}",
        alarm="alarm",
        alarm_short="alarm",
        upper="upper edge",
        of_usual="of what is usual",
        upper_short="upper edge of usual",
        expected=f"expected: {number(newest)}" if newest is not None else "expected",
        dates=each.one,
    )
    return watched(each.periods, words=words).broad


_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def _together(found: Sequence[Drawing]) -> str:
    """All drawings below each other in one file."""
    parts, top, width = [], 0, 0
    for each in found[:_IN_ONE_FILE]:
        svg = _svg(each)
        found_size = _SIZE.search(svg)
        wide, high = (int(found_size[1]), int(found_size[2])) if found_size else (0, 0)
        parts.append(svg.replace("<svg ", f'<svg y="{top}" width="{wide}" height="{high}" ', 1))
        top, width = top + high, max(width, wide)
    title = html.escape("Series with their alarms")
    wide, high = width + 2 * _EDGE, top + 2 * _EDGE
    size = f'width="{wide}" height="{high}" viewBox="-{_EDGE} -{_EDGE} {wide} {high}"'
    return alone(f'<svg {size} role="img"><title>{title}</title>{"".join(parts)}</svg>') + "\n"
