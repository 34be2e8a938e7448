"""The false alarms that the product names agree with what a simulation of its own brings."""

import datetime as dt

import numpy as np
import pytest

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.calibrating import settings_for
from safelamp.insight.alerts.choices import FALSE_ALARMS_A_MONTH, Watchfulness
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.events import events_of
from safelamp.insight.alerts.judging import judge
from safelamp.insight.alerts.tables import Series, Table

WEEKS = 130
MONDAY = dt.date(2024, 6, 3)


def quiet_table(seed: int, *, workplaces: int = 30, hazards: int = 6) -> Table:
    """Counts without any outbreak: places and dangers of different size, a mild season, more spread than Poisson."""
    chance = np.random.default_rng(seed)
    size = chance.gamma(1.5, 0.25, workplaces)[:, None, None] * chance.gamma(3, 0.3, hazards)[None, :, None]
    season = 1 + 0.3 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    rate = size * season
    counts = chance.poisson(chance.gamma(rate / 0.3 + 1e-9, 0.3))
    rows = [
        Series(
            (("workplace", f"w{place:02}"), ("hazard", f"h{hazard}")),
            (("sector", f"s{place % 5}"), ("region", f"r{place % 3}")),
            counts[place, hazard].tolist(),
        )
        for place in range(workplaces)
        for hazard in range(hazards)
    ]
    columns = [MONDAY + dt.timedelta(weeks=week) for week in range(WEEKS)]
    return Table(Audience.READERS, Period.WEEK, columns, rows, running=False)


def test_more_watchful_means_more_alarms_and_a_larger_share() -> None:
    found = settings_for(quiet_table(1, workplaces=12, hazards=4), seed=7)
    shares = [found[each].alpha for each in Watchfulness]
    assert shares == sorted(shares)
    assert [found[each].a_month for each in Watchfulness] == sorted(found[each].a_month for each in Watchfulness)
    assert all(found[each].a_month <= FALSE_ALARMS_A_MONTH[each] * 1.001 for each in Watchfulness)


def test_the_same_seed_gives_the_same_setting() -> None:
    table = quiet_table(2, workplaces=8, hazards=3)
    assert settings_for(table, seed=7) == settings_for(table, seed=7)


def test_too_little_history_falls_back_on_theory() -> None:
    table = quiet_table(3, workplaces=4, hazards=2)
    short = Table(
        table.audience, table.period, table.columns[:2],
        [Series(each.parts, each.above, each.counts[:2]) for each in table.series], running=False,
    )  # fmt: skip
    assert settings_for(short, seed=7)[Watchfulness.USUAL].alpha == pytest.approx(0.01)


@pytest.mark.slow
def test_named_false_alarms_agree_with_a_simulation_within_a_fifth() -> None:
    """Tables that the drawing has never seen; alerts of a year, put together as real ones are."""
    named, seen, months, seeds = 0.0, 0, 0.0, range(11, 17)
    for seed in seeds:
        table = quiet_table(seed)
        setting = settings_for(table, seed=seed)[Watchfulness.WATCHFUL]
        named += setting.a_month
        judged = judge(table, alpha=setting.alpha)
        seen += len(events_of(table, judged, since=judged.first))
        months += (len(table.columns) - judged.first) * 12 / 52
    assert seen / months == pytest.approx(named / len(seeds), rel=0.2)
