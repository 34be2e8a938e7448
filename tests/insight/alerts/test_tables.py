"""Counts as tables: weeks from the first count to today, zeros where nothing came, nothing where nobody counted."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Evidence
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.events import Cell, Judged, events_of
from safelamp.insight.alerts.periods import first_day, is_over, later, periods
from safelamp.insight.alerts.picture import picture
from safelamp.insight.alerts.quiet import is_quiet
from safelamp.insight.alerts.tables import LONGEST, Counted, Series, Table, columns_of, rows_of

MONDAY = dt.date(2026, 11, 16)
WEEK = dt.timedelta(weeks=1)


def counted(*values: str, back: int = 0, count: int = 1) -> Counted:
    return Counted(values, MONDAY - back * WEEK + dt.timedelta(days=2), count)


def test_columns_go_from_the_first_count_to_the_day_and_are_not_longer_than_what_is_looked_back() -> None:
    columns = columns_of([counted("a", back=3)], until=MONDAY + WEEK, period=Period.WEEK)
    assert columns == [MONDAY + step * WEEK for step in (-3, -2, -1, 0, 1)]
    long = columns_of([counted("a", back=900)], until=MONDAY, period=Period.WEEK)
    assert (len(long), long[-1]) == (LONGEST[Period.WEEK], MONDAY)
    assert columns_of([], until=MONDAY, period=Period.WEEK) == []


def test_series_without_a_count_stand_as_zeros_and_nothing_is_known_before_a_workplace_began() -> None:
    told = [counted("mill", "fall", back=2, count=4), counted("yard", "fire", count=2)]
    columns = columns_of(told, until=MONDAY, period=Period.WEEK)
    rows = dict(rows_of(told, columns, period=Period.WEEK, since={"yard": MONDAY}))
    assert rows == {
        ("mill", "fall"): [4, 0, 0],
        ("mill", "fire"): [0, 0, 0],
        ("yard", "fall"): [None, None, 0],
        ("yard", "fire"): [None, None, 2],
    }


def test_a_count_is_never_lost_or_doubled() -> None:
    told = [counted(place, back=back, count=back + 1) for place in "abc" for back in range(5)]
    columns = columns_of(told, until=MONDAY, period=Period.WEEK)
    rows = rows_of(told, columns, period=Period.WEEK)
    assert sum(sum(count or 0 for count in counts) for _values, counts in rows) == sum(each.count for each in told)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one count a period"):
        Table(Audience.READERS, Period.WEEK, [MONDAY], [Series((), (), [1, 2])], running=False)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.sampled_from(Period), st.integers(-40, 40))
def test_periods_follow_each_other_without_gap_or_overlap(day: dt.date, period: Period, by: int) -> None:
    first = first_day(day, period)
    assert first <= day < later(first, period)
    assert later(later(first, period, by=by), period, by=-by) == first
    assert not is_over(first, period, on=day)
    assert is_over(first, period, on=later(first, period))
    assert periods(first, later(first, period, by=3), period)[-1] == later(first, period, by=3)


def table(*counts: list[int | None], above: tuple[tuple[str, str], ...] = ()) -> Table:
    rows = [
        Series((("workplace", f"w{row // 2}"), ("hazard", f"h{row}")), above, each) for row, each in enumerate(counts)
    ]
    return Table(Audience.READERS, Period.WEEK, [MONDAY + step * WEEK for step in range(len(counts[0]))], rows, True)


def cell(series: int, column: int, *, score: float = 3.0, span: int = 1, group: tuple[int, ...] = ()) -> Cell:
    shared = (("hazard", "h"),) if group else ()
    return Cell(series, column, 0.001, score, span, Evidence.WEEK, group, shared)


def judged(*cells: Cell, series: int = 6, columns: int = 8) -> Judged:
    return Judged(0, [[1.0] * columns] * series, [[4.0] * columns] * series, cells)


ROWS = table(*[[1] * 8 for _row in range(6)])


@pytest.mark.parametrize(
    ("cells", "events"),
    [
        ([cell(0, 5), cell(0, 6)], 1),  # goes on
        ([cell(0, 2), cell(0, 4)], 1),  # after a pause of one week
        ([cell(0, 1), cell(0, 6)], 2),  # long apart
        ([cell(0, 5), cell(1, 5)], 1),  # two dangers of one workplace
        ([cell(0, 5), cell(2, 5)], 2),  # two workplaces
        ([cell(0, 5, group=(0, 2)), cell(2, 5, group=(0, 2))], 1),  # looked at together
        ([], 0),
    ],
)
def test_one_event_is_one_alert_however_many_series_it_shows_itself_in(cells: list[Cell], events: int) -> None:
    assert len(events_of(ROWS, judged(*cells), since=0)) == events


def test_the_most_unusual_event_comes_first_and_old_alarms_are_left_out() -> None:
    found = events_of(ROWS, judged(cell(0, 7, score=2), cell(2, 7, score=9), cell(4, 1)), since=4)
    assert [event.series for event in found] == [(2,), (0,)]


def test_a_picture_sums_what_belongs_together_over_the_weeks_of_the_evidence() -> None:
    rows = table([1, 1, 1, 5, 6], [0, 0, 0, 2, None], [9, 9, 9, 9, 9])
    [event] = events_of(rows, judged(cell(0, 4, span=2), cell(1, 4), series=3, columns=5), since=0)
    drawn = picture(rows, judged(cell(0, 4, span=2), cell(1, 4), series=3, columns=5), event)
    assert (drawn.observed, drawn.expected) == (13, 4.0)
    assert [week.observed for week in drawn.weeks] == [1, 1, 1, 7, 6]
    assert [week.alarm for week in drawn.weeks] == [False, False, False, False, True]
    assert [(unit.parts[1][1], unit.observed) for unit in drawn.units] == [("h0", 11), ("h1", 2)]


@given(st.times(), st.times(), st.times())
def test_quiet_hours_are_left_at_their_end_and_entered_at_their_beginning(
    moment: dt.time, begins: dt.time, ends: dt.time
) -> None:
    if begins != ends:
        assert is_quiet(begins, begins=begins, ends=ends)
        assert not is_quiet(ends, begins=begins, ends=ends)
        assert is_quiet(moment, begins=begins, ends=ends) != is_quiet(moment, begins=ends, ends=begins)
