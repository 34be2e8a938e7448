"""The earlier months: what was reported and closed before the stories. Told while the doors are already open."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import cycle
from pathlib import Path

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
_DONE = "demonstration-earlier-months"  # how many rows of the script are in, in figures


def tell_earlier_months(home: Path, log_ins: Iterable[LogIn]) -> None:
    """Tells what is not in yet, a row of the script in a transaction: a stop in the middle leaves no half row."""
    kept = home / _DONE
    done = int(kept.read_text()) if kept.exists() else 0
    rows = SCRIPT.background[done:]
    if not rows:
        return
    workplaces = {each.code: each for each in Workplace.objects.select_related("organisation")}
    focal_points = _focal_points(log_ins)
    for number, row in enumerate(rows, start=done + 1):
        with transaction.atomic():
            _tell_row(row, workplaces, focal_points)
        kept.write_text(str(number))


def _focal_points(log_ins: Iterable[LogIn]) -> dict[Organisation, OpenSession]:
    names = {log_in.name: log_in.passphrase for log_in in log_ins if log_in.name.startswith("focal-")}
    opened = [members.log_in(name, passphrase) for name, passphrase in names.items()]
    return {session.member.organisation: session for session in opened if session}


def _tell_row(
    row: dict[str, object], workplaces: dict[str, Workplace], focal_points: dict[Organisation, OpenSession]
) -> None:
    now = timezone.now()
    places, hazards, kinds = (cycle(_texts(row[name])) for name in ("places", "hazards", "kinds"))
    count = int(str(row["reports"]))
    pairs: dict[tuple[str, str], list[tuple[Told, dt.datetime]]] = {}
    for number in range(count):
        place, hazard = next(places), next(hazards)
        began = now - dt.timedelta(days=DAYS * (count - number) / count)
        story = Story(
            place=place, hazard=hazard, kind=next(kinds), language=str(row["language"]), words=str(row["words"]),
            hours_ago=0, stage=Stage.TAKEN, harm="small",
        )  # fmt: skip
        pairs.setdefault((place, hazard), []).append((loop.tell(workplaces[place], story, story.words, began), began))
    for (place, _hazard), together in pairs.items():
        _work_off(focal_points[workplaces[place].organisation], together, now)


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


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
