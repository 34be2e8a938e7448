"""Verdicts on series with three years of history or more."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.steady.calibration import calibrated
from safelamp.engines.surveillance.steady.expecting import HORIZON, forecast
from safelamp.engines.surveillance.steady.history import History, history, may_become_old, old_enough
from safelamp.engines.surveillance.steady.onsets import evidence, largest_below, together
from safelamp.engines.surveillance.values import Channel, Counts, Floats, Integers, Options, Verdicts

ALPHA = 0.01
BEFORE = HORIZON - 1  # weeks that an onset may lie back
Bools = NDArray[np.bool_]
_ARRAYS = [each.name for each in fields(Verdicts) if each.name not in {"first", "groups"}]


def judge(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges each week of a series that had three years of history before it; the others are NaN.

    What is pooled is pooled over the series that have three years of history before the year ends, from what was
    known before it began.
    """
    past = history(counts)
    old = old_enough(past)
    old &= ~np.isnan(counts.observed)
    verdicts = nothing_known(counts.observed[:, judged.start : judged.stop], judged.start)
    for start in range(judged.start, judged.stop, counts.period):
        year = range(start, min(start + counts.period, judged.stop))
        rows = np.flatnonzero(may_become_old(past, start))
        if len(rows):
            found = _verdicts(past.of(rows), year, options.alpha or ALPHA)
            _fill(verdicts, found, rows, old[rows, year.start : year.stop])
    return verdicts


def _fill(verdicts: Verdicts, found: Verdicts, rows: Integers, may: Bools) -> None:
    """Puts what was found into its rows and weeks, where a verdict may be made."""
    begin = found.first - verdicts.first
    weeks = slice(begin, begin + len(may[0]))
    for each in _ARRAYS:
        whole = getattr(verdicts, each)
        whole[rows, weeks] = np.where(may, getattr(found, each), whole[rows, weeks])


def _verdicts(past: History, judged: range, alpha: float) -> Verdicts:
    expected = forecast(past, cut=judged.start, stop=judged.stop, lookback=past.period + BEFORE)
    before = judged.start - expected.first
    scale = calibrated(expected, slice(before))
    now = slice(before - BEFORE, None)
    mean, spread = expected.mean[:, :, now], expected.spread[:, :, now]
    columns = slice(judged.start - BEFORE, judged.stop)
    counts, known = past.counts[:, columns], past.known[:, columns]
    found = evidence(counts, known, mean, spread)
    p = scale.chance(together(found))
    seen = counts[:, BEFORE:]
    alarm = (p <= alpha) & (seen > 0)
    upper = largest_below(scale.bound(alpha), mean[0][:, BEFORE:], spread[0][:, BEFORE:])
    channel = np.where(alarm, np.where(seen > upper, Channel.WEEK, Channel.RUN), Channel.NONE)
    span = np.where(channel == Channel.RUN, 2 + found[1:].argmax(0), 1)
    return Verdicts(
        first=judged.start,
        expected=mean[0][:, BEFORE:],
        upper=upper,
        p=p,
        score=score_of(p),
        alarm=alarm,
        channel=channel.astype(np.int8),
        span=span.astype(np.int16),
        joint_observed=_summed(np.stack([counts * known] * HORIZON), span),
        joint_expected=_summed(mean * known, span),
        group=np.full(seen.shape, -1, np.int32),
    )


def _summed(parts: Floats, span: Integers) -> Floats:
    """Sums over the last `span` weeks of what is said of each, as said before the first of them."""
    total = np.zeros(span.shape)
    weeks = len(span[0])
    for length in range(1, HORIZON + 1):
        begin = HORIZON - length
        run = sum(parts[step][:, begin + step : begin + step + weeks] for step in range(length))
        total = np.where(span == length, run, total)
    return total


def nothing_known(observed: Floats, first: int) -> Verdicts:
    """Verdicts that say nothing, to be filled in."""
    unknown = np.full((5, *observed.shape), np.nan)
    return Verdicts(
        first=first,
        expected=unknown[0],
        upper=unknown[1],
        p=unknown[2],
        score=unknown[3],
        alarm=np.zeros(observed.shape, np.bool_),
        channel=np.zeros(observed.shape, np.int8),
        span=np.ones(observed.shape, np.int16),
        joint_observed=observed.copy(),
        joint_expected=unknown[4],
        group=np.full(observed.shape, -1, np.int32),
    )
