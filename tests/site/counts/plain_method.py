"""A method for tests of the tables: the mean of all weeks before, an alarm above three times as much."""

import warnings

import numpy as np

from safelamp.engines.surveillance.values import Counts, Options, Verdicts, week_verdicts

NAME = "plain"


def plain(counts: Counts, judged: range, options: Options) -> Verdicts:
    observed = counts.observed[:, judged.start : judged.stop]
    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore")
        expected = np.stack([np.nanmean(counts.observed[:, :week], axis=1) for week in judged], axis=1)
        upper = np.where(np.isnan(observed), np.nan, np.floor(3 * expected + 1))
        score = observed / (expected + 1)
    return week_verdicts(
        judged.start, observed=observed, expected=expected, upper=upper, p=1 / (1 + score), score=score
    )
