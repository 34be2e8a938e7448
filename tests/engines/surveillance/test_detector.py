"""The two regimes together, and the hierarchy over both."""

import numpy as np
import pytest

from safelamp.engines.surveillance.detector import detect
from safelamp.engines.surveillance.steady.history import COLUMNS_NEEDED
from safelamp.engines.surveillance.values import Channel, Counts, Floats, Integers, Options

WEEKS, LAST = 212, 208
GROUPS = {"workplace": np.repeat(np.arange(15), 4), "hazard": np.tile(np.arange(4), 15)}


def counts(*, groups: dict[str, Integers] | None = None) -> Counts:
    """Sixty series of few counts; one hazard goes up by one case in the last two weeks, everywhere."""
    observed: Floats = np.random.default_rng(1).poisson(0.4, (60, WEEKS)).astype(float)
    observed[GROUPS["hazard"] == 2, -2:] += 1
    observed[:4, :120] = np.nan  # one workplace has joined later
    return Counts(observed, groups or {})


def test_each_series_is_judged_by_what_its_history_allows() -> None:
    verdicts = detect(counts(), range(LAST, WEEKS), Options())
    assert not np.isnan(verdicts.p).any()


def test_hazard_that_rises_everywhere_speaks_for_old_series_too() -> None:
    alone = detect(counts(), range(LAST, WEEKS), Options(alpha=0.01))
    together = detect(counts(groups=GROUPS), range(LAST, WEEKS), Options(alpha=0.01))
    risen = GROUPS["hazard"] == 2
    risen[:4] = False
    assert (together.channel[risen, -1] == Channel.GROUP).sum() > 3
    assert together.alarm[risen, -2:].sum() > alone.alarm[risen, -2:].sum()
    assert together.alarm[~risen].mean() < 0.05


def test_what_alarms_has_a_channel_and_nothing_else_has() -> None:
    for options in (Options(), Options(alpha=0.05)):
        verdicts = detect(counts(groups=GROUPS), range(LAST, WEEKS), options)
        assert ((verdicts.channel != Channel.NONE) == verdicts.alarm).all()
        assert (verdicts.span[~verdicts.alarm] == 1).all()


@pytest.mark.parametrize("period", [1, 2, 3, 4])
@pytest.mark.parametrize("columns", [3, 5, 8, 10, 25])
def test_years_and_quarters_are_judged_from_the_second_column_on(period: int, columns: int) -> None:
    observed = np.random.default_rng(4).poisson(5, (12, columns)).astype(float)
    observed[:6, : columns // 2] = np.nan
    for judged in (range(1, columns), range(columns - 1, columns)):
        verdicts = detect(Counts(observed, period=period), judged, Options())
        assert verdicts.alarm.mean() <= 0.05
        assert not (verdicts.alarm & np.isnan(verdicts.score)).any()
    assert columns < 2 * COLUMNS_NEEDED or np.isfinite(verdicts.score).all()
