"""What every detector must pass, as checks that take its name: `for check in CHECKS: check("ears-c1", counts)`.

Each check judges the last weeks of one table. `tables` (a hypothesis strategy) makes tables of every awkward kind:
few counts and many, missing weeks, zeros, late joiners, short and long histories.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.values import Counts, Integers, Options, Verdicts

JUDGED = 4  # weeks at the end of each table, fewer where there are not so many
HUGE = 1e9
CELLS = ("expected", "upper", "p", "score", "alarm")
POOLING = frozenset({"safelamp"})  # these learn from the other series of the table, and say so


@st.composite
def tables(draw: st.DrawFn, *, weeks: tuple[int, ...] = (1, 9, 60, 175, 300)) -> Counts:
    """A table of counts as life makes them, from few numbers, so that a failure is easy to read."""
    series, columns = draw(st.integers(1, 5)), draw(st.sampled_from(weeks))
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))
    level = 10 ** draw(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.5]))
    season = 1 + draw(st.sampled_from([0.0, 0.6])) * np.sin(2 * np.pi * np.arange(columns) / 52)
    spread = rng.gamma(2.0, 0.5, (series, columns)) if draw(st.booleans()) else 1.0
    observed = rng.poisson(level * season * spread, (series, columns)).astype(np.float64)
    if draw(st.booleans()):
        observed[rng.random(observed.shape) < 0.1] = np.nan  # weeks that nobody counted
    if draw(st.booleans()):
        observed[0, : columns // 2] = np.nan  # joins late
    if draw(st.booleans()):
        observed[-1, :] = 0.0
    return Counts(observed)


def judged_of(counts: Counts) -> range:
    """The last weeks of a table."""
    return range(max(0, counts.weeks - JUDGED), counts.weeks)


def same(one: Verdicts, other: Verdicts, *, rows: Integers | slice = slice(None), weeks: int | None = None) -> None:
    """Two answers agree on every number that a person sees, but for rounding: the rows of one, the first weeks."""
    for name in CELLS:
        left, right = getattr(one, name)[rows, :weeks], getattr(other, name)[:, :weeks]
        np.testing.assert_allclose(left, right, rtol=1e-7, atol=1e-9, err_msg=name)


def check_order_of_series_does_not_matter(method: str, counts: Counts) -> None:
    order = np.arange(counts.series)[::-1]
    turned = replace(counts, observed=counts.observed[order], groups={k: v[order] for k, v in counts.groups.items()})
    judged = judged_of(counts)
    same(detect(counts, judged, method=method), detect(turned, judged, method=method), rows=order)


def check_series_does_not_depend_on_the_others(method: str, counts: Counts) -> None:
    if method in POOLING:
        return
    judged = judged_of(counts)
    alone = detect(Counts(counts.observed[:1], period=counts.period), judged, method=method)
    same(detect(counts, judged, method=method), alone, rows=slice(1))


def check_larger_last_count_is_never_less_unusual(method: str, counts: Counts) -> None:
    judged = range(counts.weeks - 1, counts.weeks)
    steps = [with_last(counts, last) for last in (0.0, 1.0, 2.0, 5.0, 20.0, 300.0)]
    verdicts = [detect(step, judged, method=method) for step in steps]
    for less, more in pairwise(verdicts):
        assert not (more.p > less.p * (1 + 1e-9) + 1e-300).any()
        assert not (more.score < less.score - 1e-9).any()
        assert not (less.alarm & ~more.alarm).any()


def check_missing_week_never_alarms(method: str, counts: Counts) -> None:
    verdicts = detect(counts, judged_of(counts), method=method)
    missing = np.isnan(counts.observed[:, verdicts.first :])
    assert not verdicts.alarm[missing].any()
    assert np.isnan(verdicts.p[missing]).all()
    assert np.isnan(verdicts.score[missing]).all()
    assert np.isnan(detect(with_last(counts, np.nan), judged_of(counts), method=method).score[:, -1]).all()


def check_zeros_never_alarm(method: str, counts: Counts) -> None:
    zeros = replace(counts, observed=np.zeros_like(counts.observed))
    assert not detect(zeros, judged_of(zeros), method=method).alarm.any()
    last = detect(with_last(counts, 0.0), judged_of(counts), method=method)
    assert not (last.alarm[:, -1] & (last.span[:, -1] == 1)).any()


def check_huge_counts_do_not_overflow(method: str, counts: Counts) -> None:
    for huge in (with_last(counts, HUGE), replace(counts, observed=counts.observed + HUGE)):
        verdicts = detect(huge, judged_of(huge), method=method)
        for name in ("expected", "upper", "p", "score"):
            assert not np.isinf(getattr(verdicts, name)).any(), name


def check_one_week_only_cannot_be_judged(method: str, counts: Counts) -> None:
    verdicts = detect(Counts(counts.observed[:, -1:], period=counts.period), range(1), method=method)
    assert np.isnan(verdicts.p).all()
    assert np.isnan(verdicts.score).all()
    assert not verdicts.alarm.any()


def check_later_weeks_do_not_change_a_verdict(method: str, counts: Counts) -> None:
    judged = judged_of(counts)
    if len(judged) == 1:
        return
    whole = detect(counts, judged, method=method)
    cut = Counts(counts.observed[:, :-1], counts.groups, period=counts.period)
    earlier = len(judged) - 1
    same(whole, detect(cut, range(judged.start, judged.stop - 1), method=method), weeks=earlier)
    same(whole, detect(with_last(counts, 777.0), judged, method=method), weeks=earlier)


def check_shapes_and_ranges(method: str, counts: Counts) -> None:
    judged = judged_of(counts)
    verdicts = detect(counts, judged, method=method)
    assert verdicts.first == judged.start
    for name in (field.name for field in fields(Verdicts) if field.name not in {"first", "groups"}):
        assert getattr(verdicts, name).shape == (counts.series, len(judged)), name
    known = verdicts.p[~np.isnan(verdicts.p)]
    assert ((known >= 0) & (known <= 1)).all()
    assert not (verdicts.alarm & np.isnan(verdicts.score)).any()
    assert not (verdicts.expected < 0).any()


def check_stricter_alpha_gives_no_more_alarms(method: str, counts: Counts) -> None:
    judged = judged_of(counts)
    strict = detect(counts, judged, method=method, options=Options(alpha=0.0005))
    loose = detect(counts, judged, method=method, options=Options(alpha=0.05))
    assert not (strict.alarm & ~loose.alarm).any()


def with_last(counts: Counts, last: float) -> Counts:
    """The same table with another count in its last week."""
    observed = counts.observed.copy()
    observed[:, -1] = last
    return replace(counts, observed=observed)


Check = Callable[[str, Counts], None]
CHECKS: tuple[Check, ...] = (
    check_order_of_series_does_not_matter,
    check_series_does_not_depend_on_the_others,
    check_larger_last_count_is_never_less_unusual,
    check_missing_week_never_alarms,
    check_zeros_never_alarm,
    check_huge_counts_do_not_overflow,
    check_one_week_only_cannot_be_judged,
    check_later_weeks_do_not_change_a_verdict,
    check_shapes_and_ranges,
    check_stricter_alpha_gives_no_more_alarms,
)
