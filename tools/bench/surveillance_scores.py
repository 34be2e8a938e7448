"""How often alarms are right: the definitions that the literature uses, over series with one known outbreak each.

All arrays are of shape (series, judged weeks). An outbreak runs from its first to its last week with a case.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Booleans = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, between 0 and 1; the delay in weeks.

    `fpr`: weeks without an outbreak that have an alarm. `pod`: outbreaks with an alarm in one of their weeks;
    `first_week`: in their first. `sensitivity`, `ppv`, `f1`: over weeks of the series with outbreaks.
    """

    fpr: float
    pod: float
    first_week: float
    sensitivity: float
    ppv: float
    f1: float
    delay: float


def score(null: Booleans, seen: Booleans, outbreak: Booleans) -> Score:
    """Alarms on series without outbreak, alarms on the same series with it, and in which weeks its cases are."""
    inside, first, last = _weeks(outbreak)
    hit = seen & inside
    found = hit.any(axis=1)
    true, false, missed = hit.sum(), (seen & ~inside).sum(), (inside & ~seen).sum()
    delay = np.where(found, hit.argmax(axis=1) - first, last - first + 1)
    return Score(
        fpr=float(null.mean()),
        pod=float(found.mean()),
        first_week=float(seen[np.arange(len(seen)), first].mean()),
        sensitivity=_share(true, true + missed),
        ppv=_share(true, true + false),
        f1=_share(2 * true, 2 * true + false + missed),
        delay=float(delay.mean()),
    )


def at_fpr(null: Numbers, seen: Numbers, outbreak: Booleans, fpr: float) -> Score:
    """The same with an alarm above the one threshold that gives at most this share of false alarms.

    It needs to know the null series, so nobody can use it at work: it is there to compare methods. NaN is no alarm.
    """
    threshold = threshold_for(null, fpr)
    return score(_above(null, threshold), _above(seen, threshold), outbreak)


def threshold_for(null: Numbers, fpr: float) -> float:
    """The smallest score that at most this share of null cells passes."""
    ranked = np.sort(np.where(np.isnan(null), -np.inf, null).ravel())
    return float(ranked[int(np.ceil(len(ranked) * (1 - fpr))) - 1])


def _above(scores: Numbers, threshold: float) -> Booleans:
    return np.where(np.isnan(scores), -np.inf, scores) > threshold


def _weeks(outbreak: Booleans) -> tuple[Booleans, NDArray[np.intp], NDArray[np.intp]]:
    first = outbreak.argmax(axis=1)
    last = outbreak.shape[1] - 1 - outbreak[:, ::-1].argmax(axis=1)
    week = np.arange(outbreak.shape[1])
    return (week >= first[:, None]) & (week <= last[:, None]), first, last


def _share(part: float, of: float) -> float:
    return float(part) / float(of) if of else float("nan")
