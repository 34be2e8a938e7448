"""Farrington's method, as Noufaily improved it: a week against the same season of the years before.

A Poisson regression with a season and, where the past shows it, a line of time is fitted to the reference weeks, then
fitted again with less weight on weeks that were outbreaks; the prediction for the judged week and the dispersion give
the bound. Trend and seasons of each series and week are its own.

R surveillance 1.20.3 (`farringtonFlexible`) is the field's reference. With `Dispersion.AS_R` every number is as there;
by default the trend test and the standard errors use the dispersion that the fit really has (decision 0032).

A week that nobody counted is left out of the fit; at least half of the reference weeks must be known. No bound, and no
alarm, with fewer than five cases in four weeks. A week with less than three years before it cannot be judged.
Source: Farrington and others (1996); Noufaily and others, Statistics in Medicine 32 (2013).
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.farrington_fit import fit_block, read
from safelamp.engines.surveillance.glm import design
from safelamp.engines.surveillance.reference_weeks import NOUFAILY, Settings, reference, years_back
from safelamp.engines.surveillance.thresholds import Prediction, Threshold, delta, muan, nb_plugin
from safelamp.engines.surveillance.values import Counts, Dispersion, Floats, Options, Verdicts, week_verdicts

AT_ONCE = 512  # fits in one go: what they need stays near the processor


@dataclass(frozen=True, slots=True)
class Expected:
    """What Farrington's regression expects of the judged weeks; all (series, judged weeks), NaN where it cannot."""

    prediction: Prediction
    trend: NDArray[np.bool_]


def detect_nb(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges with negative binomial bounds around the predicted mean (`nbPlugin`)."""
    return detect(counts, judged, options, threshold=nb_plugin)


def detect_delta(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges with normal bounds on the scale of counts to the power 2/3 (`delta`)."""
    return detect(counts, judged, options, threshold=delta)


def detect_muan(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges with negative binomial bounds around the upper end of the predicted mean (`muan`)."""
    return detect(counts, judged, options, threshold=muan)


def detect(
    counts: Counts, judged: range, options: Options, *, threshold: Threshold, settings: Settings = NOUFAILY
) -> Verdicts:
    """Judges with any threshold and settings."""
    settings = settings.for_period(counts.period)
    observed = counts.observed[:, judged.start : judged.stop]
    expected = expect(counts, judged, dispersion=options.dispersion, settings=settings).prediction
    with np.errstate(all="ignore"):
        bound = threshold(expected, observed, options.alpha or settings.alpha)
    enough = cases_lately(counts.observed, judged, settings=settings) >= settings.least_cases
    return week_verdicts(
        judged.start,
        observed=observed,
        expected=np.exp(expected.log_mean),
        upper=np.where(enough, bound.upper, np.nan),
        p=bound.p,
        score=score_of(bound.p),
    )


def cases_lately(observed: Floats, judged: range, *, settings: Settings) -> Floats:
    """The cases of the last few weeks, each judged week included; weeks that nobody counted count as none."""
    lead = ((0, 0), (settings.within - 1, 0))
    windows = sliding_window_view(np.pad(np.nan_to_num(observed), lead), settings.within, axis=1)
    cases: Floats = windows[:, judged.start : judged.stop].sum(axis=2)
    return cases


def expect(counts: Counts, judged: range, *, dispersion: Dispersion, settings: Settings) -> Expected:
    """Fits the reference weeks of each series and judged week, and predicts the judged week."""
    shape = (counts.series, len(judged))
    log_mean, error, phi = (np.full(shape, np.nan) for _ in range(3))
    trend = np.zeros(shape, np.bool_)
    years = [years_back(week, first=judged.start, period=counts.period, settings=settings) for week in judged]
    for number in sorted(set(years) - {0}):
        columns = np.flatnonzero(np.array(years) == number)
        on = design(reference(number, period=counts.period, settings=settings))
        starts = columns + judged.start - on.weeks.first
        at_once = max(1, AT_ONCE // len(starts))
        for row in range(0, counts.series, at_once):
            reading = read(counts.observed[row : row + at_once], starts, on)
            outcome = fit_block(reading, on=on, dispersion=dispersion, settings=settings)
            for table, values in (
                (log_mean, outcome.log_mean),
                (error, outcome.error),
                (phi, outcome.phi),
                (trend, outcome.trend),
            ):
                table[row : row + at_once, columns] = values.reshape(-1, len(starts))
    return Expected(Prediction(log_mean, error, phi), trend)
