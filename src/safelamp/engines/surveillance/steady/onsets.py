"""Evidence for an outbreak that began this week or up to three weeks ago, as a likelihood ratio.

Under an outbreak the counts since its onset have more cases than expected: in all a number of standard deviations of
the onset week, over the weeks as in one of the SHAPES; the more is as dispersed as the rest, so that the sum stays
negative binomial. Onsets, sizes and shapes are summed over, each with its weight. What was expected is what was
expected before the onset, so that an outbreak does not hide behind itself.
"""

import numpy as np
from scipy import special

from safelamp.engines.surveillance.values import Floats

ONSETS = (1.0, 0.4, 0.05, 0.01)  # weights of an onset in this week, the last, ...: see docs/decisions/0033
SIZES = (2.0, 4.0, 6.5, 9.5)  # standard deviations
SHAPES = (  # share of the cases by week since the onset, and weight of the shape
    ((0.50, 0.417, 0.069, 0.014), 0.85),  # together, some weeks' delay: LogNormal(0, 1/2) weeks
    ((0.20, 0.30, 0.25, 0.15), 0.15),  # slow: grows, stays
)
SMALLEST = 2.0  # cases: one case is no outbreak
NEWTON = 6  # steps to the largest usual count
POISSON = 1.01  # least variance over mean
RAREST = 0.05  # cases a week: what is rarer is judged as if it were so frequent


def evidence(seen: Floats, known: Floats, mean: Floats, spread: Floats) -> Floats:
    """Logarithm of weight times likelihood ratio by onset, shape (onsets, series, weeks - onsets + 1).

    `seen` and `known` (1 or 0): (series, weeks), the first weeks only being looked back to. `mean` and `spread`
    (variance over mean): (onsets, series, weeks), as expected 1, 2, ... weeks before. Larger where the last count is
    larger.
    """
    unit = np.maximum(spread, POISSON) - 1
    usual = np.maximum(mean, RAREST) / unit
    quiet = special.gammaln(seen + usual) - special.gammaln(usual)
    price = np.log1p(unit) / unit  # what a case more costs where nothing is seen
    weeks = len(seen[0]) - len(ONSETS) + 1
    return np.array(
        [
            _since(lag, weeks=weeks, seen=seen, known=known, unit=unit, usual=usual, quiet=quiet, price=price)
            for lag in range(len(ONSETS))
        ]
    )


def _since(
    lag: int,
    *,
    weeks: int,
    seen: Floats,
    known: Floats,
    unit: Floats,
    usual: Floats,
    quiet: Floats,
    price: Floats,
) -> Floats:
    """The evidence for an onset `lag` weeks ago, over sizes and shapes."""
    begin = len(ONSETS) - 1 - lag
    onset = slice(begin, begin + weeks)
    deviation = np.sqrt(usual[0][:, onset] * unit[0][:, onset] * (unit[0][:, onset] + 1))
    ways = []
    for shape, belief in SHAPES:
        for size in SIZES:
            cases = np.maximum(size * deviation, SMALLEST)
            ratio = np.full(cases.shape, np.log(ONSETS[lag] * belief / len(SIZES)))
            if lag:
                ratio += np.log1p(-np.exp(-cases * sum(shape[lag:])))  # that it still goes on
            for step in range(lag + 1):
                at = slice(begin + step, begin + step + weeks)
                more = cases * shape[step]
                raised = usual[step][:, at] + more / unit[step][:, at]
                louder = special.gammaln(seen[:, at] + raised) - special.gammaln(raised) - quiet[step][:, at]
                ratio += known[:, at] * (louder - more * price[step][:, at])
            ways.append(ratio)
    return together(np.array(ways))


def together(logs: Floats) -> Floats:
    """Logarithm of the sum over the first axis of what the logarithms stand for."""
    largest = logs.max(0)
    return np.asarray(largest + np.log(np.exp(logs - largest).sum(0)))


def largest_below(bound: float, mean: Floats, spread: Floats) -> Floats:
    """The largest count whose evidence by itself, of the first shape, does not pass the bound; else 0."""
    unit = np.maximum(spread, POISSON) - 1
    usual = np.maximum(mean, RAREST) / unit
    deviation = np.sqrt(usual * unit * (unit + 1))
    count = usual * unit + 2 * deviation
    for _ in range(NEWTON):
        value, slope = _first_week(count, usual, unit, deviation)
        count = np.maximum(count + (bound - value) / np.maximum(slope, 1e-9), 0.0)
    count = np.floor(count)
    count = count + (_first_week(count + 1, usual, unit, deviation)[0] <= bound)
    return np.asarray(np.maximum(count - (_first_week(count, usual, unit, deviation)[0] > bound), 0.0))


def _first_week(count: Floats, usual: Floats, unit: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """Evidence of one week's count for an onset of the first shape, and how fast it grows with the count."""
    shape, belief = SHAPES[0]
    quiet, rest = special.gammaln(count + usual) - special.gammaln(usual), special.psi(count + usual)
    ways, slopes = [], []
    for size in SIZES:
        more = np.maximum(size * deviation, SMALLEST) * shape[0] / unit
        louder = special.gammaln(count + usual + more) - special.gammaln(usual + more) - quiet
        ways.append(louder - more * np.log1p(unit) + np.log(ONSETS[0] * belief / len(SIZES)))
        slopes.append(special.psi(count + usual + more) - rest)
    total = together(np.array(ways))
    return total, np.asarray((np.exp(np.array(ways) - total) * np.array(slopes)).sum(0))
