"""Watching counts with the real detector: what is unusual becomes one alert, for its own readers, once."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces import operations as workplaces
from safelamp.insight.alerts import operations, queries, watching
from safelamp.insight.alerts.choices import Rule, Source, Watchfulness
from safelamp.insight.alerts.counted import CountedSeries, CountSource
from safelamp.insight.alerts.looking import begin
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.raising import raise_alert
from safelamp.insight.alerts.states import AlertState, AlertVerb
from safelamp.insight.alerts.watches import begin_usual, begin_watch
from tests.insight.alerts.counting import (
    NOW,
    THIS_WEEK,
    WEEK,
    four_years,
    received,
    short_drawing,
    usual_weeks,
)
from tests.insight.alerts.happening import happened
from tests.people import House

__all__ = ["short_drawing"]
pytestmark = pytest.mark.usefixtures("short_drawing")
TODAY = NOW.date()


@pytest.fixture
def reports(union: House) -> Watch:
    """The union's reports, watched; looked out for since a year."""
    begin(union.organisation, since=TODAY - dt.timedelta(days=365))
    return begin_watch(union.organisation, Source.REPORTS, on=TODAY, by=None, dimensions=("workplace", "hazard"))


def judge(watch: Watch, *, weeks_later: int = 0) -> list[Alert]:
    watch.refresh_from_db()
    return watching.watch_one(watch, at=NOW + weeks_later * WEEK)


def test_many_reports_in_one_week_are_one_alert_with_its_picture_and_reason(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    usual_weeks(union, four_years((1, 0, 1, 2)), hazard="fall")
    received(union, THIS_WEEK, 25)
    [alert] = judge(reports)
    assert (alert.rule, alert.state, alert.audience) == (Rule.STATISTIC, AlertState.SIGNAL, Audience.READERS)
    assert (alert.workplace, alert.hazard, alert.observed) == (union.workplace, "chemical", 25)
    assert alert.expected is not None
    assert 0.5 < alert.expected < 4
    assert alert.p is not None
    assert alert.p < 1e-6
    weeks = queries.weeks_of(alert)
    assert (weeks[-1].week, weeks[-1].observed, weeks[-1].alarm, weeks[-1].running) == (THIS_WEEK, 25, True, True)
    assert [week.alarm for week in weeks[:-1]] == [False] * (len(weeks) - 1)
    assert weeks[-2].upper is not None
    [unit] = queries.units_of(alert)
    assert (unit.workplace, unit.observed) == (union.workplace, 25)


def test_usual_weeks_raise_nothing(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 2)
    assert judge(reports) == []


def test_the_same_night_twice_raises_one_alert(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    [alert], [again] = judge(reports), judge(reports)
    assert alert == again
    assert Alert.objects.count() == 1
    assert [line.verb for line in queries.history_of(union.officer.session, alert)] == [AlertVerb.RAISE]


def test_an_event_that_goes_on_updates_its_alert(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    judge(reports)
    received(union, THIS_WEEK + WEEK, 25)
    judge(reports, weeks_later=1)
    alert = Alert.objects.get()
    assert (alert.last_day, alert.observed) == (THIS_WEEK + WEEK, 50)
    lines = [line.verb for line in queries.history_of(union.officer.session, alert)]
    assert lines == [AlertVerb.RAISE, AlertVerb.GO_ON]


def test_a_closed_alert_is_not_raised_again_for_the_same_weeks(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    [alert] = judge(reports)
    operations.handle(alert, AlertVerb.FIND_NOT_REAL, by=union.officer.session, note="A training.", at=NOW)
    assert judge(reports) == []
    assert judge(reports, weeks_later=1) == []


def test_what_goes_on_in_a_merged_alert_reaches_the_other(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    [alert] = judge(reports)
    other = raise_alert(happened(union), at=NOW)
    operations.merge(alert, into=other, by=union.officer.session, at=NOW)
    received(union, THIS_WEEK + WEEK, 25)
    assert judge(reports, weeks_later=1) == [other]
    assert Alert.objects.count() == 2


def test_the_statistics_join_the_alert_of_a_rule_about_the_same_thing(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    rule = raise_alert(happened(union, rule=Rule.NEAR_MISSES, hazard="chemical", observed=3), at=NOW)
    [alert] = judge(reports)
    assert alert == rule
    assert (alert.rule, alert.observed, alert.watch) == (Rule.NEAR_MISSES, 3, reports)
    assert queries.weeks_of(alert)[-1].observed == 25


def test_each_circle_of_readers_has_series_of_its_own(union: House, reports: Watch) -> None:
    for audience in (Audience.READERS, Audience.RESTRICTED):
        usual_weeks(union, four_years(), audience=audience, hazard="violence")
    received(union, THIS_WEEK, 25, audience=Audience.RESTRICTED, hazard="violence")
    received(union, THIS_WEEK, 25, audience=Audience.NO_REPRESENTATIVES, hazard="violence")
    [alert] = judge(reports)
    assert alert.audience == Audience.RESTRICTED
    assert list(queries.alerts_for(union.restricted_reader.member)) == [alert]
    assert not queries.alerts_for(union.officer.member).exists()


def test_what_others_may_not_know_changes_no_number_of_theirs(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    received(union, THIS_WEEK, 25)
    [before] = judge(reports)
    numbers = (before.expected, before.upper, before.p, before.score, before.observed, before.false_alarms)
    watched, expected = reports.series, {each: reports.expected[each] for each in Watchfulness}
    Alert.objects.all().delete()
    Watch.objects.update(judged_until=None)
    usual_weeks(union, [9] * 208, audience=Audience.RESTRICTED)
    usual_weeks(union, [9] * 208, audience=Audience.NO_FOCAL_POINTS, hazard="fall")
    after = next(alert for alert in judge(reports) if alert.audience == Audience.READERS)
    assert (after.expected, after.upper, after.p, after.score, after.observed, after.false_alarms) == numbers
    assert (reports.series, {each: reports.expected[each] for each in Watchfulness}) == (watched, expected)
    assert reports.expected["restricted:usual"] > 0  # told with the alerts of that circle only


def test_a_workplace_that_joins_late_is_no_outbreak(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    for back in range(3):
        received(union, THIS_WEEK - back * WEEK, 2, workplace=union.second_workplace)
    assert judge(reports) == []


def test_a_workplace_that_closes_is_no_outbreak(union: House, reports: Watch) -> None:
    usual_weeks(union, [*four_years()[:-20], *[0] * 20])
    usual_weeks(union, four_years(), workplace=union.second_workplace)
    assert judge(reports) == []


def test_figures_of_one_workplace_make_no_outbreak_of_another(union: House, reports: Watch) -> None:
    for where in (union.workplace, union.second_workplace):
        usual_weeks(union, four_years()[:100], workplace=where)
        received(union, THIS_WEEK, 2, workplace=where)
    workplaces.keep_month(union.workplace, month=TODAY - 8 * WEEK, head_count=900, hours=None, by=None)
    assert judge(reports) == []
    judged = watching.judge(next(watching.tables_of(reports, today=TODAY)), alpha=0.01)
    last = [expected[-1] for expected in judged.expected]
    assert [expected for expected in last if expected is not None and 0.7 < expected < 3] == last


def test_another_organisation_is_neither_counted_nor_told(union: House, other_union: House, reports: Watch) -> None:
    usual_weeks(other_union, four_years())
    received(other_union, THIS_WEEK, 25)
    assert judge(reports) == []


def test_a_watch_that_rests_is_not_judged_and_others_are_judged_once_a_day(union: House) -> None:
    begin_usual(union.organisation, on=TODAY)
    watches = Watch.objects.filter(organisation=union.organisation)
    operations.rest(watches.get(source=Source.REPORTS), by=union.officer.member)
    watching.watch_due(at=NOW)
    assert set(watches.values_list("source", "watched_on")) == {("reports", None), ("register", TODAY)}
    assert watching.watch_due(at=NOW) == 0


def test_every_organisation_is_watched_without_being_asked_and_only_the_top_watches_the_record(
    union: House, federation: House
) -> None:
    for house in (union, federation):
        begin_usual(house.organisation, on=TODAY)
        begin_usual(house.organisation, on=TODAY)
    sources = [
        sorted(Watch.objects.filter(organisation=house.organisation).values_list("source", flat=True))
        for house in (union, federation)
    ]
    assert sources == [["register", "reports"], ["register", "reports", "tolls"]]


def test_more_watchful_expects_more_false_alarms(union: House, reports: Watch) -> None:
    usual_weeks(union, four_years())
    judge(reports)
    reports.refresh_from_db()
    assert reports.expected[Watchfulness.CALM] < reports.expected[Watchfulness.WATCHFUL]


def test_the_number_of_reads_does_not_grow_with_the_reports(union: House, reports: Watch) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as done:
            judge(reports)
        return len(done)

    usual_weeks(union, four_years())
    few = reads()
    for number in range(6):
        more = workplaces.add(
            f"Site {number}", organisation=union.organisation, employer="Zed", sector="C1410", place="Rayong", by=None
        )
        usual_weeks(union, four_years(), workplace=more)
    assert reads() == few


def test_a_table_that_cannot_be_judged_keeps_no_other_waiting(union: House) -> None:
    begin_usual(union.organisation, on=TODAY)
    source = CountSource.objects.create(
        organisation=union.organisation, name="A table", imported_on=TODAY, columns=["2026-11-09", "2026-11-16"]
    )
    CountedSeries.objects.create(source=source, name="cut off", counts=[1])
    broken = begin_watch(union.organisation, Source.COUNTS, on=TODAY, by=None, count_source=source)
    Watch.objects.filter(id=broken.id).update(id=uuid.UUID(int=0))  # the first in order
    with pytest.raises(ValueError, match="one count a period"):
        watching.watch_due(at=NOW)
    assert set(Watch.objects.filter(watched_on=TODAY).values_list("source", flat=True)) >= {Source.REPORTS}
    assert not Watch.objects.filter(source=Source.COUNTS, watched_on=TODAY).exists()
