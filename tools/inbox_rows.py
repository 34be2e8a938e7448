"""Makes many reports and cases at once and times the inbox; run by bench_inbox in a process of its own."""

import datetime as dt
import json
import random
import secrets
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from django.core.management import call_command

from safelamp.engines.sealing import passphrases
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases.inbox import Show, inbox
from safelamp.loop.cases.models import Case, CaseReport, ConfirmedBy
from safelamp.loop.cases.queries import similar_open_cases
from safelamp.loop.cases.states import State
from safelamp.loop.reports.events import WITHIN
from safelamp.loop.reports.models import Harm, Kind, Lane, Report, clock_of, lane_of

RUNS = 40
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
WORDS = 600  # bytes of a sealed, padded story
WORKPLACES = 20
CROWD = 1000  # reports of one accident, which nobody has taken
TOGETHER = 2000  # rows in one statement
NOW_SHARE, RAISED_SHARE = 0.02, 0.3  # of all reports; of the open cases
HAZARDS = ("machine", "fall", "chemical", "electric", "fire", "strain", "violence")


def main(reports: int, open_share: int) -> None:
    """Builds the union, makes the rows, prints the seconds."""
    passphrases.COST = 2**6
    call_command("migrate", verbosity=0)
    organisation = organisations.found("Union", kind=OrganisationKind.UNION, country="TH", language="th")
    people = {role: enrolled(organisation, role) for role in (Role.OFFICER, Role.REPRESENTATIVE)}
    vault.found_keys(organisation, first_readers=[*people.values()])
    floors = floors_of(organisation)
    workplaces.post(people[Role.REPRESENTATIVE], floors[0], by=None)
    make(organisation, floors, people[Role.OFFICER], reports=reports, open_share=open_share)
    crowd(organisation, floors[0], size=CROWD)
    print(json.dumps(_timed(people)))


def floors_of(organisation: Organisation) -> list[Workplace]:
    """Twenty workplaces."""
    return [
        workplaces.add(f"Mill {n}", organisation=organisation, employer="Ltd", sector="C1410", place="", by=None)
        for n in range(WORKPLACES)
    ]


def enrolled(organisation: Organisation, role: Role) -> Member:
    """A member who reads the restricted lane."""
    return members.enrol(f"bench.{role}", organisation=organisation, role=role, by=None, reads_restricted=True).member


def make(
    organisation: Organisation, floors: Sequence[Workplace], taker: Member, *, reports: int, open_share: int
) -> None:
    """Reports and their cases; the same ones each time."""
    chance = random.Random(7)  # noqa: S311  # the same rows each time
    waiting, working, closed = [], [], []
    for number in range(reports):
        still_open = chance.random() * 100 < open_share
        report = _report(organisation, chance.choice(floors), chance, waits=still_open and number % 2 == 0)
        if report.due_at is not None:
            waiting.append(report)
            continue
        (working if still_open else closed).append((report, _case(report, taker, chance, is_open=still_open)))
    taken = [*working, *closed]
    _mark_events(waiting)
    Report.objects.bulk_create([*waiting, *(report for report, _ in taken)], batch_size=TOGETHER)
    Case.objects.bulk_create([case for _, case in taken], batch_size=TOGETHER)
    links = (CaseReport(case=case, report=report, added_on=case.opened_on) for report, case in taken)
    CaseReport.objects.bulk_create(links, batch_size=TOGETHER)


def crowd(organisation: Organisation, floor: Workplace, *, size: int) -> None:
    """One accident that so many people tell of within ten minutes: one event."""
    chance = random.Random(11)  # noqa: S311  # the same rows each time
    told = [_report(organisation, floor, chance, waits=True) for _ in range(size)]
    for number, report in enumerate(told):
        report.hazard, report.lane, report.audience, report.danger_now = "fire", Lane.ORDINARY, Audience.READERS, False
        report.arrived_at = NOW - dt.timedelta(minutes=number % 10)
        report.due_at = report.arrived_at + clock_of(Lane.ORDINARY, Harm(report.harm), danger_now=False)
        report.event = told[0].id
    Report.objects.bulk_create(told, batch_size=TOGETHER)


def _mark_events(waiting: Sequence[Report]) -> None:
    """As receiving does, one after the other: within an hour of the first."""
    begun: dict[tuple[object, ...], Report] = {}
    for report in sorted(waiting, key=lambda each: each.arrived_at or NOW):
        place = (report.workplace_id, report.hazard, report.audience)
        first = begun.get(place)
        if first is None or first.arrived_at is None or report.arrived_at - first.arrived_at > WITHIN:  # type: ignore[operator]
            first = begun[place] = report
        report.event = first.id


def _report(organisation: Organisation, floor: Workplace, chance: random.Random, *, waits: bool) -> Report:
    hazard, danger_now = chance.choice(HAZARDS), chance.random() < NOW_SHARE
    lane = lane_of(Kind.HAZARD, hazard, danger_now=danger_now)
    harm = chance.choices((Harm.UNKNOWN, Harm.LASTING), (9, 1))[0]
    arrived = NOW - dt.timedelta(minutes=chance.randrange(1, 400_000 if not waits else 6000))
    return Report(
        organisation=organisation, workplace=floor, lane=lane, danger_now=danger_now, kind=Kind.HAZARD, hazard=hazard,
        audience=Audience.RESTRICTED if lane == Lane.RESTRICTED else Audience.READERS, harm=harm, country="TH",
        arrived_at=arrived if waits else None, arrived_on=arrived.date(),
        due_at=arrived + clock_of(lane, harm, danger_now=danger_now) if waits else None,
        words_sealed=secrets.token_bytes(WORDS), point=secrets.token_bytes(65),
        wrapped_private=secrets.token_bytes(60), lookup=secrets.token_bytes(32), sent_mark=secrets.token_bytes(32),
    )  # fmt: skip


def _case(report: Report, taker: Member, chance: random.Random, *, is_open: bool) -> Case:
    raised = is_open and chance.random() < RAISED_SHARE
    return Case(
        organisation=report.organisation, workplace=report.workplace, audience=report.audience, lane=report.lane,
        danger_now=report.danger_now, hazard=report.hazard, harm_told=report.harm, taken_by=taker,
        opened_on=report.arrived_on, raised_on=report.arrived_on if raised else None,
        employer_answer_due=NOW.date() + dt.timedelta(days=chance.randrange(-9, 20)) if raised else None,
        state=State.RAISED if raised else State.TAKEN if is_open else State.CLOSED,
        closed_on=None if is_open else NOW.date(), confirmed_by="" if is_open else ConfirmedBy.REPORTER,
        title_sealed=secrets.token_bytes(200),
    )  # fmt: skip


def _timed(people: dict[Role, Member]) -> dict[str, float]:
    officer, representative = people[Role.OFFICER], people[Role.REPRESENTATIVE]
    some = list(Report.objects.filter(case_report__isnull=True)[:RUNS])
    looks = [(show, start) for show in Show for start in (0, 100)] * (RUNS // 8)
    found = {
        "officer": [
            lambda show=show, start=start: inbox(officer, show=show, start=start, at=NOW) for show, start in looks
        ],
        "representative": [lambda show=show: inbox(representative, show=show, at=NOW) for show, _ in looks],
        "similar": [lambda report=report: similar_open_cases(officer, report) for report in some],
    }
    return dict(figure for name, acts in found.items() for figure in _seconds(name, acts))


def _seconds(name: str, acts: Sequence[Callable[[], object]]) -> Iterator[tuple[str, float]]:
    acts[0]()
    took = []
    for act in acts:
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    yield f"{name} p50", round(statistics.median(took), 4)
    yield f"{name} p95", round(sorted(took)[int(len(took) * 0.95)], 4)
