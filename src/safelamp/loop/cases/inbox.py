"""The inbox: reports that nobody has taken, with their clocks, and open cases, together, by urgency.

Reports of one event are one row, as urgent as the most urgent of them and due with the first. Seven statements, however
many rows: of reports and of cases the counts, the places of the page and its rows; and how many reports the page's
cases have.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.loop.cases.clocks import ClockState, day_clock, hours_clock
from safelamp.loop.cases.models import Case, CaseReport
from safelamp.loop.cases.queries import open_cases_for, untaken_for
from safelamp.loop.cases.rating import Priority, priority
from safelamp.loop.cases.states import State
from safelamp.loop.cases.urgency import Urgency, deadly_first, of_cases, of_reports
from safelamp.loop.reports.models import Kind, Report

PAGE = 50  # rows

_CASE_COLUMNS = [
    "id",
    "organisation_id",
    "urgency",
    "hazard",
    "state",
    "place",
    "taker",
    "opened_on",
    "worst_harm",
    "likelihood",
    "employer_answer_due",
    "reopened",
    "title_sealed",
]


class Show(models.TextChoices):
    """Which rows."""

    ALL = "all", _("All")
    MINE = "mine", _("Mine")
    NOT_TAKEN = "not_taken", _("Not taken")
    LATE = "late", _("Late")


class WaitingFor(models.TextChoices):
    """Who has to act next."""

    ANYBODY = "anybody", _("somebody to take it")
    US = "us", _("us")
    EMPLOYER = "employer", _("the employer's answer")
    FLOOR = "floor", _("the floor's answer")


_WAITING = {State.TAKEN: WaitingFor.US, State.RAISED: WaitingFor.EMPLOYER, State.ASKED: WaitingFor.FLOOR}


@dataclass(frozen=True, slots=True)
class Row:
    """A report or an event that nobody has taken (`state` None, `taken_by` empty), or an open case.

    `due_at` for a report, `due_on` for what an employer owes; `clock` None where nothing runs. `kind` is empty for
    cases and for events of several kinds, `reports` is 1 for a report; `id` of an event is that of its first report.
    The title opens with cases.queries.titles_of.
    """

    id: uuid.UUID
    organisation_id: uuid.UUID
    urgency: Urgency
    hazard: str
    workplace: str
    state: State | None
    waiting_for: WaitingFor
    clock: ClockState | None
    arrived_on: dt.date
    kind: Kind | None = None
    due_at: dt.datetime | None = None
    due_on: dt.date | None = None
    taken_by: str = ""
    reports: int = 1
    priority: Priority = Priority.UNRATED
    reopened: int = 0
    title_sealed: bytes = b""

    @property
    def is_new(self) -> bool:
        """Whether nobody has taken it."""
        return self.state is None

    @property
    def is_event(self) -> bool:
        """Whether it stands for several reports that nobody has taken."""
        return self.state is None and self.reports > 1

    @property
    def number(self) -> str:
        """The short random name that report and case have for people."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of rows by urgency; `counts` of each filter, `parts` of the chosen one by urgency, whole, not the page."""

    rows: tuple[Row, ...]
    counts: Mapping[Show, int]
    parts: Mapping[Urgency, int]
    show: Show
    start: int

    @property
    def total(self) -> int:
        """How many rows the chosen filter has."""
        return self.counts[self.show]


def inbox(member: Member, *, show: Show = Show.ALL, start: int = 0, at: dt.datetime | None = None) -> Inbox:
    """The member's inbox, at most 50 rows from `start`."""
    moment = at or timezone.now()
    reports, cases = untaken_for(member), open_cases_for(member)
    filters_of_reports, filters_of_cases = _of_reports(moment), _of_cases(member, moment)
    counted = [_counted_events(reports, moment), _counted(cases, of_cases(), filters_of_cases)]
    return Inbox(
        rows=_page(
            _events(reports).filter(filters_of_reports[show]),
            reports,
            cases.filter(filters_of_cases[show]),
            start,
            moment,
        ),
        counts={each: sum(sum(part[each] for part in parts.values()) for parts in counted) for each in Show},
        parts={part: sum(parts[part][show] for parts in counted if part in parts) for part in Urgency},
        show=show,
        start=start,
    )


def _of_reports(moment: dt.datetime) -> dict[Show, Q]:
    nothing = Q(id__in=[])
    return {Show.ALL: Q(), Show.MINE: nothing, Show.NOT_TAKEN: Q(), Show.LATE: Q(due__lt=moment)}


def _of_cases(member: Member, moment: dt.datetime) -> dict[Show, Q]:
    late = Q(state=State.RAISED, employer_answer_due__lt=timezone.localdate(moment))
    return {Show.ALL: Q(), Show.MINE: Q(taken_by=member), Show.NOT_TAKEN: Q(id__in=[]), Show.LATE: late}


def _events(reports: QuerySet[Report]) -> QuerySet[Any, Any]:
    """One row an event: most reports are alone in theirs."""
    grouped = reports.order_by().annotate(key=Coalesce("event", "id")).values("key")
    return grouped.annotate(urgency=Min(of_reports()), due=Min("due_at"))


def _counted_events(reports: QuerySet[Report], moment: dt.datetime) -> dict[Urgency, dict[Show, int]]:
    """How many rows each part has, and how many of them are late; one statement."""
    asked = {f"all_{part.value}": Count("key", filter=Q(urgency=part)) for part in Urgency}
    late = {f"late_{part.value}": Count("key", filter=Q(urgency=part, due__lt=moment)) for part in Urgency}
    found = _events(reports).aggregate(**asked, **late)
    return {
        part: {
            Show.ALL: found[f"all_{part.value}"],
            Show.MINE: 0,
            Show.NOT_TAKEN: found[f"all_{part.value}"],
            Show.LATE: found[f"late_{part.value}"],
        }
        for part in Urgency
    }


def _counted(found: QuerySet[Any], urgency: Any, filters: Mapping[Show, Q]) -> dict[Urgency, dict[Show, int]]:  # noqa: ANN401  # reports or cases
    counts = {each.name: Count("id", filter=filters[each]) for each in (Show.MINE, Show.NOT_TAKEN, Show.LATE)}
    rows = found.order_by().annotate(urgency=urgency).values("urgency").annotate(ALL=Count("id"), **counts)
    return {Urgency(row["urgency"]): {each: row[each.name] for each in Show} for row in rows}


def _page(
    events: QuerySet[Any, Any], reports: QuerySet[Report], cases: QuerySet[Case], start: int, moment: dt.datetime
) -> tuple[Row, ...]:
    """Places first, from the indexes alone, new reports before cases in each part; then the rows of this page."""
    upto = start + PAGE
    waiting = [(part, False, found) for found, part in _event_places(events)[:upto]]
    working = [(part, True, found) for found, part in _case_places(cases)[:upto]]
    places = sorted([*waiting, *working], key=lambda place: place[:2])[start:upto]
    rows = {
        **_event_rows(reports, [found for _, is_case, found in places if not is_case], moment),
        **_case_rows([found for _, is_case, found in places if is_case], moment),
    }
    return tuple(rows[found] for _, _, found in places)


def _event_places(events: QuerySet[Any, Any]) -> QuerySet[Any, tuple[uuid.UUID, int]]:
    return events.order_by("urgency", "due", "key").values_list("key", "urgency")


def _case_places(cases: QuerySet[Case]) -> QuerySet[Any, tuple[uuid.UUID, int]]:
    due = F("employer_answer_due").asc(nulls_last=True)
    found = cases.annotate(urgency=of_cases()).order_by("urgency", deadly_first(), due, "opened_on", "id")
    return found.values_list("id", "urgency")


def _event_rows(reports: QuerySet[Report], keys: Sequence[uuid.UUID], moment: dt.datetime) -> dict[uuid.UUID, Row]:
    if not keys:
        return {}
    grouped = reports.filter(Q(event__in=keys) | Q(id__in=keys, event=None)).order_by()
    columns = grouped.annotate(key=Coalesce("event", "id"), place=F("workplace__name"), text=Cast("id", CharField()))
    found = columns.values("key", "organisation_id", "hazard", "place").annotate(
        urgency=Min(of_reports()),
        due=Min("due_at"),
        arrived=Min("arrived_at"),
        day=Min("arrived_on"),
        first_kind=Min("kind"),
        last_kind=Max("kind"),
        first_id=Min("text"),
        size=Count("id"),
    )
    return {values["key"]: _event_row(values, moment) for values in found}


def _event_row(values: Mapping[str, Any], moment: dt.datetime) -> Row:
    alone = values["size"] == 1
    return Row(
        id=uuid.UUID(values["first_id"]) if alone else values["key"],
        organisation_id=values["organisation_id"],
        urgency=Urgency(values["urgency"]),
        hazard=values["hazard"],
        workplace=values["place"] or "",
        state=None,
        waiting_for=WaitingFor.ANYBODY,
        clock=hours_clock(arrived_at=values["arrived"], due_at=values["due"], at=moment),
        arrived_on=values["day"],
        kind=Kind(values["first_kind"]) if values["first_kind"] == values["last_kind"] else None,
        due_at=values["due"],
        reports=values["size"],
    )


def _case_rows(ids: Sequence[uuid.UUID], moment: dt.datetime) -> dict[uuid.UUID, Row]:
    sizes = dict(CaseReport.objects.filter(case_id__in=ids).order_by().values_list("case_id").annotate(Count("id")))
    named = Case.objects.filter(id__in=ids).annotate(
        urgency=of_cases(), place=F("workplace__name"), taker=F("taken_by__login_name")
    )
    today = timezone.localdate(moment)
    return {
        values["id"]: _case_row(values, sizes.get(values["id"], 0), today) for values in named.values(*_CASE_COLUMNS)
    }


def _case_row(values: Mapping[str, Any], reports: int, today: dt.date) -> Row:
    state, due_on = State(values["state"]), values["employer_answer_due"]
    return Row(
        id=values["id"],
        organisation_id=values["organisation_id"],
        urgency=Urgency(values["urgency"]),
        hazard=values["hazard"],
        workplace=values["place"] or "",
        state=state,
        waiting_for=WaitingFor.US if state is State.RAISED and due_on is None else _WAITING[state],
        clock=day_clock(due_on=due_on, on=today) if due_on else None,
        arrived_on=values["opened_on"],
        due_on=due_on,
        taken_by=values["taker"],
        reports=reports,
        priority=priority(values["worst_harm"], values["likelihood"]),
        reopened=values["reopened"],
        title_sealed=bytes(values["title_sealed"]),
    )
