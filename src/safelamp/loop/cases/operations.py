"""Working on cases: taking, joining, rating, handing over, raising. What the floor says is in floor.py.

Each operation looks the case up again through the member who acts, locked, and returns it as it then stands.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases.audiences import check_can_join, shared_by
from safelamp.loop.cases.models import Case, CaseReport, FloorAnswer
from safelamp.loop.cases.queries import can_take_on, cases_for
from safelamp.loop.cases.rating import Likelihood, WorstHarm
from safelamp.loop.cases.refusals import Refused, TakenAlready
from safelamp.loop.cases.states import State, Verb, check_permitted, step
from safelamp.loop.cases.telling import locked, tell
from safelamp.loop.reports import times
from safelamp.loop.reports.models import Harm, Lane, Report, SetAside
from safelamp.loop.reports.operations import meet_clock
from safelamp.loop.reports.queries import reports_for
from safelamp.loop.reports.times import coarse_day


@transaction.atomic
def open_case(reports: Iterable[Report], *, by: OpenSession, title: str = "", at: dt.datetime | None = None) -> Case:
    """Takes reports that nobody has taken, as one case: their clocks are met.

    Raises TakenAlready where somebody was faster, Refused where they cannot share a case, Report.DoesNotExist.
    """
    moment = at or timezone.now()
    found = _untaken([report.id for report in reports], by.member)
    audience = shared_by(Audience(report.audience) for report in found)
    row = step(None, Verb.TAKE)
    check_permitted(by.member, row.permissions, audience=audience)
    first = found[0]
    _check_one_place([*found], first.workplace_id)
    case = Case(
        organisation=first.organisation,
        workplace=first.workplace,
        audience=audience,
        lane=_lane(found),
        danger_now=any(report.danger_now for report in found),
        hazard=first.hazard,
        harm_told=_worst([report.harm for report in found]),
        state=row.after,
        taken_by=by.member,
        opened_on=coarse_day(first.organisation, timezone.localdate(moment)),
    )
    case.title_sealed = _sealed_title(case, title)
    case.save(force_insert=True)
    _join(case, found, moment)
    tell(case, Verb.TAKE, by=by.member, at=moment)
    return case


@transaction.atomic
def add_reports(case: Case, reports: Iterable[Report], *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Adds reports of the same problem; raises TakenAlready, or Refused where more people could then read them."""
    moment = at or timezone.now()
    case, row = locked(case, Verb.ADD_REPORTS, by=by.member)
    found = _untaken([report.id for report in reports], by.member)
    check_can_join((Audience(report.audience) for report in found), case=Audience(case.audience))
    _check_one_place(found, case.workplace_id)
    case.danger_now = case.danger_now or any(report.danger_now for report in found)
    if case.danger_now and case.lane == Lane.ORDINARY:
        case.lane = Lane.DANGER_NOW
    case.harm_told = _worst([case.harm_told, *(report.harm for report in found)])
    case.state = row.after
    case.save()
    _join(case, found, moment)
    if case.worst_harm:
        times.rated(found, on=_day(case, at))
    tell(case, Verb.ADD_REPORTS, by=by.member, at=at)
    return case


@transaction.atomic
def merge(case: Case, *, into: Case, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Puts a case with its reports into another, and returns that; the worse of two ratings stays.

    A “fixed” that was said of the joining case no longer counts; “still dangerous” does.
    Raises Refused where the other's readers are not all allowed to read this one.
    """
    if case.id == into.id:
        raise Refused(_("A case cannot become part of itself."))
    target, _row = locked(into, Verb.ADD_REPORTS, by=by.member)
    joining, row = locked(case, Verb.MERGE, by=by.member)
    check_can_join([Audience(joining.audience)], case=Audience(target.audience))
    _check_one_place([joining], target.workplace_id)
    _count_rated_by_merging(target, joining, at)
    _take_the_worse(target, joining)
    target.save()
    # “Fixed” was said of another case: it must not close this one. “Still dangerous” holds wherever it was said.
    CaseReport.objects.filter(case=joining, answer__in=(FloorAnswer.FIXED, FloorAnswer.CANNOT_TELL)).update(
        answer="", answered_on=None
    )
    CaseReport.objects.filter(case=joining).update(case=target)
    joining.state, joining.merged_into, joining.audience = row.after, target, target.audience
    joining.employer_answer_due = None
    joining.save()
    Case.objects.filter(merged_into=joining).update(merged_into=target, audience=target.audience)
    tell(joining, Verb.MERGE, by=by.member, at=at)
    tell(target, Verb.ADD_REPORTS, by=by.member, at=at)
    return target


@transaction.atomic
def hand_over(case: Case, *, to: Member, by: OpenSession, note: str = "", at: dt.datetime | None = None) -> Case:
    """Gives the case to a colleague who may read it; raises Member.DoesNotExist for another organisation's."""
    if to.organisation_id != by.member.organisation_id:
        raise Member.DoesNotExist
    case, row = locked(case, Verb.HAND_OVER, by=by.member)
    if not can_take_on(to, case):
        raise Refused(_("This colleague may not read the case or work on it. Choose somebody else."))
    case.taken_by, case.state = to, row.after
    case.save()
    tell(case, Verb.HAND_OVER, by=by.member, to_member=to, note=note, at=at)
    return case


@transaction.atomic
def rate(
    case: Case,
    *,
    worst_harm: WorstHarm,
    by: OpenSession,
    likelihood: Likelihood | None = None,
    at: dt.datetime | None = None,
) -> Case:
    """Rates the credible worst harm, then, if it can be said, how likely it is."""
    case, row = locked(case, Verb.RATE, by=by.member)
    if not case.worst_harm:
        times.rated(_reports_in(case), on=_day(case, at))
    case.worst_harm, case.likelihood, case.state = worst_harm, likelihood or "", row.after
    case.save()
    tell(case, Verb.RATE, by=by.member, at=at)
    return case


@transaction.atomic
def rename(case: Case, title: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Gives the case another title, sealed to its readers."""
    case, _row = locked(case, Verb.RENAME, by=by.member)
    case.title_sealed = _sealed_title(case, title)
    case.save(update_fields=["title_sealed"])
    tell(case, Verb.RENAME, by=by.member, at=at)
    return case


@transaction.atomic
def note(case: Case, words: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Writes a note into the history, sealed to the case's readers."""
    if not words.strip():
        raise Refused(_("Write the note first."))
    case, _row = locked(case, Verb.NOTE, by=by.member)
    tell(case, Verb.NOTE, by=by.member, note=words, at=at)
    return case


@transaction.atomic
def end_danger(case: Case, words: str, *, by: OpenSession, at: dt.datetime | None = None) -> Case:
    """Keeps, with how it is known, that nobody is in danger now: the case leaves the top of the inbox."""
    if not words.strip():
        raise Refused(_("Write how you know that nobody is in danger now."))
    case, row = locked(case, Verb.END_DANGER, by=by.member)
    if not case.danger_now:
        raise Refused(_("This case is not marked as danger now."))
    case.danger_now, case.state = False, row.after
    case.lane = Lane.ORDINARY if case.lane == Lane.DANGER_NOW else case.lane
    case.save()
    tell(case, Verb.END_DANGER, by=by.member, note=words, at=at)
    return case


@transaction.atomic
def raise_with_employer(
    case: Case, *, answer_due: dt.date, by: OpenSession, note: str = "", at: dt.datetime | None = None
) -> Case:
    """Keeps that the employer was told, and by which day the employer must answer."""
    today = timezone.localdate(at or timezone.now())
    if answer_due < today:
        raise Refused(_("The employer's day to answer cannot lie in the past."))
    case, row = locked(case, Verb.RAISE, by=by.member)
    case.raised_on = case.raised_on or coarse_day(case.organisation, today)
    case.employer_answer_due, case.state = answer_due, row.after
    case.save()
    tell(case, Verb.RAISE, by=by.member, note=note, at=at)
    return case


@transaction.atomic
def employer_answered(case: Case) -> None:
    """Something was agreed: the clock of the employer's answer has run its course. Written down by actions.agree."""
    Case.objects.filter(id=case.id, state=State.RAISED).update(employer_answer_due=None)


def _untaken(ids: Sequence[uuid.UUID], member: Member) -> list[Report]:
    wanted = set(ids)
    if not wanted:
        raise Refused(_("Choose at least one report."))
    # Locked first: whoever comes second waits here, and then finds the case.
    found = list(
        reports_for(member)
        .select_for_update(of=("self",))
        .filter(id__in=wanted)
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )
    if len(found) < len(wanted):
        raise Report.DoesNotExist
    if any(report.set_aside_on is not None for report in found):
        raise Refused(_("This report is set aside. Take it back first."))
    taken = CaseReport.objects.filter(report__in=found).values_list("case_id", flat=True).first()
    if taken is not None:
        raise _taken_already(cases_for(member).filter(id=taken).first(), member)
    return found


def _taken_already(case: Case | None, member: Member) -> TakenAlready:
    if case is None:
        return TakenAlready(_("A colleague has already taken this report."))
    if case.taken_by_id == member.id:
        return TakenAlready(_("You have already taken this report: case %(number)s.") % {"number": case.number})
    words = {"name": case.taken_by.login_name, "number": case.number}
    return TakenAlready(_("%(name)s has already taken this report: case %(number)s.") % words)


def _check_one_place(joining: Sequence[Report | Case], workplace_id: uuid.UUID | None) -> None:
    if any(each.workplace_id != workplace_id for each in joining):
        raise Refused(_("These are from different places. Each place has a case of its own."))


def _join(case: Case, reports: Sequence[Report], moment: dt.datetime) -> None:
    day = coarse_day(case.organisation, timezone.localdate(moment))
    CaseReport.objects.bulk_create(CaseReport(case=case, report=report, added_on=day) for report in reports)
    SetAside.objects.filter(report__in=reports).delete()  # somebody had asked to set one aside
    meet_clock(reports, at=moment)


def _lane(reports: Sequence[Report]) -> Lane:
    lanes = {Lane(report.lane) for report in reports}
    return next(lane for lane in (Lane.RESTRICTED, Lane.DANGER_NOW, Lane.ORDINARY) if lane in lanes)


def _worst(harms: Sequence[str]) -> str:
    return max(harms, key=Harm.values.index)


def _take_the_worse(target: Case, joining: Case) -> None:
    target.danger_now = target.danger_now or joining.danger_now
    if target.danger_now and target.lane == Lane.ORDINARY:
        target.lane = Lane.DANGER_NOW
    target.harm_told = _worst([target.harm_told, joining.harm_told])
    target.held_since = target.held_since or joining.held_since
    order = [*WorstHarm.values, ""]
    if order.index(joining.worst_harm) < order.index(target.worst_harm):
        target.worst_harm, target.likelihood = joining.worst_harm, joining.likelihood


def _count_rated_by_merging(target: Case, joining: Case, at: dt.datetime | None) -> None:
    """The reports of the one that was not rated are rated now, with the other."""
    if bool(target.worst_harm) != bool(joining.worst_harm):
        times.rated(_reports_in(joining if target.worst_harm else target), on=_day(target, at))


def _reports_in(case: Case) -> QuerySet[Report]:
    return Report.objects.filter(case_report__case=case).select_related("organisation")


def _day(case: Case, at: dt.datetime | None) -> dt.date:
    return coarse_day(case.organisation, timezone.localdate(at or timezone.now()))


def _sealed_title(case: Case, title: str) -> bytes:
    return desk.seal(
        title.strip(),
        organisation=case.organisation,
        subject=case.id,
        field="title",
        audience=Audience(case.audience),
    )
