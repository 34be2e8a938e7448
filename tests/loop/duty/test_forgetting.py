"""What the night takes of the bell."""

import datetime as dt

from safelamp.ground.post.sending import send_due
from safelamp.loop.duty import operations, shredding
from safelamp.loop.duty.models import Away, Ring, TrialRing
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.shredding import shred_reports
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import DAY, MINUTE, usual_list
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()


def test_rings_go_with_the_words_of_their_report_and_others_stay(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    old, new = (report(union, danger_now=True) for _ in range(2))
    ring_due(at=MORNING + MINUTE)
    assert shredding.forget(day=TODAY) == 0
    shred_reports(Report.objects.filter(id=old.id), organisation=union.organisation, day=TODAY)
    assert ring_due(at=MORNING + 20 * MINUTE) == 1  # of the other one: what is shredded rings no more
    assert shredding.forget(day=TODAY) == 1
    assert set(Ring.objects.values_list("report_id", flat=True)) == {new.id}


def test_trials_go_after_a_week_and_who_was_away_when_they_are_back(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    operations.ring_trial(by=union.officer.member, at=MORNING)
    send_due(at=MORNING)
    operations.be_away(TODAY, by=union.officer.member, at=MORNING)
    assert shredding.forget(day=TODAY) == 0
    assert shredding.forget(day=TODAY + dt.timedelta(days=1)) == 1
    assert not Away.objects.exists()
    assert shredding.forget(day=TODAY + 7 * DAY) == 3
    assert not TrialRing.objects.exists()
