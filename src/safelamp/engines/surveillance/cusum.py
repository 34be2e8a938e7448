"""CUSUM of counts made normal: small excesses add up until they are too many for chance.

Each count is standardised after Rossi against the mean of all weeks before the first judged one; what exceeds K is
added up, never below zero, from zero at the first judged week; H or more is an alarm. A week that nobody counted leaves
the sum as it is. A series without a case before cannot be judged.

Source: Rossi, Lampugnani and Marchi, Statistics in Medicine 18 (1999); R surveillance, `algo.cusum`. The p value is how
often such a sum stands this high in a series without outbreaks, after Siegmund, Sequential Analysis (1985), chapter 10.
"""

import numpy as np

from safelamp.engines.surveillance.values import Channel, Counts, Floats, Options, Verdicts

K = 1.04  # half of the rise to find, in standard deviations
H = 2.26
SIEGMUND = 0.583  # what a random walk overshoots a bound by, in standard deviations


def detect(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges by CUSUM; `upper` is the count from which the sum reaches its bound.

    >>> steady_then_more = Counts(np.array([[2.0, 1, 3, 2, 2, 6, 6]]))
    >>> detect(steady_then_more, range(4, 7), Options()).alarm.tolist()
    [[False, False, True]]
    """
    mean = _means(counts.observed[:, : judged.start])
    observed = counts.observed[:, judged.start : judged.stop]
    bound = H if options.alpha is None else max(0.0, -np.log(options.alpha) / (2 * K) - SIEGMUND)
    sums, before, spans = _sums(standardised(observed, mean) - K)
    surprise = np.where(sums > 0, 2 * K * (sums + SIEGMUND), sums)
    alarm = sums >= bound
    joint = np.stack([_over(observed, spans), _over(np.broadcast_to(mean, observed.shape), spans)])
    return Verdicts(
        first=judged.start,
        expected=np.broadcast_to(mean, observed.shape),
        upper=_bounds(mean, bound + K - before),
        p=np.exp(-surprise),
        score=surprise / np.log(10),
        alarm=alarm,
        channel=np.where(alarm, np.where(spans > 1, Channel.RUN, Channel.WEEK), Channel.NONE).astype(np.int8),
        span=spans,
        joint_observed=joint[0],
        joint_expected=joint[1],
        group=np.full(observed.shape, -1, np.int32),
    )


def standardised(observed: Floats, mean: Floats) -> Floats:
    """Counts of a Poisson variable as standard normal ones: (x - 3m + 2 sqrt(xm)) / 2 sqrt(m)."""
    normal: Floats = (observed - 3 * mean + 2 * np.sqrt(observed * mean)) / (2 * np.sqrt(mean))
    return normal


def _means(past: Floats) -> Floats:
    """The mean of the known weeks of each series, shape (series, 1); NaN where it is not known or zero."""
    known = (~np.isnan(past)).sum(axis=1, keepdims=True)
    total = np.nansum(past, axis=1, keepdims=True)
    return np.where(total > 0, total / np.maximum(known, 1), np.nan)


def _sums(steps: Floats) -> tuple[Floats, Floats, np.ndarray[tuple[int, ...], np.dtype[np.int16]]]:
    """The sums after and before each week, and over how many weeks each has grown."""
    after, before = np.empty_like(steps), np.empty_like(steps)
    spans = np.ones(steps.shape, np.int16)
    running, weeks = np.zeros(len(steps)), np.zeros(len(steps), np.int16)
    for column, step in enumerate(steps.T):
        missing = np.isnan(step)
        before[:, column] = running
        grown = np.maximum(0, running + np.where(missing, 0, step))
        weeks = np.where(running > 0, weeks + 1, 1).astype(np.int16)
        after[:, column] = np.where(missing, np.nan, grown)
        spans[:, column] = weeks
        running = grown
    return after, before, spans


def _bounds(mean: Floats, room: Floats) -> Floats:
    """The count whose standardised value is `room`; 0 where any count is too many."""
    root = np.sqrt(np.maximum(0, 4 * mean + 2 * np.sqrt(mean) * room)) - np.sqrt(mean)
    count: Floats = np.maximum(0, root) ** 2
    return count


def _over(values: Floats, spans: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> Floats:
    """The sum of the known values over each cell's span."""
    total = np.pad(np.nancumsum(values, axis=1), ((0, 0), (1, 0)))
    ends = np.arange(1, values.shape[1] + 1)
    spanned: Floats = total[:, 1:] - np.take_along_axis(total, ends - spans, axis=1)
    return spanned
