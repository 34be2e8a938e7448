"""When to look again: a day with its weekday, from the lane's clock, in the reader's calendar; never an hour."""

import datetime as dt
import re

import pytest
from django.utils import translation

from safelamp.loop.reports import looking, operations
from safelamp.loop.reports.models import Harm, Lane, Report
from tests.loop.tellings import telling
from tests.people import House

MONDAY = dt.datetime(2026, 11, 16, 20, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("lane", "harm", "danger_now", "day"),
    [
        (Lane.ORDINARY, Harm.UNKNOWN, False, dt.date(2026, 11, 19)),
        (Lane.ORDINARY, Harm.LASTING, False, dt.date(2026, 11, 17)),
        (Lane.RESTRICTED, Harm.UNKNOWN, False, dt.date(2026, 11, 17)),
        (Lane.DANGER_NOW, Harm.UNKNOWN, True, dt.date(2026, 11, 17)),
    ],
)
def test_the_day_follows_from_the_lanes_clock(lane: Lane, harm: Harm, danger_now: bool, day: dt.date) -> None:
    assert looking.look_again_on(lane, harm, danger_now=danger_now, told_at=MONDAY) == day


@pytest.mark.parametrize(("language", "weekday"), [("en", "Thursday"), ("th", "พฤหัสบดี"), ("fa", "۲۸ آبان")])
def test_the_sentence_names_the_weekday_and_no_hour(language: str, weekday: str) -> None:
    with translation.override(language):
        said = looking.sentence(dt.date(2026, 11, 19))
    assert weekday in said
    assert not re.search(r"\d[:.]\d", said)


def test_once_somebody_has_taken_it_no_day_is_named(union: House) -> None:
    said = telling(union)
    operations.receive(said, at=MONDAY)
    report = Report.objects.get()
    assert looking.for_report(report) == dt.date(2026, 11, 19)
    operations.meet_clock([report], at=MONDAY)
    assert looking.for_report(report) is None


def test_paper_says_it_in_days() -> None:
    assert "3 days" in looking.on_paper()
