"""When the bell rings again: rules without a clock, walked through hour by hour."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.duty.rhythm import Rhythm, Rung, depth, is_due

MINUTE = dt.timedelta(minutes=1)


def rings(rhythm: Rhythm, *, minutes: range) -> list[int]:
    """The minutes at which a bell rings that is looked at each minute."""
    rung, found = Rung(), []
    for minute in minutes:
        if is_due(rhythm, rung, elapsed=minute * MINUTE):
            found.append(minute)
            rung = Rung(rung.rounds + 1, minute)
    return found


def test_danger_now_rings_each_quarter_of_an_hour_and_after_four_hours_each_hour() -> None:
    assert rings(Rhythm.DANGER_NOW, minutes=range(7 * 60)) == [*range(0, 241, 15), 300, 360]


def test_the_restricted_lane_rings_at_once_after_a_quarter_and_then_every_two_hours() -> None:
    assert rings(Rhythm.RESTRICTED, minutes=range(6 * 60)) == [0, 15, 135, 255]


def test_a_process_that_was_down_for_three_hours_rings_once_and_goes_on_in_its_rhythm() -> None:
    assert rings(Rhythm.DANGER_NOW, minutes=range(180, 240)) == [180, 195, 210, 225]
    after_one = Rung(1, 0)
    assert is_due(Rhythm.DANGER_NOW, after_one, elapsed=180 * MINUTE)
    assert not is_due(Rhythm.DANGER_NOW, Rung(2, 180), elapsed=194 * MINUTE)


@pytest.mark.parametrize("rhythm", Rhythm)
@pytest.mark.parametrize("back", [dt.timedelta(days=1), dt.timedelta(hours=3), dt.timedelta(days=400)])
def test_a_clock_set_back_rings_at_once_and_then_in_its_rhythm(rhythm: Rhythm, back: dt.timedelta) -> None:
    rung, now = Rung(3, 240), 250 * MINUTE - back
    assert is_due(rhythm, rung, elapsed=now)
    again = Rung(4, now // MINUTE)
    assert not is_due(rhythm, again, elapsed=now + MINUTE)
    assert is_due(rhythm, again, elapsed=now + 2 * 60 * MINUTE)


def test_a_clock_that_is_corrected_by_a_minute_rings_no_second_time() -> None:
    assert not is_due(Rhythm.DANGER_NOW, Rung(2, 15), elapsed=14 * MINUTE)


@given(st.integers(1, 40), st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_whatever_the_clock_does_a_bell_waits_no_longer_than_two_pauses(rounds: int, last: int, now: int) -> None:
    """Looked at each minute from any moment on, it rings within two of its pauses of a clock that runs forward."""
    rung = Rung(rounds, last)
    longest = 2 * Rhythm.DANGER_NOW.pause(elapsed=dt.timedelta(days=9), rounds=40) // MINUTE
    assert any(is_due(Rhythm.DANGER_NOW, rung, elapsed=(now + step) * MINUTE) for step in range(longest + 1))


@pytest.mark.parametrize(
    ("rounds", "minutes", "levels"),
    [(0, 0, 0), (1, 15, 1), (2, 30, 2), (0, 16, 1), (0, 180, 2), (3, -1400, 2), (1, -1400, 1), (50, 3000, 2)],
)
def test_levels_come_by_time_and_by_rounds_where_the_clock_cannot_be_trusted(
    rounds: int, minutes: int, levels: int
) -> None:
    assert depth(rounds=rounds, elapsed=minutes * MINUTE) == levels
