"""The list of cases and the case page."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from safelamp.doors.desk import bell_words, faces, law, next_card, titles, told
from safelamp.doors.desk.action_rows import rows_of
from safelamp.doors.desk.case_acts import allowed, others_for
from safelamp.doors.desk.next_step import Standing, next_of
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs, opens
from safelamp.doors.desk.told import Opened
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.queries import holders_of
from safelamp.loop.actions import queries as actions
from safelamp.loop.actions.queries import ActionCounts
from safelamp.loop.cases import queries
from safelamp.loop.cases.clocks import day_clock
from safelamp.loop.cases.models import Case, FloorAnswer
from safelamp.loop.cases.queries import HistoryLine
from safelamp.loop.cases.rating import WorstHarm
from safelamp.loop.cases.states import OPEN, State
from safelamp.loop.wall import queries as wall

PAGE = 50


class Shelf(models.TextChoices):
    """Which cases the list shows."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    SET_ASIDE = "set_aside", _("Set aside")
    ALL = "all", _("All")


_STATES = {
    Shelf.OPEN: [*OPEN],
    Shelf.CLOSED: [State.CLOSED],
    Shelf.SET_ASIDE: [State.SET_ASIDE],
    Shelf.ALL: [*OPEN, State.CLOSED, State.SET_ASIDE],
}


@needs(Permission.READ_CASES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """Cases, newest first."""
    wanted = request.GET.get("show", "")
    shelf = Shelf(wanted) if wanted in Shelf.values else Shelf.OPEN
    known = queries.cases_for(request.desk.member)
    counts = {each: known.filter(state__in=_STATES[each]).count() for each in Shelf}
    start = start_of(request)
    page = list(known.filter(state__in=_STATES[shelf]).order_by("-opened_on", "id")[start : start + PAGE])
    opened = titles.of_cases(request.desk, page)
    address = reverse("desk:cases")
    context = {
        "cases": [
            (
                case,
                opened.get(case.id) or titles.of_untitled(case.hazard, case.lane),
                titles.figure_of(None, case.hazard, lane=case.lane),
            )
            for case in page
        ],
        "chips": [(each.label, counts[each], f"{address}?show={each.value}", each == shelf) for each in Shelf],
        "paging": Paging(f"{address}?show={shelf.value}", start, len(page), counts[shelf], PAGE),
        "shelf": shelf,
    }
    return render(request, "desk/cases.html", context)


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: the next decision, what is known, actions, law, clocks, history."""
    member = request.desk.member
    case = queries.case_for(member, case_id)
    today = timezone.localdate()
    of_case = actions.actions_of(member, case)
    counts = actions.counts_of(of_case, on=today)
    answers = queries.answers_of(case)
    reports = [told.opened(request.desk, report) for report in queries.reports_of(member, case)]
    rows = rows_of(request.desk, of_case, on=today)
    following = next_of(_standing(case, counts, answers, today))
    card = next_card.card(following, case=case, member=member, actions=[row.action for row in rows], on=today)
    context = {
        "case": case,
        "title": titles.of_case(request.desk, case),
        "figure": titles.figure_of(None, case.hazard, lane=case.lane),
        "face": _face(case, today),
        "card": card,
        "others": others_for(member, case),
        "may_tell_all": opens(member, Permission.RELEASE) and wall.may_be_told(case),
        "may_agree": allowed(member, case, "agree_action"),
        "known": _known(case, reports),
        "bell": bell_words.of_case(member, {each.report.id: each.report.number for each in reports}),
        "reports": reports,
        "answers": [(answer.label if answer else _("no answer yet"), count) for answer, count in answers.items()],
        "rows": rows,
        "counts": counts,
        "law": _law(request, case),
        "history": _history(request, case),
        "readers": holders_of(case.organisation, Audience(case.audience)).count(),
        "today": today,
        "days_open": ((case.closed_on or case.set_aside_on or today) - case.opened_on).days,
    }
    return render(request, "desk/case.html", context)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case, in words ready to show."""

    kinds: Sequence[str]
    could_be: str
    may_know: Sequence[str]
    stays_inside: bool
    first_day: dt.date | None
    last_day: dt.date | None


def _known(case: Case, reports: Sequence[Opened]) -> Known:
    days = sorted(each.report.arrived_on for each in reports)
    may_know, stays_inside = told.consent(reports)
    return Known(
        kinds=list(dict.fromkeys(each.report.get_kind_display() for each in reports)),
        could_be=str(WorstHarm(case.worst_harm).label) if case.worst_harm else "",
        may_know=may_know,
        stays_inside=stays_inside,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
    )


def _standing(case: Case, counts: ActionCounts, answers: dict[FloorAnswer | None, int], today: dt.date) -> Standing:
    due = case.employer_answer_due
    return Standing(
        state=State(case.state),
        danger_now=case.danger_now,
        rated=bool(case.worst_harm),
        raised=case.raised_on is not None,
        answer_late=due is not None and due < today,
        agreed=counts.agreed,
        reported_fixed=counts.reported_fixed,
        verified=counts.verified,
        behind_schedule=counts.behind_schedule,
        said_fixed=answers.get(FloorAnswer.FIXED, 0),
        said_dangerous=answers.get(FloorAnswer.STILL_DANGEROUS, 0),
    )


def _face(case: Case, today: dt.date) -> faces.Face | None:
    due = case.employer_answer_due
    return faces.day_face(day_clock(due_on=due, on=today), due_on=due, on=today) if due else None


def _law(request: DeskRequest, case: Case) -> law.LawBeside:
    country = case.workplace.country if case.workplace else case.organisation.country
    return law.beside(
        request.desk.member,
        hazard=case.hazard,
        lane=case.lane,
        harm=case.harm_told,
        workplace=case.workplace,
        country=country,
    )


def _history(request: DeskRequest, case: Case) -> Sequence[HistoryLine]:
    try:
        return queries.history_of(request.desk, case)
    except CannotOpen:
        return ()
