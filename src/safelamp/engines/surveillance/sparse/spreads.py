"""How far a run of counts speaks for an outbreak at one series by itself, where nobody knows the series' spread.

Few counts hardly tell their variance over mean: a burst of six may be an outbreak, or what a series of large spread
brings now and then. Every spread that may be has a say, weighed by how well it fits the series' weeks before this one.
What is averaged are the odds *against* an outbreak: so the widest spread that those weeks do not refute is heard,
and one case more never says less.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logsumexp

from safelamp.engines.surveillance.scan import LAGS
from safelamp.engines.surveillance.sparse.ratios import Weeks
from safelamp.engines.surveillance.values import Floats, Integers

SPREADS = (1.05, 1.3, 1.8, 2.8, 4.5)  # variance over mean; one as likely as the other before anything was counted
ADDED = (1.0, 2.0, 4.0, 7.0)  # standard deviations a week, which are at least one case


@dataclass(frozen=True, slots=True)
class Alone:
    """Natural log odds of an outbreak at each cell's series by itself, and over how many weeks they speak most."""

    log: Floats
    span: Integers


def alone(weeks: Weeks, rows: Integers, columns: Integers) -> Alone:
    """The odds at some cells: a row and a judged column each, counted after the weeks before the judged ones."""
    run = weeks.at(rows[:, None], (columns + weeks.before)[:, None] - np.arange(LAGS))
    fit = _fit(weeks, rows, columns + weeks.before - 1)
    against = np.empty((len(SPREADS), len(rows)))
    by_span = np.empty((len(SPREADS), len(rows), LAGS))
    for place, spread in enumerate(SPREADS):
        each = replace(run, spread=spread + run.unsure)
        sums = np.stack([np.cumsum(each.ratios(added * each.deviation), axis=1) for added in ADDED])
        by_span[place] = logsumexp(sums, axis=0)
        against[place] = -logsumexp(by_span[place], axis=1)
    log = -logsumexp(fit + against, axis=0) - np.log(LAGS * len(ADDED))
    return Alone(log, 1 + logsumexp(fit[..., None] + by_span, axis=0).argmax(axis=1))


def _fit(weeks: Weeks, rows: Integers, until: Integers) -> Floats:
    """The logarithm of each spread's weight at each cell, from the series' weeks up to that column; they sum to 1."""
    series, back = np.unique(rows, return_inverse=True)
    all_weeks = weeks.at(series[:, None], np.arange(len(weeks.counts[0])))
    likelihood = (replace(all_weeks, spread=spread + all_weeks.unsure).log_likelihood() for spread in SPREADS)
    fit = np.stack([np.cumsum(each, axis=1)[back, until] for each in likelihood])
    return np.asarray(fit - logsumexp(fit, axis=0))
