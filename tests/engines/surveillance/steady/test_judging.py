"""Verdicts on series with three years of history."""

import numpy as np
import pytest

from safelamp.engines.surveillance.steady.judging import judge
from safelamp.engines.surveillance.values import Channel, Counts, Floats, Options

WEEKS, START = 468, 416
JUDGED = range(START, WEEKS)
LEVELS = np.repeat([0.3, 1.0, 3.0, 10.0, 40.0, 150.0], 14)  # 84 series
DISPERSION = np.tile(np.repeat([1.0, 1.5, 3.0], [5, 5, 4]), 6)


def simulated(seed: int, *, factor: Floats | float = 1.0) -> Floats:
    """Counts without outbreaks: 84 series with seasons, every second with a trend, some overdispersed."""
    rng = np.random.default_rng(seed)
    time = np.arange(WEEKS)
    season = np.outer(rng.uniform(0, 0.6, len(LEVELS)), np.cos(2 * np.pi * (time - 9) / 52))
    trend = np.outer(np.arange(len(LEVELS)) % 2, 0.001 * (time - WEEKS))
    mean = LEVELS[:, None] * np.exp(season + trend) * factor
    size = np.maximum(DISPERSION - 1, 1e-3)[:, None]
    return rng.negative_binomial(mean / size, 1 / (1 + size)).astype(float)


@pytest.mark.parametrize(("alpha", "least", "most"), [(0.01, 0.006, 0.0125), (0.05, 0.037, 0.058), (0.2, 0.15, 0.23)])
def test_false_alarms_are_as_many_as_were_asked_for(alpha: float, least: float, most: float) -> None:
    shares = [judge(Counts(simulated(seed)), JUDGED, Options(alpha=alpha)).alarm.mean() for seed in (1, 2, 3)]
    assert least < np.mean(shares) < most


def test_outbreak_is_found_and_explained() -> None:
    counts = simulated(4)
    deviation = np.sqrt(LEVELS * DISPERSION)
    counts[:, 440] += np.ceil(5 * deviation)
    counts[:, 441] += np.ceil(4 * deviation)
    verdicts = judge(Counts(counts), JUDGED, Options())
    outbreak = verdicts.alarm[:, 24:26]
    assert outbreak.any(1).mean() > 0.9
    week = verdicts.channel == Channel.WEEK
    assert (verdicts.alarm == (verdicts.channel != Channel.NONE)).all()
    assert (counts[:, START:][week] > verdicts.upper[week]).all()
    run = verdicts.channel == Channel.RUN
    assert (verdicts.span[run] > 1).all()
    assert (verdicts.joint_observed[run] > verdicts.joint_expected[run]).mean() > 0.95
    assert not (verdicts.alarm & (counts[:, START:] == 0)).any()


def test_sums_of_a_run_are_those_of_its_weeks() -> None:
    counts = simulated(5)
    counts[:, 440:443] += np.ceil(1.7 * np.sqrt(LEVELS * DISPERSION))[:, None]
    verdicts = judge(Counts(counts), JUDGED, Options(alpha=0.05))
    rows, weeks = np.nonzero(verdicts.channel == Channel.RUN)
    assert len(rows) > 10
    for row, week in zip(rows, weeks, strict=True):
        last = START + week + 1
        assert verdicts.joint_observed[row, week] == counts[row, last - verdicts.span[row, week] : last].sum()


def test_pulse_that_comes_every_year_is_no_outbreak_but_is_one_at_another_time() -> None:
    place = (np.arange(WEEKS) - START) % 52
    factor = np.where((place >= 20) & (place < 23), 3.0, 1.0)
    moved = factor.copy()
    moved[START + 35 : START + 38] = 3.0
    many = LEVELS >= 10
    usual = judge(Counts(simulated(6, factor=factor)), JUDGED, Options()).alarm[many]
    unusual = judge(Counts(simulated(6, factor=moved)), JUDGED, Options()).alarm[many]
    assert usual[:, 20:23].mean() < 0.05
    assert unusual[:, 35:38].mean() > 0.9


def test_workplace_that_closes_or_has_never_had_a_case_does_not_alarm() -> None:
    counts = simulated(7)
    counts[::2, START + 10 :] = 0
    counts[1] = 0
    counts[1, START + 20 :] = 6  # begins: not enough history to say that this is unusual
    alarm = judge(Counts(counts), JUDGED, Options()).alarm
    assert not alarm[::2, 10:].any()
    assert not alarm[1].any()


def test_same_answer_alone_in_time_and_in_any_order() -> None:
    counts = simulated(8)
    whole = judge(Counts(counts), JUDGED, Options())
    shorter = judge(Counts(counts[:, : WEEKS - 20]), range(START, WEEKS - 20), Options())
    np.testing.assert_allclose(whole.p[:, :-20], shorter.p, rtol=1e-9)
    order = np.random.default_rng(0).permutation(len(counts))
    turned = judge(Counts(counts[order]), JUDGED, Options())
    assert (turned.alarm == whole.alarm[order]).all()


def test_years_are_judged_one_after_the_other() -> None:
    verdicts = judge(Counts(simulated(9)), range(300, WEEKS), Options())
    assert not np.isnan(verdicts.p).any()
    assert verdicts.alarm.mean() < 0.013
