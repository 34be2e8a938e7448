"""The bell, with a clock that the test moves: who is rung in which round, what stops it, what stays of it."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.post import operations as post
from safelamp.ground.post.models import Channel, Occasion, Outcome, Outgoing
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import operations as cases
from safelamp.loop.duty import operations
from safelamp.loop.duty.models import Ring, RingOutcome
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Harm, Kind
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import (
    DAY,
    HOUR,
    MINUTE,
    look_each_minute,
    mail_of,
    names_of,
    reach,
    rounds_of,
    stand,
    usual_list,
)
from tests.loop.told import MORNING, report
from tests.people import House

SECONDS = dt.timedelta(seconds=5)


def mails_each_minute(mailbox: Mailbox, minutes: range) -> dict[int, list[str]]:
    """Who got a mail at which minute; bell and post look each minute."""
    found = {}
    for minute in minutes:
        before = len(mailbox.recipients)
        ring_due(at=MORNING + minute * MINUTE)
        send_due(at=MORNING + minute * MINUTE)
        if mailbox.recipients[before:]:
            found[minute] = sorted(address.partition("@")[0] for address in mailbox.recipients[before:])
    return found


def test_danger_now_rings_by_levels_until_somebody_takes_it(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    look_each_minute(range(46))
    first, deputy, following = ["focal_point"], ["focal_point", "second_focal_point"], [
        "focal_point", "officer", "second_focal_point",
    ]  # fmt: skip
    assert rounds_of(danger) == [(0, first), (15, deputy), (30, following), (45, following)]
    cases.open_case([danger], by=union.officer.session, at=MORNING + 50 * MINUTE)
    assert look_each_minute(range(50, 200)) == 0
    assert len(rounds_of(danger)) == 4


def test_the_mails_come_at_once_after_a_quarter_and_a_half_and_end_when_it_is_taken(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    first, second, officer = "union.focal_point", "union.second_focal_point", "union.officer"
    assert mails_each_minute(mailbox, range(40)) == {0: [first], 15: [first, second], 30: [first, officer, second]}
    assert set(mailbox.texts) == {"Somebody waits for you at the desk. Please open it now.\n"}
    cases.open_case([danger], by=union.officer.session, at=MORNING + 40 * MINUTE)
    assert mails_each_minute(mailbox, range(40, 120)) == {}


def test_an_officer_on_duty_gets_no_mail_of_the_restricted_lane(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    stand(union, union.officer)
    reach(union.restricted_reader)
    report(union, kind=Kind.FORCED, danger_now=True)
    report(union, kind=Kind.RETALIATION)
    mails = mails_each_minute(mailbox, range(0, 61, 5))
    assert {name for names in mails.values() for name in names} == {"union.restricted_reader"}
    assert [*mails] == [0, 15, 30, 45, 60]
    assert mails[0] == ["union.restricted_reader"]  # one mail for both


@pytest.mark.parametrize("choices", [{}, {"harm": Harm.DIED}, {"kind": Kind.INJURY, "harm": Harm.LASTING}])
def test_other_reports_do_not_ring(union: House, mailbox: Mailbox, choices: dict[str, object]) -> None:
    usual_list(union)
    report(union, **choices)
    assert look_each_minute(range(40)) == 0
    assert not Ring.objects.exists()


def test_the_restricted_lane_rings_its_readers_only_though_others_are_on_duty(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    reach(union.restricted_reader)
    restricted = report(union, kind=Kind.RETALIATION)
    look_each_minute(range(0, 300, 5))
    assert rounds_of(restricted) == [(minutes, ["restricted_reader"]) for minutes in (0, 15, 135, 255)]
    assert set(Outgoing.objects.values_list("member__login_name", flat=True)) == {"union.restricted_reader"}


def test_danger_now_of_the_restricted_lane_rings_as_often_as_danger_and_still_its_readers_only(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    reach(union.restricted_reader)
    both = report(union, kind=Kind.FORCED, danger_now=True)
    look_each_minute(range(46))
    assert rounds_of(both) == [(minutes, ["restricted_reader"]) for minutes in (0, 15, 30, 45)]


def test_a_report_shut_to_focal_points_rings_no_focal_point_in_any_round(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    shut = report(union, danger_now=True, shut_to=Audience.NO_FOCAL_POINTS)
    look_each_minute(range(31))
    assert rounds_of(shut) == [(minutes, ["officer"]) for minutes in (0, 15, 30)]


def test_nobody_on_duty_rings_everybody_on_the_list(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point, begins=20, ends=22)
    stand(union, union.officer, begins=22, ends=23)
    reach(union.focal_point, union.officer, union.second_focal_point)
    danger = report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    assert rounds_of(danger) == [(0, ["focal_point", "officer"])]


def test_members_without_an_address_stand_there_as_not_told(union: House, mailbox: Mailbox) -> None:
    stand(union, union.focal_point)
    stand(union, union.officer)
    reach(union.officer)
    report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    outcomes = dict(Ring.objects.values_list("member__login_name", "outcome"))
    assert outcomes == {"union.focal_point": RingOutcome.NO_ADDRESS, "union.officer": RingOutcome.WAITING}


def test_where_sending_is_not_set_up_that_is_what_stands_there(union: House) -> None:
    stand(union, union.focal_point)
    report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    assert Ring.objects.get().outcome == RingOutcome.NOT_SET_UP
    assert not Outgoing.objects.exists()


# Twice, late, backwards, cut off


def test_looking_twice_rings_once(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    report(union, danger_now=True)
    assert [ring_due(at=MORNING + SECONDS) for _ in range(3)] == [1, 0, 0]
    assert Outgoing.objects.count() == 1


def test_the_database_refuses_the_same_ring_twice(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    rung = Ring.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ring.objects.create(report=rung.report, member=rung.member, round=0, minutes=0, outcome=RingOutcome.SENT)


def test_a_process_that_was_down_for_three_hours_rings_once_and_to_all_levels(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    assert look_each_minute(range(180, 195)) == 1
    assert rounds_of(danger)[1:] == [(180, ["focal_point", "officer", "second_focal_point"])]


def test_a_clock_set_back_a_day_does_not_silence_it_and_does_not_make_it_ring_without_end(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    look_each_minute(range(31))
    assert look_each_minute(range(31, 46), of=MORNING - DAY) == 1
    assert look_each_minute(range(46, 62), of=MORNING - DAY) == 2
    assert [minutes for minutes, _ in rounds_of(danger)] == [0, 15, 30, 31 - 1440, 46 - 1440, 61 - 1440]
    assert len(names_of(danger, round=3)) == 3


def test_a_report_that_came_before_the_clock_was_set_back_rings_at_once(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    assert ring_due(at=MORNING - DAY) == 1
    assert names_of(danger, round=0) == ["focal_point"]


def test_what_fails_between_ring_and_message_has_done_neither(
    union: House, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual_list(union)
    report(union, danger_now=True)

    def fail(*_: object, **__: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Ring.objects, "bulk_create", fail)
        with pytest.raises(DatabaseError):
            ring_due(at=MORNING + SECONDS)
    assert not Outgoing.objects.exists()
    assert ring_due(at=MORNING + 2 * SECONDS) == 1


def test_a_mail_server_that_is_down_for_an_hour_stops_nothing(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    mailbox.to_mail = "451 try again later"
    danger = report(union, danger_now=True)
    for second in range(0, 3600, 60):
        ring_due(at=MORNING + dt.timedelta(seconds=second))
        send_due(at=MORNING + dt.timedelta(seconds=second))
    assert [minutes for minutes, _ in rounds_of(danger)] == [0, 15, 30, 45]
    assert mailbox.recipients == []
    mailbox.to_mail = ""
    send_due(at=MORNING + 65 * MINUTE)
    assert mailbox.recipients.count(mail_of(union.focal_point)) >= 1
    assert mail_of(union.officer) in mailbox.recipients


def test_the_audit_has_one_line_of_the_reports_own_day(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    late = MORNING.replace(hour=23, minute=50)
    danger = report(union, danger_now=True, at=late)
    look_each_minute(range(61), of=late)
    line = AuditLine.objects.get(verb="duty.ring")
    assert (line.subject_id, line.day, line.member_id) == (danger.id, late.date(), None)


def test_the_organisations_own_system_is_told_of_what_everybody_may_read_and_of_nothing_else(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    addresses.keep_webhook("https://union.example/hook", secret="x" * 32, by=union.officer.member)
    report(union, danger_now=True, shut_to=Audience.NO_FOCAL_POINTS)
    report(union, kind=Kind.FORCED)
    ring_due(at=MORNING + SECONDS)
    assert not Outgoing.objects.filter(channel=Channel.WEBHOOK).exists()
    report(union, danger_now=True)
    ring_due(at=MORNING + 2 * SECONDS)
    assert Outgoing.objects.filter(channel=Channel.WEBHOOK).count() == 1


def test_nothing_due_costs_two_statements_and_locks_nothing(
    union: House, mailbox: Mailbox, django_assert_num_queries: object
) -> None:
    usual_list(union)
    report(union, danger_now=True)
    ring_due(at=MORNING + SECONDS)
    with django_assert_num_queries(2):  # type: ignore[operator]
        ring_due(at=MORNING + MINUTE)


# The trial


def test_a_trial_rings_everybody_of_today_once_and_says_that_it_is_one(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    stand(union, union.restricted_reader)
    noon = MORNING.replace(hour=12)
    operations.ring_trial(by=union.focal_point.member, at=noon)
    with pytest.raises(Exception, match="still on its way"):
        operations.ring_trial(by=union.officer.member, at=noon)
    send_due(at=noon)
    assert len(mailbox.arrived) == 3
    assert all("This is a trial" in text for text in mailbox.texts)
    found = operations.queries.last_trial(union.organisation, on=noon.date())
    assert {each.member.login_name.partition(".")[2]: each.outcome for each in found} == {
        "focal_point": RingOutcome.SENT,
        "officer": RingOutcome.SENT,
        "restricted_reader": RingOutcome.NO_ADDRESS,
        "second_focal_point": RingOutcome.SENT,
    }
    operations.ring_trial(by=union.officer.member, at=noon)
    assert AuditLine.objects.filter(verb="duty.ring_trial").count() == 2


def test_a_trial_that_the_outbox_has_forgotten_blocks_nothing(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    operations.ring_trial(by=union.officer.member, at=MORNING)
    Outgoing.objects.all().delete()
    assert operations.queries.last_trial(union.organisation, on=MORNING.date()) == []
    assert operations.ring_trial(by=union.officer.member, at=MORNING)


def test_a_trial_is_forgotten_after_a_week(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    operations.ring_trial(by=union.officer.member, at=MORNING)
    send_due(at=MORNING)
    assert operations.queries.last_trial(union.organisation, on=MORNING.date() + 6 * DAY)
    assert operations.queries.last_trial(union.organisation, on=MORNING.date() + 7 * DAY) == []


def test_withdrawing_takes_back_only_what_waits(union: House, mailbox: Mailbox) -> None:
    reach(union.officer)
    rows = [
        post.send(union.officer.member, occasion=Occasion.BELL, key=key, at=MORNING)[0]
        for key in (union.organisation.id, union.officer.member.id)
    ]
    Outgoing.objects.filter(id=rows[0].id).update(outcome=Outcome.SENT, due_at=None)
    assert post.withdraw([row.key for row in rows]) == 1
    assert Outgoing.objects.get().id == rows[0].id


def test_hours_later_it_still_rings(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    danger = report(union, danger_now=True)
    for minutes in range(0, 8 * 60, 5):
        ring_due(at=MORNING + minutes * MINUTE)
    found = [minutes for minutes, _ in rounds_of(danger)]
    assert found == [*range(0, 241, 15), 300, 360, 420]
    assert ring_due(at=MORNING + 3 * DAY + HOUR) == 1
