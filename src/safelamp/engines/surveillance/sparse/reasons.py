"""What an alarm says of itself: which evidence spoke, over which weeks, and what it sums up."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.hierarchy import Level
from safelamp.engines.surveillance.scan import LONELY, Odds
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.values import Channel, Floats, Group


@dataclass(frozen=True, slots=True)
class Reason:
    """The parts of Verdicts that tell why; of the judged weeks."""

    channel: NDArray[np.int8]
    span: NDArray[np.int16]
    observed: Floats
    expected: Floats
    group: NDArray[np.int32]
    groups: tuple[Group, ...]


def reason(weeks: Weeks, odds: Odds, levels: Sequence[Level], alarm: NDArray[np.bool_]) -> Reason:
    """The reasons of all alarms; a cell without one has this week alone."""
    shape, skipped = alarm.shape, len(weeks.counts[0]) - len(alarm[0])
    observed, expected = weeks.counts[:, skipped:].copy(), weeks.mean[:, skipped:].copy()
    level = np.where(alarm, odds.level, LONELY)
    span = np.where(alarm, odds.span, 1).astype(np.int16)
    channel = np.where(level != LONELY, Channel.GROUP, np.where(span > 1, Channel.RUN, Channel.WEEK))
    group = np.full(shape, -1, np.int32)
    groups: dict[tuple[int, int], Group] = {}
    numbers: dict[tuple[int, int], int] = {}
    lonely = alarm & (level == LONELY)
    observed[lonely], expected[lonely] = (_run(each, lonely, span, skipped) for each in (weeks.counts, weeks.mean))
    for row, week in np.argwhere(alarm & ~lonely):
        shared = levels[level[row, week]]
        key = int(level[row, week]), int(shared.codes[row])
        if key not in groups:
            groups[key] = Group(shared.named(int(row)), np.flatnonzero(shared.codes == key[1]))
            numbers[key] = len(numbers)
        members, group[row, week] = groups[key].members, numbers[key]
        run = slice(week + skipped + 1 - span[row, week], week + skipped + 1)
        observed[row, week] = weeks.counts[members, run].sum()
        expected[row, week] = weeks.mean[members, run].sum()
    return Reason(
        np.where(alarm, channel, Channel.NONE).astype(np.int8), span, observed, expected, group, tuple(groups.values())
    )


def _run(values: Floats, where: NDArray[np.bool_], span: NDArray[np.int16], skipped: int) -> Floats:
    """Sums of each series over its span up to these weeks, the oldest week first."""
    rows, last = np.nonzero(where)
    spans, total = span[where].astype(np.int64), np.zeros(len(rows))
    for lag in range(int(spans.max(initial=1)) - 1, -1, -1):
        reached = spans > lag
        total[reached] += values[rows[reached], last[reached] + skipped - lag]
    return total
