"""What does not happen, and then happens: a silence that ends, actions that are late no more."""

import datetime as dt

import pytest

from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Rule
from safelamp.insight.alerts.looking import begin, look
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.states import AlertState, AlertVerb
from safelamp.loop.actions import operations as actions
from safelamp.loop.reports.models import Kind
from tests.loop.agreed import agree, take
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def watched(union: House) -> House:
    """The union, looked out for since a week."""
    begin(union.organisation, since=TODAY - 7 * DAY)
    return union


def _silent(house: House) -> Alert:
    house.workplace.union_members = 60
    house.workplace.save()
    take(house, report(house))
    look(at=MORNING + 90 * DAY)
    return Alert.objects.get(rule=Rule.SILENT)


def test_a_silence_that_ended_closes_its_alert_and_counts_neither_as_right_nor_as_wrong(watched: House) -> None:
    alert = _silent(watched)
    report(watched, at=MORNING + 92 * DAY)
    look(at=MORNING + 93 * DAY)
    alert.refresh_from_db()
    assert (alert.state, alert.feedback, alert.due_on) == (AlertState.CLOSED, "", None)
    assert alert.closed_on == TODAY + 93 * DAY
    line = queries.history_of(watched.officer.session, alert)[-1]
    assert (line.verb, line.member) == (AlertVerb.SETTLE, None)
    look(at=MORNING + 300 * DAY)  # silent a second time
    assert Alert.objects.filter(rule=Rule.SILENT, state=AlertState.SIGNAL).count() == 1


def test_a_silence_that_somebody_took_up_is_closed_by_them(watched: House) -> None:
    alert = _silent(watched)
    operations.handle(alert, AlertVerb.VERIFY, by=watched.officer.session, at=MORNING + 91 * DAY)
    report(watched, at=MORNING + 92 * DAY)
    for days in (93, 94, 95):
        look(at=MORNING + days * DAY)
    alert.refresh_from_db()
    assert alert.state == AlertState.VERIFIED
    assert [each.verb for each in alert.events.all()] == [AlertVerb.RAISE, AlertVerb.VERIFY, AlertVerb.SETTLE]


def test_what_somebody_opened_again_is_not_closed_by_the_machine_a_second_time(watched: House) -> None:
    alert = _silent(watched)
    report(watched, at=MORNING + 92 * DAY)
    look(at=MORNING + 93 * DAY)
    again = MORNING + 94 * DAY
    operations.handle(alert, AlertVerb.REOPEN, by=watched.officer.session, note="It was one old form.", at=again)
    look(at=MORNING + 95 * DAY)
    alert.refresh_from_db()
    assert alert.state == AlertState.SIGNAL


def test_a_report_that_is_shut_to_some_does_not_close_the_alert_of_a_silence(watched: House) -> None:
    alert = _silent(watched)
    report(watched, kind=Kind.RETALIATION, at=MORNING + 92 * DAY)
    look(at=MORNING + 93 * DAY)
    alert.refresh_from_db()
    assert alert.state == AlertState.SIGNAL


def test_an_alert_tells_of_the_actions_that_are_still_late_and_ends_with_the_last(watched: House) -> None:
    case = take(watched, report(watched))
    acts = agree(watched, case), agree(watched, case, what="Train the shift")
    late = MORNING + 8 * DAY
    look(at=late)
    for act, then in zip(acts, ((AlertState.SIGNAL, 1), (AlertState.CLOSED, 1)), strict=True):
        actions.revise_due_date(
            act, due_on=dt.date(2027, 3, 1), reason="Parts.", by=watched.focal_point.session, at=late
        )
        late += DAY
        look(at=late)
        alert = Alert.objects.get(rule=Rule.OVERDUE)
        assert (alert.state, alert.observed) == then
