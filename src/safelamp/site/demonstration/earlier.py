"""The earlier months: what was reported and closed before the stories. Told while the doors are already open."""

import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import members
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import FloorAnswer
from safelamp.loop.cases.rating import Likelihood, WorstHarm
from safelamp.loop.reports import queries
from safelamp.site.demonstration import agreed, loop
from safelamp.site.demonstration.loop import Told
from safelamp.site.demonstration.people import LogIn
from safelamp.site.demonstration.script import SCRIPT, Stage, Story

DAYS = 170
CLOSED_AFTER_DAYS = 20
_PAUSE = 0.2  # seconds between two problems, in which others come to write
_DONE = "demonstration-earlier-months"  # how many problems are in, in figures


@dataclass(frozen=True, slots=True)
class Problem:
    """Reports of one hazard at one place: the row of the script that they belong to, and their numbers in it."""

    row: Mapping[str, Any]
    place: str
    hazard: str
    numbers: tuple[int, ...]


def tell_earlier_months(home: Path, log_ins: Iterable[LogIn]) -> None:
    """Tells what is not in yet, a problem in a transaction: a stop in the middle leaves no half of one."""
    kept = home / _DONE
    done = int(kept.read_text()) if kept.exists() else 0
    waiting = problems()[done:]
    if not waiting:
        return
    workplaces = {each.code: each for each in Workplace.objects.select_related("organisation")}
    focal_points = _focal_points(log_ins)
    for number, problem in enumerate(waiting, start=done + 1):
        workplace = workplaces[problem.place]
        with transaction.atomic():
            _tell(problem, workplace, focal_points[workplace.organisation])
        kept.write_text(str(number))
        time.sleep(_PAUSE)


def problems() -> list[Problem]:
    """All problems of the script's earlier months, in a fixed order."""
    return [problem for row in SCRIPT.background for problem in _problems_of(row)]


def _problems_of(row: Mapping[str, Any]) -> list[Problem]:
    numbers: dict[tuple[str, str], list[int]] = {}
    for number in range(row["reports"]):
        numbers.setdefault((_turn(row["places"], number), _turn(row["hazards"], number)), []).append(number)
    return [Problem(row, place, hazard, tuple(each)) for (place, hazard), each in numbers.items()]


def _focal_points(log_ins: Iterable[LogIn]) -> dict[Organisation, OpenSession]:
    names = {log_in.name: log_in.passphrase for log_in in log_ins if log_in.name.startswith("focal-")}
    opened = [members.log_in(name, passphrase) for name, passphrase in names.items()]
    return {session.member.organisation: session for session in opened if session}


def _tell(problem: Problem, workplace: Workplace, session: OpenSession) -> None:
    row, now = problem.row, timezone.now()
    together = []
    for number in problem.numbers:
        began = now - dt.timedelta(days=DAYS * (row["reports"] - number) / row["reports"])
        story = Story(
            place=problem.place, hazard=problem.hazard, kind=_turn(row["kinds"], number), language=row["language"],
            words=row["words"], hours_ago=0, stage=Stage.TAKEN, harm="small",
        )  # fmt: skip
        together.append((loop.tell(workplace, story, story.words, began), began))
    _work_off(session, together, now)


def _work_off(session: OpenSession, together: Sequence[tuple[Told, dt.datetime]], now: dt.datetime) -> None:
    first, began = together[0]
    case = cases.open_case([first.report], by=session, at=began + dt.timedelta(hours=7))
    for told, arrived in together[1:]:
        cases.add_reports(case, [told.report], by=session, at=arrived + dt.timedelta(hours=20))
    last = together[-1][1]
    cases.rate(case, worst_harm=WorstHarm.LOST_TIME, likelihood=Likelihood.POSSIBLE, by=session, at=last)
    if now - last < dt.timedelta(days=CLOSED_AFTER_DAYS):
        return
    floor.ask_the_floor(case, by=session, at=last + dt.timedelta(days=7))
    access = queries.access(first.receipt)
    if access is not None:
        floor.reporter_confirms(access, FloorAnswer.FIXED, at=last + dt.timedelta(days=9))
        agreed.close_on_reporters_word(case, session, at=last + dt.timedelta(days=11))


def _turn(values: Sequence[str], number: int) -> str:
    return values[number % len(values)]
