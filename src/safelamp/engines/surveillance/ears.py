"""EARS C1, C2 and C3: this week against the mean and deviation of the seven weeks before it.

C1 looks at the weeks 1 to 7 back, C2 at 3 to 9 back, C3 adds up how far C2 was above one deviation in the two weeks
before. Bounds are those of R surveillance (`earsC`); its C3 leaves the judged week's own excess out, and so do we, for
a bound that means the same everywhere. A week without a complete baseline cannot be judged.
Source: Hutwagner and others, The bioterrorism preparedness and response Early Aberration Reporting System (2003);
Fricker and others, Statistics in Medicine 27 (2008).
"""

from enum import Enum

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import special

from safelamp.engines.surveillance.evidence import score_of
from safelamp.engines.surveillance.values import Counts, Floats, Options, Verdicts, week_verdicts

BASELINE = 7  # weeks
GUARD = 2  # weeks between the baseline and the judged week, for C2 and C3
ALPHA = 0.001  # the three deviations of the first description, as R has them


class Baseline(Enum):
    """How many weeks lie between the baseline and the judged week."""

    C1 = 0
    C2 = GUARD


def detect_c1(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges by C1.

    >>> week = detect_c1(Counts(np.array([[1.0, 3, 2, 2, 3, 1, 2, 9]])), range(7, 8), Options())
    >>> week.upper.round(3).tolist(), week.alarm.tolist()
    ([[4.523]], [[True]])
    """
    return _single(counts, judged, options, Baseline.C1)


def detect_c2(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges by C2, whose baseline an outbreak that began last week has not yet reached."""
    return _single(counts, judged, options, Baseline.C2)


def detect_c3(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges by C3: slow growth over the two weeks before."""
    limit = _deviations(options)
    early = range(judged.start - GUARD, judged.stop)
    observed, mean, deviation = _baselines(counts.observed, early, Baseline.C2)
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.maximum(0, (observed - mean) / deviation - 1)
        lately = excess[:, :-2] + excess[:, 1:-1]
        now, expected, deviation = observed[:, 2:], mean[:, 2:], deviation[:, 2:]
        upper = np.maximum(0, now + deviation * (limit - lately))
    p = np.where(np.isnan(upper), np.nan, special.ndtr(-lately))
    return week_verdicts(judged.start, observed=now, expected=expected, upper=upper, p=p, score=score_of(p))


def _single(counts: Counts, judged: range, options: Options, kind: Baseline) -> Verdicts:
    observed, mean, deviation = _baselines(counts.observed, judged, kind)
    excess = observed - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        p = special.ndtr(-np.where(excess == 0, 0.0, excess / deviation))
    upper = mean + _deviations(options) * deviation
    return week_verdicts(judged.start, observed=observed, expected=mean, upper=upper, p=p, score=score_of(p))


def _baselines(observed: Floats, judged: range, kind: Baseline) -> tuple[Floats, Floats, Floats]:
    """The judged counts, with the mean and deviation of their baselines; weeks before the table are not known."""
    reach = BASELINE + kind.value
    lead = max(0, reach - judged.start)
    known = np.pad(observed, ((0, 0), (lead, 0)), constant_values=np.nan)
    first, stop = judged.start + lead, judged.stop + lead
    windows = sliding_window_view(known[:, first - reach : stop - 1 - kind.value], BASELINE, axis=1)
    return known[:, first:stop], windows.mean(axis=2), windows.std(axis=2, ddof=1)


def _deviations(options: Options) -> float:
    return float(-special.ndtri(options.alpha or ALPHA))
