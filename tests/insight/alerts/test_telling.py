"""Who is told of an alert, how, when; and that nothing of it leaves."""

import datetime as dt

import pytest

from safelamp.ground.post.models import Channel, Occasion, Outgoing
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Hears, Rule
from safelamp.insight.alerts.looking import begin, look
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.states import AlertVerb
from safelamp.insight.alerts.telling import tell_due
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.duty.models import RingOutcome
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Harm, Kind
from tests.ground.post.mail_server import Mailbox
from tests.insight.alerts.happening import alert
from tests.loop.duty.ringing import reach, stand
from tests.loop.told import MORNING, report
from tests.people import House

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
NIGHT = MORNING.replace(hour=23)


def told_names(found: Alert) -> list[str]:
    return [line.name.partition(".")[2] for line in queries.told_of(found)]


def test_whoever_is_on_duty_is_told_once_by_mail_and_the_mail_says_nothing_of_it(
    union: House, mailbox: Mailbox
) -> None:
    begin(union.organisation, since=MORNING.date())
    stand(union, union.focal_point)
    reach(union.focal_point, union.officer)
    report(union, harm=Harm.DIED, hazard="chemical")
    look(at=MORNING)
    for minutes in range(3):
        tell_due(at=MORNING + minutes * HOUR)
        send_due(at=MORNING + minutes * HOUR)
    tell_due(at=MORNING + 3 * HOUR)
    assert mailbox.recipients == ["union.focal_point@example.org"]
    [mail] = mailbox.raw
    for word in (b"hemical", b"Mill", b"died", b"death", b"Union Ltd"):
        assert word not in mail
    [line] = queries.told_of(Alert.objects.get())
    assert (line.name, line.outcome, line.reminder) == ("union.focal_point", RingOutcome.SENT, False)


def test_the_outbox_holds_ids_and_the_occasion_only(union: House, mailbox: Mailbox) -> None:
    reach(union.focal_point)
    found = alert(union)
    tell_due(at=MORNING)
    row = Outgoing.objects.get()
    assert (row.occasion, row.channel, row.member) == (Occasion.ALERT, Channel.MAIL, union.focal_point.member)
    values = {str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    assert not values & {str(found.id), found.rule, found.hazard, str(found.workplace_id), found.number}


def test_danger_now_rings_and_is_not_told_a_second_time(union: House, mailbox: Mailbox) -> None:
    begin(union.organisation, since=MORNING.date())
    reach(union.focal_point)
    report(union, danger_now=True)
    ring_due(at=MORNING)
    look(at=MORNING)
    tell_due(at=MORNING)
    assert Alert.objects.get().rings
    assert [row.occasion for row in Outgoing.objects.all()] == [Occasion.BELL]


def test_in_quiet_hours_an_alert_waits_for_the_morning(union: House, mailbox: Mailbox) -> None:
    begin(union.organisation, since=MORNING.date())
    stand(union, union.focal_point)
    reach(union.focal_point)
    found = alert(union, at=NIGHT)
    tell_due(at=NIGHT)
    assert not Outgoing.objects.exists()
    tell_due(at=MORNING + DAY)
    assert told_names(found) == ["focal_point"]


def test_a_death_is_told_in_quiet_hours_too(union: House, mailbox: Mailbox) -> None:
    begin(union.organisation, since=MORNING.date())
    stand(union, union.focal_point)
    reach(union.focal_point)
    found = alert(union, rule=Rule.DEATH, at=NIGHT)
    tell_due(at=NIGHT)
    assert told_names(found) == ["focal_point"]


def test_quiet_hours_can_be_chosen_and_left_out(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    reach(union.focal_point)
    operations.choose_quiet_hours(begins=None, ends=None, by=union.officer.member)
    found = alert(union, at=NIGHT)
    tell_due(at=NIGHT)
    assert told_names(found) == ["focal_point"]
    with pytest.raises(Refused, match="or neither"):
        operations.choose_quiet_hours(begins=dt.time(22), ends=None, by=union.officer.member)


def test_members_say_of_what_they_want_to_hear(union: House, mailbox: Mailbox) -> None:
    reach(union.focal_point, union.second_focal_point, union.officer)
    operations.listen(Hears.GRAVE, by=union.officer.member)
    operations.listen(Hears.EVERYTHING, by=union.second_focal_point.member)
    operations.listen(Hears.NOTHING, by=union.focal_point.member)
    usual, grave = alert(union, rule=Rule.NEAR_MISSES), alert(union, rule=Rule.DEATH)
    tell_due(at=MORNING)
    assert told_names(usual) == ["second_focal_point"]
    assert told_names(grave) == ["officer", "second_focal_point"]


@pytest.mark.parametrize("audience", [Audience.RESTRICTED, Audience.NO_FOCAL_POINTS])
def test_only_its_own_readers_are_told(union: House, mailbox: Mailbox, audience: Audience) -> None:
    for person in union.everybody:
        reach(person)
        if person is not union.trainer:
            operations.listen(Hears.EVERYTHING, by=person.member)
    found = alert(union, audience=audience)
    tell_due(at=MORNING)
    expected = {Audience.RESTRICTED: ["restricted_reader"], Audience.NO_FOCAL_POINTS: ["officer"]}
    assert told_names(found) == expected[audience]


def test_what_nobody_verified_in_time_is_told_once_more_and_to_more_people(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    reach(union.focal_point, union.officer)
    operations.listen(Hears.GRAVE, by=union.officer.member)
    found = alert(union, rule=Rule.NEAR_MISSES)
    tell_due(at=MORNING)
    assert told_names(found) == ["focal_point"]
    for days in (1, 2, 3, 4):
        tell_due(at=MORNING + days * DAY)
    again = [line for line in queries.told_of(found) if line.reminder]
    assert [line.name for line in again] == ["union.officer"]


def test_a_verified_alert_is_not_told_again(union: House, mailbox: Mailbox) -> None:
    reach(union.focal_point)
    found = alert(union)
    tell_due(at=MORNING)
    operations.handle(found, AlertVerb.VERIFY, by=union.officer.session, at=MORNING)
    assert tell_due(at=MORNING + 9 * DAY) == 0


def test_many_alerts_of_one_look_are_one_message(union: House, mailbox: Mailbox) -> None:
    reach(union.focal_point)
    for _ in range(5):
        alert(union)
    tell_due(at=MORNING)
    assert Outgoing.objects.count() == 1


def test_where_nobody_can_be_told_the_alert_says_so(union: House, mailbox: Mailbox) -> None:
    found = alert(union)
    tell_due(at=MORNING)
    assert {line.outcome for line in queries.told_of(found)} == {RingOutcome.NO_ADDRESS}


def test_a_message_that_still_waits_is_taken_back_when_the_alert_is_closed(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    reach(union.focal_point)
    found = alert(union)
    tell_due(at=MORNING)
    operations.handle(found, AlertVerb.FIND_NOT_REAL, by=union.officer.session, note="A drill.", at=MORNING)
    tell_due(at=MORNING)
    assert not Outgoing.objects.exists()
    [line] = queries.told_of(found)
    assert line.outcome == RingOutcome.TAKEN_FIRST


def test_retaliation_is_not_told_by_webhook_or_to_others(union: House, mailbox: Mailbox) -> None:
    begin(union.organisation, since=MORNING.date())
    for person in union.everybody:
        reach(person)
    report(union, kind=Kind.RETALIATION)
    ring_due(at=MORNING)
    look(at=MORNING)
    tell_due(at=MORNING)
    assert {row.member for row in Outgoing.objects.all()} == {union.restricted_reader.member}
