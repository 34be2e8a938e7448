"""Looking for what fires a rule: once and only once, whatever happens between two looks."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import looking, operations, queries
from safelamp.insight.alerts.choices import Rule, Source
from safelamp.insight.alerts.looking import begin, look
from safelamp.insight.alerts.models import Alert, Behind, Lookout
from safelamp.insight.alerts.states import AlertVerb
from safelamp.loop.actions import operations as actions
from safelamp.loop.register.kinds import Severity
from safelamp.loop.register.operations import record_injury
from safelamp.loop.reports.models import Harm, Kind, Report
from tests.insight.alerts.happening import alert
from tests.loop.agreed import DUE, agree, take
from tests.loop.register.written import injury
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def watched(union: House) -> House:
    """The union, looked out for since a week."""
    begin(union.organisation, since=TODAY - 7 * DAY)
    return union


def rules_raised() -> list[str]:
    return sorted(Alert.objects.values_list("rule", flat=True))


def near_misses(house: House, *after: int) -> None:
    for days in after:
        report(house, kind=Kind.NEAR_MISS, at=MORNING + days * DAY)


def closed(house: House, alert: Alert) -> None:
    operations.handle(alert, AlertVerb.FIND_NOT_REAL, by=house.officer.session, note="A drill.", at=MORNING)


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"danger_now": True}, Rule.DANGER_NOW),
        ({"harm": Harm.DIED}, Rule.DEATH),
        ({"hazard": "fire", "kind": Kind.INJURY}, Rule.FIRE),
        ({"kind": Kind.FORCED}, Rule.RESTRICTED),
    ],
)
def test_a_report_raises_one_alert_however_often_it_is_looked_at(
    watched: House, told: dict[str, object], rule: Rule
) -> None:
    found = report(watched, **told)
    for _ in range(3):
        look(at=MORNING)
    look(at=MORNING + 5 * DAY)  # the look of another day goes through everything
    assert rules_raised() == [rule]
    assert list(Behind.objects.values_list("report_id", flat=True)) == [found.id]


def test_an_amputation_in_the_register_raises_an_alert(watched: House) -> None:
    record_injury(injury(day=TODAY, amputations=1, severity=Severity.SERIOUS), by=watched.focal_point.session)
    look(at=MORNING)
    alert = Alert.objects.get()
    assert (alert.rule, alert.source) == (Rule.AMPUTATION, Source.REGISTER)
    assert not queries.alerts_for(watched.representative.member).exists()


def test_what_is_written_down_of_older_years_is_history(watched: House) -> None:
    record_injury(
        injury(day=TODAY - 60 * DAY, amputations=1, severity=Severity.SERIOUS), by=watched.focal_point.session
    )
    look(at=MORNING)
    assert rules_raised() == []


def test_a_death_that_is_reported_and_then_recorded_is_one_alert_of_one_death(watched: House) -> None:
    report(watched, harm=Harm.DIED)
    look(at=MORNING)
    fatal = injury(day=TODAY, severity=Severity.FATAL, days_lost=None, workplace=watched.workplace)
    record_injury(fatal, by=watched.focal_point.session)
    look(at=MORNING + DAY)
    assert (rules_raised(), Alert.objects.get().observed) == ([Rule.DEATH], 1)


def test_three_near_misses_of_one_kind_raise_one_alert_and_the_fourth_joins_it(watched: House) -> None:
    near_misses(watched, 0, 1)
    look(at=MORNING + DAY)
    assert rules_raised() == []
    near_misses(watched, 2)
    look(at=MORNING + 2 * DAY)
    near_misses(watched, 3)
    look(at=MORNING + 3 * DAY)
    look(at=MORNING + 3 * DAY)
    alert = Alert.objects.get()
    assert (alert.rule, alert.observed, alert.behind.count()) == (Rule.NEAR_MISSES, 4, 4)
    lines = [line.verb for line in queries.history_of(watched.officer.session, alert)]
    assert lines == [AlertVerb.RAISE, AlertVerb.GO_ON]


def test_after_an_alert_is_closed_it_takes_three_new_near_misses(watched: House) -> None:
    near_misses(watched, 0, 1, 2)
    look(at=MORNING + 2 * DAY)
    closed(watched, Alert.objects.get())
    near_misses(watched, 3, 4)
    look(at=MORNING + 4 * DAY)
    assert Alert.objects.count() == 1
    near_misses(watched, 5)
    look(at=MORNING + 5 * DAY)
    assert Alert.objects.count() == 2


def test_near_misses_of_other_readers_do_not_make_up_three(watched: House) -> None:
    near_misses(watched, 0, 1)
    report(watched, kind=Kind.NEAR_MISS, shut_to=Audience.NO_REPRESENTATIVES)
    report(watched, kind=Kind.NEAR_MISS, hazard="violence")
    look(at=MORNING)
    assert rules_raised() == [Rule.RESTRICTED]


def test_what_the_restricted_lane_raises_is_seen_by_its_readers_only(watched: House) -> None:
    report(watched, kind=Kind.RETALIATION)
    look(at=MORNING)
    seen = {
        who: queries.alerts_for(getattr(watched, who).member).count()
        for who in ("officer", "focal_point", "representative", "trainer", "restricted_reader")
    }
    assert seen == {"officer": 0, "focal_point": 0, "representative": 0, "trainer": 0, "restricted_reader": 1}


def test_many_reports_of_one_danger_are_one_alert(watched: House) -> None:
    for _ in range(4):
        report(watched, danger_now=True)
    look(at=MORNING)
    report(watched, danger_now=True)
    look(at=MORNING)
    assert Alert.objects.get().observed == 5


def test_a_crash_between_two_writes_loses_nothing_and_doubles_nothing(
    watched: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(watched, harm=Harm.DIED)

    def dies(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Behind.objects, "bulk_create", dies)
        with pytest.raises(KeyboardInterrupt):
            look(at=MORNING)
    assert rules_raised() == []
    look(at=MORNING)
    assert rules_raised() == [Rule.DEATH]


def test_a_report_that_was_stored_late_is_found(watched: House) -> None:
    look(at=MORNING + 20 * DAY)
    report(watched, harm=Harm.DIED, at=MORNING)  # the clock was wrong, or it lay in the spool
    look(at=MORNING + 20 * DAY)
    assert rules_raised() == [Rule.DEATH]


def test_a_report_that_was_taken_before_the_first_look_is_found_on_the_next_day(watched: House) -> None:
    found = report(watched, harm=Harm.DIED)
    take(watched, found)
    look(at=MORNING + 6 * DAY)
    assert rules_raised() == [Rule.DEATH]


def test_a_late_joiner_is_not_told_of_its_history(union: House) -> None:
    old = report(union, harm=Harm.DIED, at=MORNING - 400 * DAY)
    take(union, old)
    look(at=MORNING)
    assert rules_raised() == []
    assert Lookout.objects.get(organisation=union.organisation).since == TODAY


def test_what_is_set_aside_fires_nothing(watched: House) -> None:
    found = report(watched, harm=Harm.DIED)
    Report.objects.filter(id=found.id).update(set_aside_on=TODAY, due_at=None, arrived_at=None, event=None)
    look(at=MORNING)
    assert rules_raised() == []


def test_actions_behind_schedule_are_one_alert_a_workplace(watched: House) -> None:
    case = take(watched, report(watched))
    first, _second = agree(watched, case), agree(watched, case, what="Train the shift")
    late = MORNING + 8 * DAY
    look(at=late)
    look(at=late + DAY)
    alert = Alert.objects.get()
    assert (alert.rule, alert.observed, alert.first_day) == (Rule.OVERDUE, 2, DUE)
    assert queries.actions_behind(watched.officer.member, alert).count() == 2
    closed(watched, alert)
    later = dt.date(2026, 12, 1)
    actions.revise_due_date(first, due_on=later, reason="Parts are late.", by=watched.focal_point.session, at=late)
    look(at=late + 2 * DAY)
    assert Alert.objects.count() == 1
    look(at=MORNING + 30 * DAY)  # late a second time
    assert Alert.objects.count() == 2


def test_a_workplace_that_goes_silent_raises_one_alert(watched: House) -> None:
    watched.workplace.union_members = 60
    watched.workplace.save()
    take(watched, report(watched))
    look(at=MORNING + 89 * DAY)
    assert rules_raised() == []
    for days in (90, 91, 200):
        look(at=MORNING + days * DAY)
    alert = Alert.objects.get()
    assert (alert.rule, alert.first_day, alert.workplace) == (Rule.SILENT, TODAY, watched.workplace)


def test_a_report_of_the_restricted_lane_does_not_end_a_silence(watched: House) -> None:
    watched.workplace.union_members = 60
    watched.workplace.save()
    hidden = report(watched, kind=Kind.RETALIATION, at=MORNING + 80 * DAY)
    look(at=MORNING + 100 * DAY)
    silent = Alert.objects.get(rule=Rule.SILENT)
    assert silent.audience == Audience.READERS
    assert not Behind.objects.filter(report=hidden, alert__audience=Audience.READERS).exists()


def test_workplaces_that_were_silent_before_anybody_looked_raise_nothing_at_once(union: House) -> None:
    union.workplace.union_members = 60
    union.workplace.save()
    take(union, report(union, at=MORNING - 200 * DAY))
    begin(union.organisation, since=TODAY)
    look(at=MORNING)
    assert rules_raised() == []


def test_a_look_where_nothing_is_new_reads_little_and_writes_nothing(watched: House) -> None:
    for _ in range(3):
        report(watched)
    look(at=MORNING)
    with CaptureQueriesContext(
        connection,
    ) as few:
        looking.look_at(watched.organisation, at=MORNING)
    assert len(few) <= 4
    assert all(each["sql"].startswith("SELECT") for each in few)


def test_a_fix_that_was_not_accepted_is_late_anew_by_the_same_due_date(watched: House) -> None:
    action = agree(watched, take(watched, report(watched)))
    late = MORNING + 8 * DAY
    look(at=late)
    operations.handle(
        Alert.objects.get(), AlertVerb.FIND_NOT_REAL, by=watched.officer.session, note="They say it is done.", at=late
    )
    actions.report_fixed(action, by=watched.focal_point.session, at=late)
    look(at=late + DAY)
    actions.do_not_accept(action, reason="The guard is loose.", by=watched.officer.session, at=late + DAY)
    look(at=late + 2 * DAY)
    assert rules_raised() == [Rule.OVERDUE, Rule.OVERDUE]


def test_what_fails_in_one_organisation_keeps_no_other_waiting(union: House, other_union: House) -> None:
    first, second = sorted((union, other_union), key=lambda house: house.organisation.id)
    for house in (first, second):
        begin(house.organisation, since=TODAY)
    broken = report(first, danger_now=True)
    report(second, danger_now=True)
    raised_before = alert(first, rule=Rule.DANGER_NOW, key=f"{Rule.DANGER_NOW}:{broken.id}", hazard="fire")
    closed(first, raised_before)
    with pytest.raises(IntegrityError):
        look(at=MORNING)
    assert Alert.objects.filter(organisation=second.organisation).count() == 1
