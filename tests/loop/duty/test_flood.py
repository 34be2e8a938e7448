"""Many reports at once: a member is told once, and each report counts as told."""

import datetime as dt

from safelamp.ground.post.models import Outgoing
from safelamp.ground.post.sending import send_due
from safelamp.loop.cases import operations as cases
from safelamp.loop.duty.operations import ring_due
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import MINUTE, names_of, rounds_of, usual_list
from tests.loop.told import MORNING, report
from tests.people import House

SECONDS = dt.timedelta(seconds=5)


def test_a_flood_of_reports_is_one_mail_in_two_minutes_and_each_report_counts_as_told(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    flood = []
    for second in range(0, 110, 10):
        moment = MORNING + dt.timedelta(seconds=second)
        flood.append(report(union, danger_now=True, at=moment))
        ring_due(at=moment)
        send_due(at=moment)
    assert mailbox.recipients == ["union.focal_point@example.org"]
    assert all(rounds_of(each)[0][1] == ["focal_point"] for each in flood)
    later = report(union, danger_now=True, at=MORNING + 3 * MINUTE)
    ring_due(at=MORNING + 3 * MINUTE)
    send_due(at=MORNING + 3 * MINUTE)
    assert len(mailbox.recipients) == 2
    assert rounds_of(later)[0][1] == ["focal_point"]


def test_whoever_took_what_rang_a_minute_ago_is_told_of_the_next(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    first = report(union, danger_now=True)
    ring_due(at=MORNING)
    send_due(at=MORNING)
    cases.open_case([first], by=union.focal_point.session, at=MORNING + SECONDS)
    report(union, danger_now=True, at=MORNING + MINUTE)
    ring_due(at=MORNING + MINUTE)
    send_due(at=MORNING + MINUTE)
    assert len(mailbox.recipients) == 2


def test_several_reports_of_one_look_are_one_message_to_each_member(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    both = [report(union, danger_now=True) for _ in range(2)]
    assert ring_due(at=MORNING + SECONDS) == 2
    assert Outgoing.objects.count() == 1
    assert [names_of(each, round=0) for each in both] == [["focal_point"]] * 2
