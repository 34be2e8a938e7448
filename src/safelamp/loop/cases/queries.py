"""Reading cases: every read starts with the member, their organisation, their audiences and their floor."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.organisations.queries import members_of
from safelamp.ground.vault import desk
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.cases.audiences import check_can_join
from safelamp.loop.cases.models import Case, CaseEvent, CaseReport, FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State, Verb, permitted
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.queries import reports_for

SIMILAR_WITHIN = dt.timedelta(days=30)
SIMILAR_SHOWN = 5
NUMBER_DIGITS = 6  # of an id, shown as 3F2-A1B


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a case's history, opened. `member` is None where the reporter spoke."""

    verb: Verb
    day: dt.date
    member: Member | None
    to_member: Member | None
    note: str


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """An open case that a report may belong to: a hint, which blocks nothing."""

    case: Case
    reports: int


class Titled(Protocol):
    """What has a case's sealed title: a case, or a row of the inbox."""

    @property
    def id(self) -> uuid.UUID: ...  # noqa: D102
    @property
    def organisation_id(self) -> uuid.UUID: ...  # noqa: D102
    @property
    def title_sealed(self) -> bytes | memoryview: ...  # noqa: D102


def cases_for(member: Member) -> QuerySet[Case]:
    """The cases that a member may know of: organisation, audience, floor, in that order; merged ones too."""
    if not allows(member, Permission.READ_CASES) and not member.reads_restricted:
        return Case.objects.none()
    found = Case.objects.filter(organisation_id=member.organisation_id, audience__in=vault.audiences_of(member))
    if member.role == Role.REPRESENTATIVE:
        found = found.filter(Q(workplace__in=reached_by(member)) | Q(audience=Audience.RESTRICTED))
    return found.select_related("workplace", "organisation", "taken_by")


def open_cases_for(member: Member) -> QuerySet[Case]:
    """Those of them that somebody still works on: just these are neither closed, set aside nor part of another."""
    return cases_for(member).filter(closed_on__isnull=True, merged_into__isnull=True, set_aside_on__isnull=True)


def case_for(member: Member, case_id: uuid.UUID) -> Case:
    """One case; raises Case.DoesNotExist for one that the member may not know of."""
    return cases_for(member).get(id=case_id)


def numbered(member: Member, typed: str) -> list[Case]:
    """The cases with that number, typed in any case, with or without the dash; it is the beginning of the id."""
    digits = typed.replace("-", "").replace(" ", "").lower()
    if len(digits) != NUMBER_DIGITS or not set(digits) <= set("0123456789abcdef"):
        return []
    first, last = (uuid.UUID(digits + filling * (32 - NUMBER_DIGITS)) for filling in "0f")
    return list(cases_for(member).filter(id__range=(first, last)).order_by("-opened_on", "id"))


def case_of(member: Member, report: Report) -> Case | None:
    """The case of a report, if there is one that the member may know of."""
    return cases_for(member).filter(case_reports__report=report).first()


def untaken_for(member: Member) -> QuerySet[Report]:
    """Reports that nobody has taken: their clock still runs (it is met only by taking them, in one transaction)."""
    return reports_for(member).filter(due_at__isnull=False, case_report__isnull=True)


def reports_of(member: Member, case: Case) -> QuerySet[Report]:
    """The reports of a case, the first first, with what each reporter answered in `case_report`."""
    found = reports_for(member).filter(case_report__case=case).select_related("case_report")
    return found.order_by("case_report__added_on", "arrived_on", "id")


def similar_open_cases(member: Member, report: Report) -> list[SimilarCase]:
    """Open cases of the same workplace and hazard, newest first, that had a report within 30 days of this one."""
    if report.workplace_id is None:
        return []
    newest = report.arrived_on + SIMILAR_WITHIN
    oldest = report.arrived_on - SIMILAR_WITHIN
    found = (
        open_cases_for(member)
        .filter(workplace=report.workplace_id, hazard=report.hazard)
        .filter(Exists(CaseReport.objects.filter(case=OuterRef("pk"), report__arrived_on__range=(oldest, newest))))
        .exclude(case_reports__report=report)
        .annotate(count=Count("case_reports"))
        .order_by("-opened_on", "id")
    )
    return [SimilarCase(case, case.count) for case in found if _joins(report, case)][:SIMILAR_SHOWN]


def merge_targets(member: Member, case: Case) -> list[Case]:
    """Open cases of the same workplace that this one may be put into, newest first."""
    found = open_cases_for(member).filter(workplace=case.workplace_id).exclude(id=case.id)
    return [other for other in found.order_by("-opened_on", "id") if _joins(case, other)]


def next_hands(case: Case) -> list[Member]:
    """The colleagues to whom the case can be handed over, by log-in name."""
    active = members_of(case.organisation).filter(is_active=True).exclude(id=case.taken_by_id)
    return [member for member in active if can_take_on(member, case)]


def can_take_on(member: Member, case: Case) -> bool:
    """Whether a member may read the case and work on it."""
    return (
        permitted(member, [Permission.TAKE_CASES], audience=case.audience)
        and cases_for(member).filter(id=case.id).exists()
    )


def answers_of(case: Case) -> dict[FloorAnswer | None, int]:
    """How many of the case's reporters answered what since the floor was asked; None: no answer yet."""
    counted = CaseReport.objects.filter(case=case).values_list("answer").annotate(Count("id")).order_by()
    return {FloorAnswer(answer) if answer else None: count for answer, count in counted}


def title_of(session: OpenSession, case: Titled) -> str:
    """The case's title in the desk's words, or nothing; raises CannotOpen."""
    return titles_of(session, [case])[case.id]


def titles_of(session: OpenSession, cases: Iterable[Titled]) -> dict[uuid.UUID, str]:
    """The titles of a whole list by case id; each key is opened once."""
    titled = list(cases)
    sealed = [desk.Sealed(bytes(each.title_sealed), each.organisation_id, each.id, "title") for each in titled]
    return dict(zip([each.id for each in titled], desk.all_opened(session, sealed), strict=True))


def history_of(session: OpenSession, case: Case) -> list[HistoryLine]:
    """What happened, the oldest first; what became part of this case is told with it."""
    events = (
        CaseEvent.objects.filter(Q(case=case) | Q(case__merged_into=case))
        .select_related("member", "to_member")
        .order_by("day", "case__opened_on", "case_id", "position")
    )
    sealed = [desk.Sealed(bytes(event.note_sealed), case.organisation_id, event.id, "note") for event in events]
    return [
        HistoryLine(Verb(event.verb), event.day, event.member, event.to_member, note)
        for event, note in zip(events, desk.all_opened(session, sealed), strict=True)
    ]


def is_merged(case: Case) -> bool:
    """Whether the case became part of another."""
    return case.state == State.MERGED


def _joins(joining: Report | Case, case: Case) -> bool:
    try:
        check_can_join([Audience(joining.audience)], case=Audience(case.audience))
    except Refused:
        return False
    return True
