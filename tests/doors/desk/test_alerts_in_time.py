"""Alerts at the desk in time: hours where a report waits, the days that counts are of, two who act at once."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from safelamp.doors.desk import alert_words
from safelamp.doors.desk.alert_drawing import drawing
from safelamp.insight.alerts import queries
from safelamp.insight.alerts.choices import Evidence, Rule, Source
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.importing import ImportedTable, Row, import_counts
from safelamp.insight.alerts.looking import look
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.states import AlertVerb
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Report
from tests.doors.desk import alerting
from tests.doors.desk.test_alerts import AtDesk, act, read
from tests.loop.agreed import take
from tests.loop.told import report
from tests.people import House


def test_danger_now_counts_in_minutes_until_somebody_takes_the_report(at_desk: AtDesk, union: House) -> None:
    alerting.unusual(union)
    alerting.grave(union)
    told = report(union, danger_now=True, at=timezone.now() - dt.timedelta(minutes=20))
    look(at=timezone.now())
    client = at_desk(union.focal_point)
    shown = read(client, "/desk/alerts/")
    assert "clock now" in shown
    assert re.search(r"Check it: <span>(3[0-9]|40) min left</span>", shown)
    assert shown.index("danger now") < shown.index("a fire or an explosion")
    assert "Late 0" in shown
    Report.objects.filter(id=told.id).update(due_at=timezone.now() - dt.timedelta(minutes=5))
    shown = read(client, "/desk/alerts/?show=late")
    assert "5 min late" in shown
    assert "Late 1" in shown
    take(union, told)
    shown = read(client, "/desk/alerts/")
    assert "min l" not in shown
    assert "Late 0" in shown


def test_an_alert_that_rang_says_for_whom(at_desk: AtDesk, union: House) -> None:
    report(union, danger_now=True, at=timezone.now())
    look(at=timezone.now())
    ring_due(at=timezone.now() + dt.timedelta(minutes=1))
    shown = read(at_desk(union.focal_point), f"/desk/alerts/{Alert.objects.get().id}/")
    assert "Who was told" in shown
    assert "Nobody was told: sending is not set up on this server." in shown


def test_the_sentence_about_several_counts_says_what_the_picture_shows(union: House) -> None:
    found = alerting.unusual(union)
    weeks = queries.weeks_of(found)
    assert alert_words.evidence_of(found, weeks).startswith("At least one of these counts is above")
    for each in weeks:
        each.upper = 12.0
    assert alert_words.evidence_of(found, weeks).startswith("Each count by itself could be chance.")
    found.evidence = Evidence.WEEK
    assert alert_words.evidence_of(found, weeks) == ""
    assert not any("Up to" in said for said in alert_words.why(found, weeks))


def test_a_silence_says_since_when_and_asks_what_fits_it(at_desk: AtDesk, union: House) -> None:
    silent = alerting.grave(
        union, rule=Rule.SILENT, source=Source.WORKPLACES, hazard="", observed=0, first_day=dt.date(2026, 8, 18)
    )
    client = at_desk(union.focal_point)
    shown = read(client, f"/desk/alerts/{silent.id}/")
    assert "Nothing was heard since 18 August 2026." in shown
    assert "Go there or call" in shown
    assert "Go there or call" in read(client, f"/desk/alerts/{silent.id}/real/")
    assert "not yours to read" not in shown


def test_fatal_accidents_are_counted_by_the_month(union: House) -> None:
    tolls = Watch.objects.create(
        organisation=union.organisation, source=Source.TOLLS, by=["country"], begun_on=timezone.localdate()
    )
    found = alerting.unusual(union)
    found.watch, found.source = tolls, Source.TOLLS
    found.first_day, found.last_day = dt.date(2026, 3, 1), dt.date(2026, 5, 1)
    assert "24 fatal accidents told of in 3 months" in alert_words.titles_of([found])[0]
    assert alert_words.when(found) == "March 2026 – May 2026"


def test_a_row_of_an_imported_table_is_named_with_what_the_table_says_of_it(union: House) -> None:
    mines = ImportedTable(
        name="Citations", period=Period.QUARTER, columns=[dt.date(2016, 1, 1)], dimensions=("region", "owner"),
        rows=[Row("Mine 7", ("Utah", "Deep Ltd"), (9,))],
    )  # fmt: skip
    source = import_counts(mines, organisation=union.organisation, on=timezone.localdate(), by=None)
    found = alerting.unusual(union, about=(("series", "Mine 7"),))
    found.watch, found.source = Watch.objects.get(count_source=source), Source.COUNTS
    found.save()
    found = queries.alert_for(union.officer.member, found.id)
    assert alert_words.titles_of([found])[0].startswith("Mine 7 · Utah · Deep Ltd: ")


def test_what_was_always_the_same_is_not_told_as_between_two_numbers(union: House) -> None:
    found = alerting.unusual(union)
    found.evidence = Evidence.WEEK
    weeks = queries.weeks_of(found)
    for each in weeks:
        each.observed = each.observed if each.alarm else 0
    drawn = drawing(found, weeks, title="Machines")
    assert drawn is not None
    assert drawn.finding == "Otherwise always 0; in yellow 9, 7, 8. Up to 6 is usual."


def test_years_stand_in_the_calendar_of_the_reader(at_desk: AtDesk, union: House) -> None:
    found = alerting.unusual(union)
    union.officer.member.language = "th"
    union.officer.member.save(update_fields=["language"])
    shown = read(at_desk(union.officer), f"/desk/alerts/{found.id}/")
    year = timezone.localdate().year
    assert f" {year + 543}" in shown
    assert f" {year}<" not in shown


def test_who_was_slower_keeps_the_words_that_they_wrote(at_desk: AtDesk, union: House) -> None:
    alert = alerting.unusual(union)
    client = at_desk(union.focal_point)
    act(at_desk(union.officer), alert, "not-real", note="Counted twice.")
    answer = client.post(f"/desk/alerts/{alert.id}/real/", {"note": "I stood at the press myself."})
    assert answer.status_code == 409
    assert "I stood at the press myself." in answer.content.decode()


def test_a_double_click_is_done_once(at_desk: AtDesk, union: House) -> None:
    """Both requests began before either ended: the second knows an old session."""
    alert = alerting.unusual(union)
    client, answers = at_desk(union.focal_point), {"note": "Ask the night shift.", "once": "a" * 32}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("safelamp.doors.desk.views.alert_work.sent_before", lambda _request: None)
        for _click in range(2):
            assert "done=noted" in act(client, alert, "note", **answers)
    assert alert.events.filter(verb=AlertVerb.NOTE).count() == 1
