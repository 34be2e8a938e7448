"""Many series in fixed blocks: each is judged by itself, so one machine and many machines raise the same alarms.

Whatever a detector learns from several series, it learns inside one block. How blocks are cut follows from the table
alone, never from how many processors there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.methods import DEFAULT, detect
from safelamp.engines.surveillance.values import Counts, Group, Integers, Options, Verdicts

MOST_SERIES = 4096  # in a block: enough to pool over, few enough for 2 GB with five years of weeks
UNITS = ("workplace", "employer")  # never torn where it can be helped: what happens in one tells of all its series


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: its rows in the whole table, and everything that judging it takes."""

    rows: Integers
    counts: Counts
    judged: range
    method: str
    options: Options


Mapper = Callable[[Callable[[Piece], Verdicts], Iterable[Piece]], Iterable[Verdicts]]


def judge_blocks(
    counts: Counts, judged: range, *, method: str = DEFAULT, options: Options | None = None, over: Mapper = map
) -> Verdicts:
    """Judges the table block by block; `over` maps a function over blocks in order, here or elsewhere."""
    parts = pieces(counts, judged, method=method, options=options or Options())
    return joined(counts.series, zip((part.rows for part in parts), over(judge, parts), strict=True))


def judge(piece: Piece) -> Verdicts:
    """Judges one block; rows and groups in the verdicts count within the block."""
    return detect(piece.counts, piece.judged, method=piece.method, options=piece.options)


def pieces(counts: Counts, judged: range, *, method: str, options: Options) -> Sequence[Piece]:
    """The table as blocks, without the weeks after the judged ones, which no verdict may know."""
    return [
        Piece(rows, taken(counts, rows, weeks=judged.stop), judged, method, options)
        for rows in cut(counts.groups, counts.series)
    ]


def taken(counts: Counts, rows: Integers, *, weeks: int) -> Counts:
    """Some series of a table, and its first weeks."""
    return Counts(
        observed=counts.observed[rows, :weeks],
        groups={name: codes[rows] for name, codes in counts.groups.items()},
        exposure=None if counts.exposure is None else counts.exposure[rows, :weeks],
        period=counts.period,
    )


def cut(groups: Mapping[str, Integers], series: int, *, most: int = MOST_SERIES) -> list[Integers]:
    """The rows of each block, in ascending order; every row is in one block.

    Series that hang together by the hierarchy stay together. Where that is more than a block holds, the coarsest column
    that tears no workplace (else no employer) apart divides them, then the next; a workplace larger than a block, and
    a table without hierarchy, are cut by row.

    >>> [rows.tolist() for rows in cut({}, 5, most=2)]
    [[0, 1], [2, 3], [4]]
    >>> region, workplace = np.array([0, 1, 0, 1, 0]), np.array([0, 1, 0, 1, 2])
    >>> [rows.tolist() for rows in cut({"workplace": workplace, "region": region}, 5, most=3)]
    [[0, 2, 4], [1, 3]]
    """
    if series <= most or not groups:
        return _by_row(np.arange(series), most)
    parts = _divided(np.arange(series), [_components(groups, series), *_dividers(groups)], most)
    return [np.sort(block) for block in _packed(parts, most)]


def _by_row(rows: Integers, most: int) -> list[Integers]:
    return [rows[start : start + most] for start in range(0, len(rows), most)]


def _divided(rows: Integers, dividers: Sequence[Integers], most: int) -> Iterator[Integers]:
    """Parts of at most `most` rows: by the first divider, what is still too large by the next, at last by row."""
    if len(rows) <= most:
        yield rows
    elif not dividers:
        yield from _by_row(rows, most)
    else:
        codes = dividers[0][rows]
        order = np.argsort(codes, kind="stable")
        for part in np.split(rows[order], np.flatnonzero(np.diff(codes[order])) + 1):
            yield from _divided(part, dividers[1:], most)


def _packed(parts: Iterable[Integers], most: int) -> Iterator[Integers]:
    """Whole parts together while they fit, in the order of their first rows."""
    held: list[Integers] = []
    for part in sorted(parts, key=lambda rows: int(rows[0])):
        if sum(map(len, held)) + len(part) > most:
            yield np.concatenate(held)
            held = []
        held.append(part)
    yield np.concatenate(held)


def _dividers(groups: Mapping[str, Integers]) -> list[Integers]:
    """The columns that tear no unit, coarsest first, then the unit itself; unknown codes belong to nobody."""
    whole = {name: _known(codes) for name, codes in groups.items()}
    unit = next((whole[name] for name in UNITS if name in whole), None)
    if unit is None:
        return sorted(whole.values(), key=_kinds)
    nesting = [codes for codes in whole.values() if codes is not unit and _kinds(unit) == _pairs(unit, codes)]
    return [*sorted(nesting, key=_kinds), unit]


def _known(codes: Integers) -> Integers:
    """Codes from 0; each series whose code is not known gets one of its own."""
    alone = codes.max(initial=-1) + 1 + np.arange(len(codes))
    return np.unique(np.where(codes < 0, alone, codes), return_inverse=True)[1]


def _kinds(codes: Integers) -> int:
    return int(codes.max()) + 1


def _pairs(one: Integers, other: Integers) -> int:
    return len(np.unique(one * _kinds(other) + other))


def _components(groups: Mapping[str, Integers], series: int) -> Integers:
    """For each series the smallest row that it hangs together with, over any columns."""
    columns = [_known(codes) for codes in groups.values()]
    root = np.arange(series)
    while True:
        before = root
        for codes in columns:
            least = np.full(_kinds(codes), series)
            np.minimum.at(least, codes, root)
            root = least[codes]
        if np.array_equal(root, before):
            return root


def joined(series: int, parts: Iterable[tuple[Integers, Verdicts]]) -> Verdicts:
    """Verdicts of blocks as those of the whole table, rows and groups counted there."""
    whole: dict[str, np.ndarray] = {}
    groups: list[Group] = []
    first = 0
    for rows, part in parts:
        first = part.first
        for name in _ARRAYS:
            found = getattr(part, name)
            if name == "group":
                found = np.where(found < 0, found, found + len(groups))
            whole.setdefault(name, np.empty((series, *found.shape[1:]), found.dtype))[rows] = found
        groups += [Group(each.shared, rows[each.members]) for each in part.groups]
    return Verdicts(first=first, groups=tuple(groups), **whole)


_ARRAYS = (
    "expected", "upper", "p", "score", "alarm", "channel", "span", "joint_observed", "joint_expected", "group",
)  # fmt: skip
