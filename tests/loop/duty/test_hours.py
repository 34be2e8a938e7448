"""Hours of a week: turns over midnight and over Sunday, and the hours that nobody covers, beside a slow plain count."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.duty.hours import EVERY_DAY, WEEK, Span, days_of, on_day, runs_at, spans_of, uncovered, weekdays_of

MONDAY = dt.datetime(2026, 11, 16, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Turn:
    """What a turn says about time."""

    weekdays: int
    begins: dt.time
    ends: dt.time


TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
TURNS = st.builds(Turn, weekdays=st.integers(1, EVERY_DAY), begins=TIMES, ends=TIMES)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


def plainly(turn: Turn) -> set[int]:
    """The minutes of the week in which it runs, walked one by one."""
    length = (turn.ends.hour * 60 + turn.ends.minute - turn.begins.hour * 60 - turn.begins.minute) % 1440 or 1440
    return {
        (day * 1440 + turn.begins.hour * 60 + turn.begins.minute + step) % WEEK
        for day in days_of(turn.weekdays)
        for step in range(length)
    }


def minutes(spans: list[Span]) -> set[int]:
    return {minute for span in spans for minute in range(span.start, span.end)}


def test_a_night_of_saturday_and_sunday_runs_into_monday() -> None:
    night = Turn(weekdays_of([5, 6]), dt.time(22), dt.time(6))
    assert runs_at(night, at(5, 22))
    assert runs_at(night, at(6, 5, 59))
    assert not runs_at(night, at(6, 6))
    assert runs_at(night, at(0, 5, 59))
    assert not runs_at(night, at(0, 6))
    assert not runs_at(night, at(4, 23))


def test_the_minute_that_it_ends_belongs_to_the_next_turn() -> None:
    early, late = Turn(1, dt.time(6), dt.time(14)), Turn(1, dt.time(14), dt.time(22))
    assert [runs_at(turn, at(0, 14)) for turn in (early, late)] == [False, True]


def test_the_same_hour_twice_is_a_whole_day_from_that_hour() -> None:
    turn = Turn(weekdays_of([2]), dt.time(8), dt.time(8))
    assert runs_at(turn, at(3, 7, 59))
    assert not runs_at(turn, at(3, 8))
    assert len(plainly(turn)) == 1440


def test_every_day_all_day_leaves_no_hour_free() -> None:
    assert uncovered([Turn(EVERY_DAY, dt.time(), dt.time())]) == []
    assert uncovered([]) == [Span(0, WEEK)]


def test_parts_of_a_span_fall_on_their_days() -> None:
    night = spans_of(Turn(weekdays_of([0]), dt.time(22), dt.time(6)))
    assert on_day(night, 0) == [Span(1320, 1440)]
    assert on_day(night, 1) == [Span(1440, 1800)]
    assert on_day(night, 2) == []


def test_a_span_outside_the_week_is_none() -> None:
    for start, end in ((-1, 5), (5, 5), (0, WEEK + 1)):
        with pytest.raises(ValueError, match="no span"):
            Span(start, end)


@given(TURNS)
def test_spans_are_the_minutes_that_a_plain_walk_finds(turn: Turn) -> None:
    assert minutes(spans_of(turn)) == plainly(turn)


@given(st.lists(TURNS, max_size=5))
def test_uncovered_is_exactly_what_no_turn_covers(turns: list[Turn]) -> None:
    covered = set().union(*(plainly(turn) for turn in turns))
    assert minutes(uncovered(turns)) == set(range(WEEK)) - covered


@given(TURNS, st.integers(0, WEEK - 1))
def test_runs_at_agrees_with_the_plain_walk(turn: Turn, minute: int) -> None:
    assert runs_at(turn, MONDAY + dt.timedelta(minutes=minute, seconds=59)) is (minute in plainly(turn))


@given(st.sets(st.integers(0, 6)))
def test_days_go_in_and_come_out(days: set[int]) -> None:
    assert set(days_of(weekdays_of(days))) == days
