"""What stays of a bell once the report is taken."""

import datetime as dt

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.post.models import Outgoing
from safelamp.ground.post.sending import send_due
from safelamp.loop.cases import operations as cases
from safelamp.loop.duty.models import Ring, RingOutcome
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Report
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import MINUTE, look_each_minute, mail_of, rounds_of, usual_list
from tests.loop.told import MORNING, report
from tests.people import House

SECONDS = dt.timedelta(seconds=5)


def test_what_still_waits_to_be_sent_when_it_is_taken_is_sent_to_nobody(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    cases.open_case([danger], by=union.officer.session, at=MORNING + MINUTE)
    ring_due(at=MORNING + MINUTE)
    send_due(at=MORNING + MINUTE)
    assert mailbox.recipients == []
    assert Ring.objects.get().outcome == RingOutcome.TAKEN_FIRST


def test_a_message_that_stands_for_another_report_too_is_still_sent(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    taken, waiting = (report(union, danger_now=True) for _ in range(2))
    ring_due(at=MORNING + SECONDS)
    cases.open_case([taken], by=union.officer.session, at=MORNING + MINUTE)
    ring_due(at=MORNING + MINUTE)
    send_due(at=MORNING + MINUTE)
    assert mailbox.recipients == [mail_of(union.focal_point)]
    assert Ring.objects.get(report=waiting).key is not None


# What stays


def test_after_taking_there_is_no_way_from_a_ring_to_the_outbox_and_its_outcome_stays(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    for minute in range(16):
        ring_due(at=MORNING + minute * MINUTE)
        send_due(at=MORNING + minute * MINUTE)
    keys = set(Outgoing.objects.values_list("key", flat=True))
    cases.open_case([danger], by=union.officer.session, at=MORNING + 16 * MINUTE)
    ring_due(at=MORNING + 16 * MINUTE)
    assert rounds_of(danger) == [(0, ["focal_point"]), (15, ["focal_point", "second_focal_point"])]
    assert set(Ring.objects.values_list("key", "outcome")) == {(None, RingOutcome.SENT)}
    assert len(keys) == 3


def test_outcomes_of_earlier_rounds_are_kept_while_the_report_still_waits(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    report(union, danger_now=True)
    for minute in range(31):
        ring_due(at=MORNING + minute * MINUTE)
        send_due(at=MORNING + minute * MINUTE)
    Outgoing.objects.all().delete()  # as a week later
    assert set(Ring.objects.filter(round__lt=2).values_list("key", "outcome")) == {(None, RingOutcome.SENT)}
    assert not Ring.objects.filter(round=2, key=None).exists()


def test_taken_on_another_day_the_minutes_go_because_they_would_tell_the_hour(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    late = MORNING.replace(hour=23, minute=50)
    danger = report(union, danger_now=True, at=late)
    look_each_minute(range(31), of=late)
    cases.open_case([danger], by=union.officer.session, at=late + 31 * MINUTE)
    ring_due(at=late + 31 * MINUTE)
    assert rounds_of(danger) == [(None, ["focal_point", "officer", "second_focal_point"])]
    assert set(Ring.objects.values_list("level", flat=True)) == {""}


def test_in_a_hostile_profile_the_minutes_stay_within_the_week_that_the_report_tells(
    union: House, mailbox: Mailbox
) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    usual_list(union)
    late = MORNING.replace(hour=23, minute=50)
    danger = report(union, danger_now=True, at=late)
    look_each_minute(range(16), of=late)
    cases.open_case([danger], by=union.officer.session, at=late + 16 * MINUTE)
    ring_due(at=late + 16 * MINUTE)
    assert [minutes for minutes, _ in rounds_of(danger)] == [0, 15]
    assert Report.objects.get(id=danger.id).arrived_on == MORNING.date()
