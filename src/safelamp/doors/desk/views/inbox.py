"""The inbox and the list of cases."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from safelamp.doors.desk import bell_words, faces, first_steps, titles
from safelamp.doors.desk.faces import Face
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.organisations.queries import restricted_readers_of
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.cases import setting_aside
from safelamp.loop.cases.inbox import PAGE, Inbox, Row, Show, inbox
from safelamp.loop.cases.urgency import Urgency
from safelamp.loop.reports.models import Lane
from safelamp.loop.reports.renderings import waiting_for

_LANES = {Urgency.RESTRICTED: Lane.RESTRICTED}
_RING = frozenset({Urgency.DANGER_NOW, Urgency.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: words ready, `hint` under the title, `bell` who was told of it."""

    address: str
    figure: str
    title: str
    hint: str
    row: Row
    face: Face | None
    bell: str


@dataclass(frozen=True, slots=True)
class LaneShown:
    """A part of the inbox on this page; `count` is the whole part, not the page."""

    urgency: Urgency
    count: int
    promise: str
    lines: Sequence[Line]

    @property
    def is_danger(self) -> bool:
        """Whether its rule is red."""
        return self.urgency == Urgency.DANGER_NOW

    @property
    def is_locked(self) -> bool:
        """Whether only its own readers see it."""
        return self.urgency == Urgency.RESTRICTED


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with its count."""

    label: str
    count: int
    address: str
    chosen: bool


@needs(Permission.READ_CASES)
@require_safe
def show(request: DeskRequest) -> HttpResponse:
    """What waits for the member, by urgency."""
    moment = timezone.now()
    member = request.desk.member
    found = inbox(member, show=_chosen(request), start=start_of(request), at=moment)
    lanes = _lanes(request, found, moment)
    address = reverse("desk:inbox")
    context = {
        "inbox": found,
        "first_steps": first_steps.still_open(request.desk),
        "asked_of_me": waiting_for(member).count(),
        "set_aside": setting_aside.set_aside_for(member).count(),
        "danger": [lane for lane in lanes if lane.is_danger],
        "lanes": [lane for lane in lanes if not lane.is_danger],
        "summary": _summary(member, found),
        "chips": [
            Chip(str(each.label), found.counts[each], f"{address}?show={each.value}", each == found.show)
            for each in Show
        ],
        "paging": Paging(f"{address}?show={found.show.value}", found.start, len(found.rows), found.total, PAGE),
        "everything": found.show == Show.ALL,
    }
    return render(request, "desk/inbox.html", context)


def _chip(show: Show, found: Inbox, address: str) -> Chip:
    return Chip(str(show.label), found.counts[show], f"{address}?show={show.value}", show == found.show)


def _chosen(request: HttpRequest) -> Show:
    wanted = request.GET.get("show", "")
    return Show(wanted) if wanted in Show.values else Show.ALL


def _lanes(request: DeskRequest, found: Inbox, moment: dt.datetime) -> list[LaneShown]:
    opened = titles.of_cases(request.desk, [row for row in found.rows if not row.is_new])
    bells = bell_words.lines(request.desk.member, [row.id for row in found.rows if row.is_new and row.urgency in _RING])
    return [
        LaneShown(
            urgency=urgency,
            count=found.parts[urgency],
            promise=_promise(request.desk.member, urgency),
            lines=[_line(row, opened, bells.get(row.id, ""), moment) for row in rows],
        )
        for urgency, rows in groupby(found.rows, key=lambda row: row.urgency)
    ]


def _line(row: Row, opened: Mapping[uuid.UUID, str], bell: str, moment: dt.datetime) -> Line:
    lane = _LANES.get(row.urgency, Lane.ORDINARY)
    untitled = titles.of_report(row.kind, row.hazard) if row.kind else titles.of_untitled(row.hazard, lane)
    title = opened.get(row.id) or untitled
    page = "desk:event" if row.is_event else "desk:report" if row.is_new else "desk:case"
    return Line(
        address=reverse(page, args=[row.id]),
        figure=titles.figure_of(row.kind, row.hazard, lane=lane),
        title=title,
        hint=_hint(row, title),
        row=row,
        face=faces.of_row(row, at=moment),
        bell=bell,
    )


def _hint(row: Row, title: str) -> str:
    if row.is_event:
        together = ngettext("%(count)d report within an hour", "%(count)d reports within an hour", row.reports)
        return together % {"count": row.reports}
    if row.kind:
        return "" if str(row.kind.label) == title else str(row.kind.label)
    hints = [ngettext("%(count)d report", "%(count)d reports", row.reports) % {"count": row.reports}]
    if row.reopened:
        hints.append(
            ngettext("opened again %(count)d time", "opened again %(count)d times", row.reopened)
            % {"count": row.reopened}
        )
    return " · ".join([*hints, str(row.priority.label)])


def _promise(member: Member, urgency: Urgency) -> str:
    if urgency == Urgency.RESTRICTED:
        readers = restricted_readers_of(member.organisation).count()
        words = ngettext(
            "only %(count)d person can see these, answer within 24 hours",
            "only %(count)d people can see these, answer within 24 hours",
            readers,
        )
        return words % {"count": readers}
    return {
        Urgency.DANGER_NOW: _("a person answers within 1 hour"),
        Urgency.SERIOUS: _("answer within 24 hours"),
        Urgency.OTHER: _("answer within 3 days"),
    }[urgency]


def _summary(member: Member, found: Inbox) -> str:
    places = reached_by(member).count()
    where = ngettext("%(count)d workplace", "%(count)d workplaces", places) % {"count": places}
    words = {
        "open": found.counts[Show.ALL],
        "waiting": found.counts[Show.NOT_TAKEN],
        "late": found.counts[Show.LATE],
        "where": where,
    }
    return _("%(open)d open, %(waiting)d nobody has taken yet, %(late)d late. %(where)s.") % words
