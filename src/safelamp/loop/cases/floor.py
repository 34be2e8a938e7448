"""What the floor says about “fixed”: asking, the reporters' answers, closing, opening again.

A case closes only on the word of somebody on the floor: a reporter who said that it is fixed, or a representative
who is posted to the workplace and confirms it in their own session. An officer or focal point alone never closes one.

Where a case has several reporters, one “still dangerous” is enough: it holds the case open against any number of
“fixed” and against a representative, and it opens a closed case again. It stands until the floor is asked again,
which puts aside all answers given before, so that nobody's yes to an older repair closes the case.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.post import news
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.queries import is_posted
from safelamp.loop.cases import voices
from safelamp.loop.cases.models import Case, CaseReport, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.queries import reports_of
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State, Verb, step
from safelamp.loop.cases.telling import locked, tell
from safelamp.loop.reports import asked_since, times
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.words import MessageWords

REALLY_FIXED = "really_fixed"  # the same question as on the reporter's page: one question, one pair of buttons
_SAID = {
    FloorAnswer.FIXED: Verb.SAY_FIXED,
    FloorAnswer.STILL_DANGEROUS: Verb.SAY_STILL_DANGEROUS,
    FloorAnswer.CANNOT_TELL: Verb.SAY_CANNOT_TELL,
}


@transaction.atomic
def ask_the_floor(case: Case, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Asks every reporter of the case “Is it really fixed?”; answers to an earlier question no longer count.

    The ready question goes into each thread; on their page a reporter answers it by a button.
    """
    case, row = locked(case, Verb.ASK, by=by.member)
    CaseReport.objects.filter(case=case).update(answer="", answered_on=None)
    case.asked_on, case.state = _day(case, at), row.after
    case.employer_answer_due = None
    case.save()
    tell(case, Verb.ASK, by=by.member, at=at)
    for report in reports_of(by.member, case):
        reports.answer(report, MessageWords(ready=REALLY_FIXED), by=by, at=at)
    return case


@transaction.atomic
def reporter_confirms(
    access: ReporterAccess,
    answer: FloorAnswer,
    *,
    words: MessageWords | None = None,
    message_id: uuid.UUID | None = None,
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Case:
    """Keeps the reporter's answer, with their words in the thread; “still dangerous” opens the case again.

    Raises Refused while nobody has taken the report. `seen` is how many messages stood on the reporter's page; raises
    AskedSince where the floor was asked again since. Actions follow in actions.operations: doors call that one.
    """
    link = CaseReport.objects.filter(report=access.report).first()
    if link is None:
        raise Refused(_("Nobody has taken your report yet. Write a message instead."))
    case = Case.objects.select_for_update(of=("self",)).select_related("organisation").get(id=link.case_id)
    if seen is not None and answer != FloorAnswer.STILL_DANGEROUS:  # that holds whatever was asked
        asked_since.check_asked(access, REALLY_FIXED, seen=seen)
    row = step(State(case.state), _SAID[answer])
    CaseReport.objects.filter(id=link.id).update(answer=answer, answered_on=_day(case, at))
    times.came_back(access.report)
    if row.before != row.after:
        _open_again(case, row.after)
    if words is not None:
        reports.reply(access, words, message_id=message_id, at=at)
    tell(case, row.verb, by=None, at=at)
    return case


@transaction.atomic
def close(
    case: Case, *, by: OpenSession, confirmed_by: ConfirmedBy, note: str = "", at: dt.datetime | None = None
) -> Case:
    """Closes the case on the floor's word. Desks close through actions.operations, which looks at actions first."""
    case, row = locked(case, Verb.CLOSE, by=by.member)
    answers = set(CaseReport.objects.filter(case=case).values_list("answer", flat=True))
    if FloorAnswer.STILL_DANGEROUS in answers:
        raise Refused(_("A reporter says that it is still dangerous. Ask the floor again when more has been done."))
    if confirmed_by == ConfirmedBy.REPRESENTATIVE:
        _check_stands_on_the_floor(by.member, case)
        case.confirmed_by_member = by.member
    elif FloorAnswer.FIXED not in answers:
        raise Refused(_("No reporter has said yet that it is fixed. Ask them, or ask the safety representative."))
    voices.check_written_down(case)
    case.confirmed_by, case.closed_on, case.state = confirmed_by, _day(case, at), row.after
    case.employer_answer_due = None
    case.save()
    times.closed(_reports_in(case), on=case.closed_on)
    voices.destroy(case, day=case.closed_on)
    news.tell_last([report.id for report in _reports_in(case)], at=at)
    tell(case, Verb.CLOSE, by=by.member, note=note, at=at)
    return case


@transaction.atomic
def reopen(case: Case, *, by: OpenSession, note: str = "", at: dt.datetime | None = None) -> Case:
    """Opens a closed case again, and counts it."""
    case, row = locked(case, Verb.REOPEN, by=by.member)
    _open_again(case, row.after)
    tell(case, Verb.REOPEN, by=by.member, note=note, at=at)
    return case


def _open_again(case: Case, state: State) -> None:
    if case.state == State.CLOSED:
        case.reopened += 1
        if case.closed_on is not None:
            times.open_again(_reports_in(case), closed_on=case.closed_on)
    case.state, case.closed_on, case.confirmed_by, case.confirmed_by_member = state, None, "", None
    case.set_aside_on = None
    case.save()


def _reports_in(case: Case) -> QuerySet[Report]:
    return Report.objects.filter(case_report__case=case).select_related("organisation")


def _check_stands_on_the_floor(member: Member, case: Case) -> None:
    posted = case.workplace is not None and is_posted(member, case.workplace)
    if not posted or not allows(member, Permission.CONFIRM_ON_THE_FLOOR):
        raise Refused(_("Only a worker who reported it, or a safety representative of this workplace, can confirm it."))


def _day(case: Case, at: dt.datetime | None) -> dt.date:
    return times.coarse_day(case.organisation, timezone.localdate(at or timezone.now()))
