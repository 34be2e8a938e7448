"""Old alerts go as cases do, and do not fire again; backups carry the rest."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.insight.alerts import operations
from safelamp.insight.alerts.choices import Rule, Source
from safelamp.insight.alerts.looking import begin, look
from safelamp.insight.alerts.models import Alert, AlertEvent, AlertUnit, AlertWeek, Behind, Watch
from safelamp.insight.alerts.shredding import destroy_old
from safelamp.insight.alerts.states import AlertVerb
from safelamp.insight.alerts.watches import begin_watch
from safelamp.loop.reports.models import Harm
from safelamp.site import nightly
from safelamp.site.backups.parts import Part, tables_of
from tests.insight.alerts.happening import MORNING, TODAY, alert, statistic
from tests.loop.agreed import take
from tests.loop.told import report
from tests.people import House

DAY = dt.timedelta(days=1)


def closed(house: House, found: Alert) -> Alert:
    return operations.handle(
        found, AlertVerb.FIND_NOT_REAL, by=house.officer.session, note="Somchai said so.", at=MORNING
    )


def test_a_closed_alert_is_destroyed_with_everything_of_it(union: House) -> None:
    closed(union, statistic(union))
    assert destroy_old(union.organisation, before=TODAY) == 0
    assert destroy_old(union.organisation, before=TODAY + DAY) == 1
    for model in (Alert, AlertEvent, AlertUnit, AlertWeek):
        assert not model.objects.exists()


def test_what_is_worked_on_stays_and_what_nobody_touched_goes(union: House) -> None:
    forgotten, worked_on = alert(union), alert(union)
    operations.handle(worked_on, AlertVerb.NOTE, by=union.officer.session, note="Asked.", at=MORNING + 30 * DAY)
    assert destroy_old(union.organisation, before=TODAY + 10 * DAY) == 1
    assert list(Alert.objects.all()) == [worked_on]
    assert forgotten not in Alert.objects.all()


def test_another_organisation_keeps_its_own(union: House, other_union: House) -> None:
    closed(other_union, alert(other_union))
    destroy_old(union.organisation, before=TODAY + DAY)
    assert Alert.objects.count() == 1


def test_a_merged_alert_goes_with_the_one_that_it_became_part_of(union: House) -> None:
    first, second = alert(union), alert(union)
    operations.merge(first, into=second, by=union.officer.session, at=MORNING)
    closed(union, second)
    assert destroy_old(union.organisation, before=TODAY + DAY) == 2


def test_after_its_alert_was_destroyed_a_report_does_not_fire_again(union: House) -> None:
    begin(union.organisation, since=TODAY - 7 * DAY)
    found = report(union, harm=Harm.DIED, at=MORNING)
    take(union, found)
    look(at=MORNING)
    closed(union, Alert.objects.get())
    destroy_old(union.organisation, before=TODAY + DAY)
    look(at=MORNING + DAY)
    assert not Alert.objects.exists()
    assert Behind.objects.get().alert is None


def test_the_night_destroys_old_alerts(union: House) -> None:
    closed(union, alert(union))
    for days in range(0, 790, 30):
        nightly.destroy_due(at=TODAY + days * DAY)
    assert not Alert.objects.exists()


def test_alerts_are_in_the_backup_of_the_data_and_in_no_other() -> None:
    held = {part: {table.name for table in tables_of(part)} for part in Part}
    ours = {model._meta.db_table for model in (Alert, AlertEvent, AlertUnit, AlertWeek, Behind, Watch)}
    assert ours <= held[Part.DATA]
    assert not ours & held[Part.KEYS]


def test_the_database_refuses_an_event_raised_twice_and_a_watch_begun_twice(union: House) -> None:
    alert(union, key="one", rule=Rule.DEATH)
    with pytest.raises(IntegrityError), transaction.atomic():
        alert(union, key="one", rule=Rule.DEATH)
    begin_watch(union.organisation, Source.REPORTS, on=TODAY, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Watch.objects.create(organisation=union.organisation, source=Source.REPORTS, begun_on=TODAY)
