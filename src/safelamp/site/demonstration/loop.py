"""The stories of the script, told and worked on by the real operations, each at its own time."""

import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.rating import Likelihood, WorstHarm
from safelamp.loop.duty import ringing
from safelamp.loop.duty.ringing import Look
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries, sms_counts
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import SECRET_BYTES, Telling
from safelamp.loop.reports.words import MessageWords, ReportWords
from safelamp.site.demonstration import agreed, hung
from safelamp.site.demonstration.people import Cast, Team
from safelamp.site.demonstration.script import SCRIPT, Stage, Story

SEGMENTS_OF_A_DIALOGUE = (2, 3, 1, 2, 3)  # of its five replies
RUNG_AFTER = (dt.timedelta(minutes=1), dt.timedelta(minutes=16))


@dataclass(frozen=True, slots=True)
class Told:
    """A report that is in, with its receipt, as the worker holds it."""

    report: Report
    receipt: str


def tell_stories(cast: Cast) -> None:
    """Runs the script's stories, each up to its stage."""
    now = timezone.now()
    for story in SCRIPT.stories:
        _live(cast, story, now - dt.timedelta(hours=story.hours_ago), now)


def _live(cast: Cast, story: Story, began: dt.datetime, now: dt.datetime) -> None:
    workplace, team = cast.workplaces[story.place], cast.team_at(story.place)
    told = [
        tell(workplace, story, words, began + dt.timedelta(hours=number))
        for number, words in enumerate([story.words, *story.others])
    ]
    clock = _moments(began + dt.timedelta(hours=len(told)), now)
    taken_at = next(clock)
    taken = story.stage.has_come_to(Stage.TAKEN)
    for each in told:
        _ring(each.report, until=taken_at if taken else now)
    if not taken:
        return
    session = _session_for(team, told[0].report)
    case = cases.open_case([each.report for each in told], by=session, title=story.title, at=taken_at)
    ringing.settle(at=taken_at)
    for each in told:
        reports.answer(each.report, MessageWords(ready="received"), by=session, at=next(clock))
    if story.reply:
        reports.answer(told[0].report, MessageWords(ready=story.reply), by=session, at=next(clock))
    accesses = _opened(told)
    if story.stage.has_come_to(Stage.RATED):
        case = _rate(case, story, session, next(clock))
    if story.stage.has_come_to(Stage.RAISED):
        due = (now + dt.timedelta(days=5)).date()
        case = cases.raise_with_employer(case, answer_due=due, by=session, at=next(clock))
    if story.stage.has_come_to(Stage.AGREED):
        agreed.act(case, story, team, told=accesses, clock=clock)
    hung.hang(case, story, session, told=accesses)


def _opened(told: Sequence[Told]) -> list[ReporterAccess]:
    return [access for each in told if (access := queries.access(each.receipt)) is not None]


def _ring(report: Report, *, until: dt.datetime) -> None:
    """Rings as the bell would have, had it run then; what still waits is rung by the bell itself from now on."""
    for minutes in RUNG_AFTER:
        if report.arrived_at is not None and (moment := report.arrived_at + minutes) < until:
            ringing.ring(report.id, Look(moment))


def _rate(case: Case, story: Story, session: OpenSession, at: dt.datetime) -> Case:
    likelihood = Likelihood(story.likelihood) if story.likelihood else None
    return cases.rate(case, worst_harm=WorstHarm(story.worst_harm), likelihood=likelihood, by=session, at=at)


def tell(workplace: Workplace, story: Story, words: str, at: dt.datetime) -> Told:
    """Sends a worker's report as the worker door would, at its own time."""
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
        words=ReportWords(story=words, language=story.language, body_part=story.body_part, came_by=_way_of(story)),
        sort=Sort.SMS if story.by_sms else Sort.OWN,
    )
    received = reports.receive(telling, at=at)
    if story.by_sms:
        for segments in SEGMENTS_OF_A_DIALOGUE:
            sms_counts.count(workplace.organisation, segments=segments, at=at)
    return Told(Report.objects.select_related("organisation", "workplace").get(id=telling.report_id), received.receipt)


def _way_of(story: Story) -> str:
    return "sms" if story.by_sms else "phone"


def _session_for(team: Team, report: Report) -> OpenSession:
    ordinary = report.audience in {Audience.READERS, Audience.NO_REPRESENTATIVES}
    return team.focal_point.session if ordinary else team.officer.session


def _moments(start: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """Moments that come ever closer to the end, so that however many steps a story has, none lies ahead."""
    moment = start
    while True:
        moment += (end - moment) / 7
        yield moment
