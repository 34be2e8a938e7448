"""The table of periodic jobs: each in its time, none stopped by another's failure."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.utils import timezone

from safelamp.site import schedule
from safelamp.site.schedule import PeriodicJob, Schedule


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def counting(calls: list[str], name: str) -> Callable[[], object]:
    return lambda: calls.append(name)


def test_a_job_runs_at_once_and_then_in_its_time(db: None) -> None:
    calls: list[str] = []
    clock = Clock()
    plan = Schedule(
        (PeriodicJob("a", 10, counting(calls, "a")), PeriodicJob("b", 25, counting(calls, "b"))), clock=clock
    )
    assert plan.run_due() == ["a", "b"]
    assert plan.run_due() == []
    clock.now += 10
    assert plan.run_due() == ["a"]
    clock.now += 15
    assert plan.run_due() == ["a", "b"]
    assert calls == ["a", "b", "a", "a", "b"]


def test_a_job_that_fails_is_tried_again_and_stops_no_other(db: None, caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    calls: list[str] = []

    def fail() -> None:
        calls.append("tried")
        raise OperationalError("secret-words-of-a-row")

    plan = Schedule((PeriodicJob("fails", 5, fail), PeriodicJob("works", 5, counting(calls, "works"))), clock=clock)
    assert plan.run_due() == ["works"]
    clock.now += 5
    assert plan.run_due() == ["works"]
    assert calls == ["tried", "works", "tried", "works"]
    assert "secret-words-of-a-row" not in caplog.text


@pytest.mark.django_db
def test_ended_sessions_are_taken_away_and_open_ones_stay() -> None:
    rows = schedule.Session.objects
    rows.create(session_key="ended", session_data="x", expire_date=timezone.now() - dt.timedelta(seconds=1))
    rows.create(session_key="open", session_data="x", expire_date=timezone.now() + dt.timedelta(minutes=1))
    schedule.clear_sessions()
    assert list(rows.values_list("session_key", flat=True)) == ["open"]
