"""Small counts of a union that reports: what is found, what is not cried, on seeds of their own (31 and 32)."""

import numpy as np
import pytest

from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.values import Channel, Counts, Options, Verdicts
from tools.bench.surveillance_small import HAZARDS, JUDGED, WORKPLACES, SmallCounts, unions
from tools.bench.surveillance_small_scores import Union, after_training, small_at_fpr, small_score

PLACE, HAZARD = np.repeat(np.arange(WORKPLACES), HAZARDS), np.tile(np.arange(HAZARDS), WORKPLACES)
WEEKS = 130


def counts_of(union: SmallCounts, observed: np.ndarray) -> Counts:
    region, sector = union.region[PLACE], union.sector[PLACE]
    groups = {"workplace": PLACE, "hazard": HAZARD, "sector": sector, "region": region}
    return Counts(observed.reshape(-1, WEEKS).astype(float), groups)


@pytest.fixture(scope="module")
def judged() -> tuple[list[Union], list[Verdicts], list[Verdicts]]:
    data = unions(31, 6)
    known = [
        Union(
            each.extra.reshape(-1, WEEKS)[:, JUDGED.start :],
            after_training(each.training[PLACE], JUDGED),
            HAZARD,
            each.sector[PLACE],
            each.region[PLACE],
        )
        for each in data
    ]
    null = [detect(counts_of(each, each.null), JUDGED) for each in data]
    seen = [detect(counts_of(each, each.null + each.extra), JUDGED) for each in data]
    return known, null, seen


def test_finds_more_than_four_in_ten_at_two_false_alarms_in_a_thousand(judged) -> None:
    unions_, null, seen = judged
    found = small_at_fpr(unions_, null=[v.score for v in null], seen=[v.score for v in seen], fpr=0.002)
    assert found.events >= 0.40
    assert found.single >= 0.38  # 130 outbreaks of one series: 0.04 is one standard error
    assert found.runs >= 0.40


def test_no_more_than_one_alert_in_ten_is_false(judged) -> None:
    unions_, null, seen = judged
    found = small_score(unions_, null=[v.alarm for v in null], seen=[v.alarm for v in seen])
    assert found.false <= 0.10
    assert found.events >= 0.08  # and it is not silent


def test_p_is_as_rare_as_it_says(judged) -> None:
    p = np.concatenate([verdicts.p.ravel() for verdicts in judged[1]])
    for alpha in (0.01, 0.002):
        assert (p <= alpha).mean() == pytest.approx(alpha, rel=0.35)


def test_alert_of_a_group_tells_its_members_and_sums(judged) -> None:
    verdicts = next(each for each in judged[2] if (each.channel == Channel.GROUP).any())
    row, week = np.argwhere(verdicts.channel == Channel.GROUP)[0]
    group = verdicts.groups[verdicts.group[row, week]]
    assert row in group.members
    assert dict(group.shared)["hazard"] == HAZARD[row]
    assert verdicts.joint_observed[row, week] > verdicts.joint_expected[row, week]


def table(rng: np.random.Generator, rate: float = 0.15) -> Counts:
    """40 workplaces in 4 sectors with 5 hazards; 80 weeks."""
    place, hazard = np.repeat(np.arange(40), 5), np.tile(np.arange(5), 40)
    groups = {"workplace": place, "hazard": hazard, "sector": place % 4}
    return Counts(rng.poisson(rate, (200, 80)).astype(float), groups)


LAST = range(78, 80)


def test_outbreak_of_a_sector_that_no_single_series_shows_is_found() -> None:
    counts = table(np.random.default_rng(32), rate=0.05)
    touched = (counts.groups["hazard"] == 2) & (counts.groups["sector"] == 1)
    counts.observed[:, 76:] = 0.0
    counts.observed[touched, 79] = 1.0  # one case each: nothing by itself
    alone = Counts(counts.observed)
    assert not detect(alone, LAST, options=Options(alpha=0.0005)).alarm.any()
    verdicts = detect(counts, LAST)
    assert verdicts.alarm[touched, -1].all()
    assert not verdicts.alarm[~touched].any()
    assert (verdicts.channel[touched, -1] == Channel.GROUP).all()


def test_rise_of_every_hazard_at_one_workplace_is_reporting_and_no_outbreak() -> None:
    quiet, loud = table(np.random.default_rng(33)), table(np.random.default_rng(33))
    here = loud.groups["workplace"] == 7
    loud.observed[here, 79] = 2.0
    quiet.observed[np.flatnonzero(here)[0], 79] = 2.0
    first = np.flatnonzero(here)[0]
    assert detect(loud, LAST).score[first, -1] < detect(quiet, LAST).score[first, -1] - 0.5
    assert not detect(loud, LAST).alarm[here].any()


def test_first_report_of_a_hazard_is_no_alarm_by_itself() -> None:
    counts = table(np.random.default_rng(34))
    counts.observed[11] = 0.0
    counts.observed[11, 79] = 1.0
    assert not detect(counts, LAST).alarm[11].any()
    assert not detect(counts, LAST, options=Options(alpha=0.001)).alarm[11].any()
    counts.observed[11, 79] = 5.0
    assert detect(counts, LAST, options=Options(alpha=0.001)).alarm[11, -1]


@pytest.mark.parametrize("gap", [0.0, np.nan])
def test_workplace_that_joins_late_is_no_outbreak(gap: float) -> None:
    counts = table(np.random.default_rng(35), rate=0.6)
    joins = counts.groups["workplace"] == 3
    counts.observed[joins, :60] = gap
    verdicts = detect(counts, range(60, 80), options=Options(alpha=0.001))
    assert verdicts.alarm[joins].sum() <= 1  # 100 cells at one in a thousand


def test_workplace_that_closes_is_no_outbreak_and_stays_quiet() -> None:
    counts = table(np.random.default_rng(36), rate=0.6)
    closes = counts.groups["workplace"] == 3
    counts.observed[closes, 70:] = 0.0
    assert not detect(counts, range(70, 80), options=Options(alpha=0.01)).alarm[closes].any()


def test_week_after_an_outbreak_is_no_alert() -> None:
    counts = table(np.random.default_rng(32), rate=0.05)
    touched = (counts.groups["hazard"] == 2) & (counts.groups["sector"] == 1)
    counts.observed[:, 75:] = 0.0
    counts.observed[touched, 77:79] = 2.0
    counts.observed[np.flatnonzero(touched)[:1], 79] = 1.0  # one more, as any week may bring
    verdicts = detect(counts, range(76, 80))
    assert verdicts.alarm[touched, 2].all()
    assert not verdicts.alarm[:, 3].any()
