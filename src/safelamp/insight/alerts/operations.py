"""What people do with alerts, and how they choose what is watched. Each looks its row up again, locked."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.insight.alerts.choices import Feedback, Hears, Risk, Watchfulness
from safelamp.insight.alerts.models import Alert, AlertEvent, Listener, Lookout, Watch
from safelamp.insight.alerts.queries import alerts_for, may_handle, mergeable, watch_for
from safelamp.insight.alerts.states import JUDGED_AS, OVER, AlertState, AlertVerb, due_on, step
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.times import coarse_day

HANDLED = frozenset(
    {
        AlertVerb.VERIFY,
        AlertVerb.FIND_NOT_REAL,
        AlertVerb.CANNOT_TELL,
        AlertVerb.ASSESS,
        AlertVerb.ACT,
        AlertVerb.NOTE,
        AlertVerb.CLOSE,
        AlertVerb.REOPEN,
    }
)  # by `handle`; merge and judge have operations of their own, the rest is the machine's
WORDS_NEEDED = frozenset(
    {
        AlertVerb.FIND_NOT_REAL,
        AlertVerb.CANNOT_TELL,
        AlertVerb.ACT,
        AlertVerb.NOTE,
        AlertVerb.CLOSE,
        AlertVerb.REOPEN,
    }
)


@transaction.atomic
def handle(
    alert: Alert,
    verb: AlertVerb,
    *,
    by: OpenSession,
    note: str = "",
    risk: Risk = Risk.NONE,
    at: dt.datetime | None = None,
) -> Alert:
    """Verifies, assesses, acts on, closes or opens again, by the table of states; raises Refused.

    `risk` goes with `assess` and is needed there. What is said to be real or not real counts in the precision.
    """
    found = _locked(alert, by=by)
    row = step(AlertState(found.state), verb)
    if verb not in HANDLED:
        raise ValueError(f"{verb} has an operation of its own")
    if verb in WORDS_NEEDED and not note.strip():
        raise Refused(_("Say in a few words what you know."))
    if verb == AlertVerb.ASSESS:
        if risk == Risk.NONE:
            raise Refused(_("Choose how great the risk is."))
        found.risk = risk
    day = _day(found, at)
    if verb in JUDGED_AS:
        found.feedback = JUDGED_AS[verb]
        found.judged_on = day if found.feedback else None
    reach(found, row.after, day=day)
    found.save()
    write(found, verb, by=by, note=note, at=at)
    return found


@transaction.atomic
def merge(alert: Alert, *, into: Alert, by: OpenSession, note: str = "", at: dt.datetime | None = None) -> Alert:
    """Makes an alert part of another open one of the same readers; returns the other. The number stays findable."""
    found = _locked(alert, by=by)
    row = step(AlertState(found.state), AlertVerb.MERGE)
    other = mergeable(by.member, found).select_for_update(of=("self",)).get(id=into.id)
    found.merged_into = other
    reach(found, row.after, day=_day(found, at))
    found.save()
    Alert.objects.filter(merged_into=found).update(merged_into=other)
    other.first_day, other.last_day = min(other.first_day, found.first_day), max(other.last_day, found.last_day)
    other.save(update_fields=["first_day", "last_day"])
    write(found, AlertVerb.MERGE, by=by, note=note, at=at)
    return other


@transaction.atomic
def correct_feedback(
    alert: Alert, feedback: Feedback, *, by: OpenSession, note: str, at: dt.datetime | None = None
) -> Alert:
    """Says better what a closed alert was found to be: real, not real, or that nobody can tell."""
    found = _locked(alert, by=by)
    if found.state != AlertState.CLOSED or feedback == Feedback.NONE:
        raise Refused(_("Only a closed alert can be judged anew: real, not real, or nobody can tell."))
    if not note.strip():
        raise Refused(_("Say in a few words what you know."))
    found.feedback, found.judged_on = feedback, _day(found, at)
    found.save(update_fields=["feedback", "judged_on"])
    write(found, AlertVerb.JUDGE, by=by, note=note, at=at)
    return found


@transaction.atomic
def choose_watchfulness(watch: Watch, watchfulness: Watchfulness, *, by: Member) -> Watch:
    """How many false alarms a month the organisation accepts from this watch."""
    return _change(watch, by=by, watchfulness=watchfulness)


@transaction.atomic
def rest(watch: Watch, *, by: Member) -> Watch:
    """Nothing is judged on this watch until somebody wakes it."""
    return _change(watch, by=by, resting=True)


@transaction.atomic
def wake(watch: Watch, *, by: Member) -> Watch:
    """The watch is judged again from the next night on."""
    return _change(watch, by=by, resting=False)


@transaction.atomic
def choose_quiet_hours(*, begins: dt.time | None, ends: dt.time | None, by: Member) -> Lookout:
    """The hours in which nobody is told of alerts, except of death and danger now; None for none."""
    if not allows(by, Permission.KEEP_WATCHES):
        raise Watch.DoesNotExist
    if (begins is None) != (ends is None) or (begins is not None and begins == ends):
        raise Refused(_("Give the hour from which and the hour until which it shall be quiet, or neither."))
    lookout, _new = Lookout.objects.get_or_create(
        organisation_id=by.organisation_id, defaults={"since": timezone.localdate()}
    )
    lookout.quiet_from, lookout.quiet_until = begins, ends
    lookout.save(update_fields=["quiet_from", "quiet_until"])
    audit.record("alerts.choose_quiet_hours", organisation_id=by.organisation_id, by=by.id)
    return lookout


@transaction.atomic
def listen(hears: Hears, *, by: Member) -> Listener:
    """Of which alerts the member wants to be told by mail or text message, by the addresses that they keep."""
    if not allows(by, Permission.READ_ALERTS) and not allows(by, Permission.READ_RESTRICTED):
        raise Alert.DoesNotExist
    listener, _new = Listener.objects.update_or_create(member=by, defaults={"hears": hears})
    audit.record("alerts.listen", organisation_id=by.organisation_id, by=by.id)
    return listener


def write(
    alert: Alert, verb: AlertVerb, *, by: OpenSession | None, note: str = "", at: dt.datetime | None = None
) -> AlertEvent:
    """Adds a line to the alert's history, the note sealed to its readers, and one to the audit."""
    last: int | None = alert.events.aggregate(last=Max("position"))["last"]
    event = AlertEvent(
        alert=alert,
        position=0 if last is None else last + 1,
        verb=verb,
        day=_day(alert, at),
        member=by.member if by else None,
    )
    event.note_sealed = desk.seal(
        note.strip(),
        organisation=alert.organisation,
        subject=event.id,
        field="note",
        audience=Audience(alert.audience),
    )
    event.save(force_insert=True)
    audit.record(
        f"alerts.{verb}",
        organisation_id=alert.organisation_id,
        by=by.member.id if by else None,
        subject_id=alert.id,
        day=event.day,
    )
    return event


def _locked(alert: Alert, *, by: OpenSession) -> Alert:
    found = alerts_for(by.member).select_for_update(of=("self",)).get(id=alert.id)
    if not may_handle(by.member, found):
        raise Alert.DoesNotExist
    return found


def reach(alert: Alert, after: AlertState, *, day: dt.date) -> None:
    """A new state begins a new clock; where the state stays, its clock goes on."""
    if after != alert.state:
        alert.due_on = due_on(after, since=day)
    alert.state = after
    alert.closed_on = day if after in OVER else None


def _day(alert: Alert, at: dt.datetime | None) -> dt.date:
    return coarse_day(alert.organisation, timezone.localdate(at or timezone.now()))


def _change(watch: Watch, *, by: Member, **changed: object) -> Watch:
    if not allows(by, Permission.KEEP_WATCHES):
        raise Watch.DoesNotExist
    watch_for(by, watch.id)
    found = Watch.objects.select_for_update().get(id=watch.id)
    for name, value in changed.items():
        setattr(found, name, value)
    found.save(update_fields=[*changed])
    audit.record("alerts.change_watch", organisation_id=by.organisation_id, by=by.id, subject_id=found.id)
    return found
