"""Why there is an alarm, in one plain sentence made of its numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.values import Channel, Floats, Group, Verdicts

_UNITS = {52: "weeks", 12: "months", 4: "quarters", 365: "days"}
_TENTHS_BELOW = 100
_RUN, _GROUP = int(Channel.RUN), int(Channel.GROUP)


@dataclass(frozen=True, slots=True)
class Speech:
    """The words that sentences need: of the hierarchy by column and code, and what a column of the table is."""

    labels: Mapping[str, Sequence[str]]
    unit: str = "weeks"


def unit(period: int) -> str:
    """What a column of the table is when so many of them make a year."""
    return _UNITS.get(period, "columns")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one alarm."""

    observed: float
    expected: float
    upper: float
    channel: int
    span: int
    joint_observed: float
    joint_expected: float
    group: int


def reasons(verdicts: Verdicts, observed: Floats, speech: Speech, *, where: NDArray[np.bool_]) -> list[str]:
    """The sentence for each of the alarms, row by row."""
    columns = (
        observed, verdicts.expected, verdicts.upper, verdicts.channel, verdicts.span, verdicts.joint_observed,
        verdicts.joint_expected, verdicts.group,
    )  # fmt: skip
    alarms = zip(*(column[where].tolist() for column in columns), strict=True)
    return [_reason(Numbers(*alarm), verdicts.groups, speech) for alarm in alarms]


def _reason(its: Numbers, groups: Sequence[Group], speech: Speech) -> str:
    if its.channel == _GROUP and its.group >= 0:
        return f"{shared(groups[its.group], speech)}: {_joint(its, speech)}"
    if its.channel == _RUN and its.span > 1:
        return _joint(its, speech)
    said = f"{number(its.observed)} against about {number(its.expected)} expected"
    if 0 <= its.upper < its.observed:
        return f"{said}; {number(math.floor(its.upper))} would still be usual"
    return said


def _joint(its: Numbers, speech: Speech) -> str:
    return within(its.joint_observed, its.joint_expected, its.span, speech.unit)


def within(seen: float, usual: float, span: int, unit: str) -> str:
    """What was seen in a span, and what would be usual.

    >>> within(14, 4.2, 3, "weeks")
    '14 in 3 weeks against 4.2 expected'
    """
    during = f" in {span} {unit}" if span > 1 else ""
    return f"{number(seen)}{during} against {number(usual)} expected"


def shared(group: Group, speech: Speech) -> str:
    """With whom a series was looked at together."""
    others = len(group.members) - 1
    of = " x ".join(f"{column} {speech.labels[column][code]}" for column, code in group.shared)
    return f"with {others} other{'s' if others > 1 else ''}{f' of {of}' if of else ''}"


def number(value: float) -> str:
    """A number as a person says it: whole ones whole, small ones with what matters.

    >>> [number(each) for each in (9, 2.61, 0.034, 412.7, 1234567)]
    ['9', '2.6', '0.034', '413', '1,234,567']
    """
    if not math.isfinite(value):
        return "an unknown number"
    if value == round(value) or value >= _TENTHS_BELOW:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"
