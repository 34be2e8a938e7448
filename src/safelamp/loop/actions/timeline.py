"""What a reporter sees of the way of their report: steps with days, never hours or names."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import SAID_TO_BE_DONE
from safelamp.loop.cases.models import Case, CaseReport, FloorAnswer
from safelamp.loop.cases.states import State
from safelamp.loop.reports.models import Report


class Passage(models.TextChoices):
    """A step of a report's way, in its order."""

    RECEIVED = "received", _("Received")
    CHECKED = "checked", _("A person from the union works on it")
    RAISED = "raised", _("Raised with the employer")
    REPORTED_FIXED = "reported_fixed", _("The employer says it is fixed")
    CONFIRM = "confirm", _("Is it really fixed?")
    CLOSED = "closed", _("Closed")


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step: with its day when it is done; `here` marks the one that is next; `due_on` where somebody owes it."""

    passage: Passage
    day: dt.date | None = None
    here: bool = False
    due_on: dt.date | None = None

    @property
    def done(self) -> bool:
        """Whether it has happened."""
        return self.day is not None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps, whether the reporter is asked “Is it really fixed?”, and what they last answered.

    `set_aside` where the union could not work with the report, `unconfirmed` where its case was set aside.
    """

    steps: tuple[TimelineStep, ...]
    asks: bool
    answer: FloorAnswer | None
    set_aside: bool = False
    unconfirmed: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed; “still dangerous” opens it again."""
        return self.steps[-1].done


def timeline_for_reporter(report: Report) -> Timeline:
    """The way of the report that a receipt opened. Steps that were skipped are left out."""
    link = CaseReport.objects.select_related("case").filter(report=report).first()
    if link is None:
        steps = _steps({Passage.RECEIVED: report.arrived_on}, None)
        return Timeline(steps, asks=False, answer=None, set_aside=report.set_aside_on is not None)
    case, fixed_on = link.case, _said_fixed_on(link.case)
    asked = case.is_open and (case.state == State.ASKED or fixed_on is not None)
    answer = FloorAnswer(link.answer) if link.answer else None
    asks = asked and (link.answered_on is None or (fixed_on is not None and link.answered_on < fixed_on))
    days = {
        Passage.RECEIVED: report.arrived_on,
        Passage.CHECKED: link.added_on,
        Passage.RAISED: case.raised_on,
        Passage.REPORTED_FIXED: fixed_on,
        Passage.CONFIRM: link.answered_on if answer == FloorAnswer.FIXED else case.closed_on,
        Passage.CLOSED: case.closed_on,
    }
    if asks:
        days[Passage.CONFIRM] = None
    steps = _steps({passage: day for passage, day in days.items() if day}, case, here=Passage.CONFIRM if asks else None)
    return Timeline(steps, asks=asks, answer=answer, unconfirmed=case.state == State.SET_ASIDE)


def _steps(days: dict[Passage, dt.date], case: Case | None, *, here: Passage | None = None) -> tuple[TimelineStep, ...]:
    order = list(Passage)
    latest = max(order.index(passage) for passage in days)
    upcoming = order[order.index(here) if here else latest + 1 :]
    shown = [passage for passage in order if passage in days or passage in upcoming]
    due_on = case.employer_answer_due if case else None
    return tuple(
        TimelineStep(
            passage,
            day=days.get(passage),
            here=passage == upcoming[0] if upcoming else False,
            due_on=due_on if passage == Passage.RAISED else None,
        )
        for passage in shown
    )


def _said_fixed_on(case: Case) -> dt.date | None:
    """The last day on which something was reported fixed, once everything agreed is said to be done."""
    said = CorrectiveAction.objects.filter(Q(case=case) | Q(case__merged_into=case)).aggregate(
        agreed=Count("id"), done=Count("id", filter=Q(state__in=SAID_TO_BE_DONE)), day=Max("reported_fixed_on")
    )
    day: dt.date | None = said["day"]
    return day if said["agreed"] and said["agreed"] == said["done"] else None
