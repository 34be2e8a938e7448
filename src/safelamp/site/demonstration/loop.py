"""The stories of the script, told and worked on by the real operations, each at its own time."""

import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from django.utils import timezone

from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case, FloorAnswer
from safelamp.loop.cases.rating import Likelihood, WorstHarm
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report
from safelamp.loop.reports.receiving import SECRET_BYTES, Telling
from safelamp.loop.reports.words import MessageWords, ReportWords
from safelamp.site.demonstration import agreed
from safelamp.site.demonstration.people import Cast, Team
from safelamp.site.demonstration.script import SCRIPT, Stage, Story

BACKGROUND_DAYS = 170
CLOSED_AFTER_DAYS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A report that is in, with its receipt, as the worker holds it."""

    report: Report
    receipt: str


def tell_stories(cast: Cast) -> None:
    """Runs the whole script: the earlier months first, then each story up to its stage."""
    now = timezone.now()
    for row in SCRIPT.background:
        _tell_background(cast, row, now)
    for story in SCRIPT.stories:
        _live(cast, story, now - dt.timedelta(hours=story.hours_ago), now)


def _live(cast: Cast, story: Story, began: dt.datetime, now: dt.datetime) -> None:
    workplace, team = cast.workplaces[story.place], cast.team_at(story.place)
    told = [
        _tell(workplace, story, words, began + dt.timedelta(hours=number))
        for number, words in enumerate([story.words, *story.others])
    ]
    if not story.stage.has_come_to(Stage.TAKEN):
        return
    session = _session_for(team, told[0].report)
    clock = _moments(began + dt.timedelta(hours=len(told)), now)
    case = cases.open_case([each.report for each in told], by=session, title=story.title, at=next(clock))
    for each in told:
        reports.answer(each.report, MessageWords(ready="received"), by=session, at=next(clock))
    if story.reply:
        reports.answer(told[0].report, MessageWords(ready=story.reply), by=session, at=next(clock))
    if story.stage.has_come_to(Stage.RATED):
        case = _rate(case, story, session, next(clock))
    if story.stage.has_come_to(Stage.RAISED):
        due = (now + dt.timedelta(days=5)).date()
        case = cases.raise_with_employer(case, answer_due=due, by=session, at=next(clock))
    if story.stage.has_come_to(Stage.AGREED):
        accesses = [access for each in told if (access := queries.access(each.receipt)) is not None]
        agreed.act(case, story, team, told=accesses, clock=clock)


def _rate(case: Case, story: Story, session: OpenSession, at: dt.datetime) -> Case:
    likelihood = Likelihood(story.likelihood) if story.likelihood else None
    return cases.rate(case, worst_harm=WorstHarm(story.worst_harm), likelihood=likelihood, by=session, at=at)


def _tell_background(cast: Cast, row: dict[str, object], now: dt.datetime) -> None:
    places, hazards, kinds = (cycle(_texts(row[name])) for name in ("places", "hazards", "kinds"))
    count = int(str(row["reports"]))
    pairs: dict[tuple[str, str], list[tuple[Told, dt.datetime]]] = {}
    for number in range(count):
        place, hazard = next(places), next(hazards)
        began = now - dt.timedelta(days=BACKGROUND_DAYS * (count - number) / count)
        story = Story(
            place=place, hazard=hazard, kind=next(kinds), language=str(row["language"]), words=str(row["words"]),
            hours_ago=0, stage=Stage.TAKEN, harm="small",
        )  # fmt: skip
        pairs.setdefault((place, hazard), []).append((_tell(cast.workplaces[place], story, story.words, began), began))
    for (place, _hazard), together in pairs.items():
        _work_off(cast.team_at(place), together, now)


def _work_off(team: Team, together: Sequence[tuple[Told, dt.datetime]], now: dt.datetime) -> None:
    first, began = together[0]
    session = team.focal_point.session
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


def _tell(workplace: Workplace, story: Story, words: str, at: dt.datetime) -> Told:
    telling = Telling(
        secret=secrets.token_bytes(SECRET_BYTES),
        organisation=workplace.organisation,
        workplace=workplace,
        kind=Kind(story.kind),
        hazard=story.hazard,
        danger_now=story.danger_now,
        harm=Harm(story.harm) if story.kind in {Kind.INJURY, Kind.ILLNESS} else Harm.UNKNOWN,
        place_kind=PlaceKind.WORKPLACE,
        shut_to=Audience(story.shut_to),
        words=ReportWords(story=words, language=story.language, body_part=story.body_part),
    )
    received = reports.receive(telling, at=at)
    return Told(Report.objects.select_related("organisation", "workplace").get(id=telling.report_id), received.receipt)


def _session_for(team: Team, report: Report) -> OpenSession:
    ordinary = report.audience in {Audience.READERS, Audience.NO_REPRESENTATIVES}
    return team.focal_point.session if ordinary else team.officer.session


def _moments(start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """Moments that come ever closer to the end, so that however many steps a story has, none lies ahead."""
    moment = start
    while True:
        moment += (end - moment) / 7
        yield moment


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
