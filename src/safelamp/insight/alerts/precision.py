"""How often alerts were right: of those judged real or not real in a year, the share that was real, by rule.

The interval is exact (Clopper and Pearson 1934): of three alerts that were all real one may not say "100 %".
"""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count

from safelamp.ground.organisations.models import Member
from safelamp.insight.alerts.choices import Feedback, Rule
from safelamp.insight.alerts.queries import alerts_for

YEAR = dt.timedelta(days=365)
CONFIDENCE = 0.95
_STEPS = 60  # of halving: the bound is then exact to the last digit that matters


@dataclass(frozen=True, slots=True)
class Precision:
    """Alerts of one rule that were judged in a year; `low` and `high` bound the share that is real, None without any.

    `cannot_tell` are in neither: nobody knows.
    """

    rule: Rule
    real: int
    not_real: int
    cannot_tell: int

    @property
    def judged(self) -> int:
        """Those that count."""
        return self.real + self.not_real

    @property
    def share(self) -> float | None:
        """The share that was real."""
        return self.real / self.judged if self.judged else None

    @property
    def low(self) -> float | None:
        """The lower bound of the share."""
        return interval(self.real, self.judged)[0] if self.judged else None

    @property
    def high(self) -> float | None:
        """The upper bound of the share."""
        return interval(self.real, self.judged)[1] if self.judged else None


def precision_for(member: Member, *, on: dt.date) -> list[Precision]:
    """By rule, of the alerts that the member may know of and that were judged in the year up to the day."""
    judged = alerts_for(member).filter(judged_on__gt=on - YEAR, judged_on__lte=on).order_by()
    counted: Counter[tuple[str, str]] = Counter()
    for rule, feedback, count in judged.values_list("rule", "feedback").annotate(Count("id")):
        counted[rule, feedback] += count
    return [
        Precision(rule, *(counted[rule.value, each.value] for each in Feedback if each != Feedback.NONE))
        for rule in Rule
        if any(counted[rule.value, each.value] for each in Feedback)
    ]


def interval(hits: int, trials: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact bounds of a share.

    >>> [round(bound, 4) for bound in interval(3, 3)], [round(bound, 4) for bound in interval(7, 10)]
    ([0.2924, 1.0], [0.3475, 0.9333])
    """
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _share_where(lambda share: 1 - _at_most(hits - 1, trials, share) < tail)
    high = 1.0 if hits == trials else _share_where(lambda share: _at_most(hits, trials, share) > tail)
    return low, high


def _share_where(holds_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _step in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds_below(middle) else (low, middle)
    return (low + high) / 2


def _at_most(hits: int, trials: int, share: float) -> float:
    """The chance of so many hits or fewer."""
    if share in {0.0, 1.0}:
        return 1.0 if share == 0.0 or hits >= trials else 0.0
    logs = (
        math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
        + k * math.log(share) + (trials - k) * math.log1p(-share)
        for k in range(hits + 1)
    )  # fmt: skip
    return math.fsum(math.exp(each) for each in logs)
