"""What was agreed in the stories: actions, their way to verified, and the floor's last word."""

import datetime as dt
from collections.abc import Iterator, Sequence

from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.actions import closing
from safelamp.loop.actions import operations as actions
from safelamp.loop.actions.models import ControlLevel, CorrectiveAction, CostBand, OwnerSide, Plan, SeenHow, Term
from safelamp.loop.cases import floor
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.site.demonstration.people import Team
from safelamp.site.demonstration.script import Stage, Story

MET_WITHIN = dt.timedelta(days=7)
OWNER = "maintenance"


def act(case: Case, story: Story, team: Team, *, told: Sequence[ReporterAccess], clock: Iterator[dt.datetime]) -> None:
    """Agrees an action and follows it as far as the story has come."""
    focal_point, officer = team.focal_point.session, team.officer.session
    action = _agree(case, story, focal_point, at=next(clock))
    if not story.stage.has_come_to(Stage.REPORTED_FIXED):
        return
    action = actions.report_fixed(action, by=focal_point, words="The employer wrote that it is done.", at=next(clock))
    if not story.stage.has_come_to(Stage.ASKED):
        return
    floor.ask_the_floor(case, by=focal_point, at=next(clock))
    if not story.stage.has_come_to(Stage.CLOSED):
        return
    actions.verify(action, by=officer, seen_how=SeenHow.VISIT, evidence="Seen on a visit.", at=next(clock))
    for access in told:
        closing.reporter_confirms(access, FloorAnswer.FIXED, at=next(clock))
    closing.close_case(case, by=focal_point, confirmed_by=ConfirmedBy.REPORTER, at=next(clock))
    if story.stage is Stage.REOPENED:
        closing.reporter_confirms(told[0], FloorAnswer.STILL_DANGEROUS, at=next(clock))


def close_on_reporters_word(case: Case, session: OpenSession, *, at: dt.datetime) -> None:
    """Closes a case of the earlier months, which needed no agreement."""
    closing.close_case(case, by=session, confirmed_by=ConfirmedBy.REPORTER, at=at)


def _agree(case: Case, story: Story, session: OpenSession, *, at: dt.datetime) -> CorrectiveAction:
    return actions.agree(
        case,
        what=story.action,
        level=ControlLevel[story.control.upper()],
        owner_side=OwnerSide.SITE,
        owner=OWNER,
        due_on=(at + MET_WITHIN).date(),
        cost=CostBand.LOW,
        plan=_plan(case, session, at=at),
        by=session,
        at=at,
    )


def _plan(case: Case, session: OpenSession, *, at: dt.datetime) -> Plan | None:
    if case.workplace is None:
        return None
    return actions.make_plan(
        case.workplace,
        term=Term.IMMEDIATE,
        title="Agreed at the meeting",
        by=session,
        audience=Audience(case.audience),
        at=at,
    )
