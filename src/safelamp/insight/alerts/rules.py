"""The rules that fire at once, beside the statistics: small pure functions, facts in, groups out.

A report fires the gravest rule that it fits and no other: one event, one alert. Which of them belong together is said
by place, danger and readers; who may read one report of an alert may read all of them.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import HASTE, Rule
from safelamp.loop.register.kinds import ACCIDENTS, Severity
from safelamp.loop.register.kinds import Kind as EntryKind
from safelamp.loop.reports.models import Harm, Kind

FIRE = "fire"  # the picture “Fire, explosion, blocked exit”: a blocked exit is a hazard, not yet a fire
NEAR_MISSES = 3
NEAR_MISS_SPAN = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """What must be the same for two things to be one event."""

    rule: Rule
    audience: Audience
    workplace_id: uuid.UUID | None
    hazard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What a rule looks at in a report: plain columns only."""

    id: uuid.UUID
    workplace_id: uuid.UUID | None
    audience: Audience
    kind: Kind
    hazard: str
    harm: Harm
    danger_now: bool
    day: dt.date

    @property
    def rings(self) -> bool:
        """Whether the bell rings for it by itself (loop.duty)."""
        return self.danger_now or self.audience == Audience.RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What a rule looks at in an entry of the register."""

    id: uuid.UUID
    workplace_id: uuid.UUID | None
    restricted: bool
    kind: EntryKind
    hazard: str
    severity: Severity
    amputations: int
    day: dt.date

    @property
    def audience(self) -> Audience:
        """Who may know of it."""
        return Audience.RESTRICTED if self.restricted else Audience.READERS


Facts = ReportFacts | EntryFacts


def rule_of_report(report: ReportFacts) -> Rule | None:
    """The gravest rule that one report fires by itself."""
    if report.harm == Harm.DIED:
        return Rule.DEATH
    if report.danger_now:
        return Rule.DANGER_NOW
    if report.audience == Audience.RESTRICTED:
        return Rule.RESTRICTED
    if report.hazard == FIRE and report.kind in {Kind.NEAR_MISS, Kind.INJURY}:
        return Rule.FIRE
    return None


def rule_of_entry(entry: EntryFacts) -> Rule | None:
    """The gravest rule that one entry of the register fires by itself."""
    if entry.severity == Severity.FATAL and entry.kind in ACCIDENTS:
        return Rule.DEATH
    if entry.amputations:
        return Rule.AMPUTATION
    if entry.hazard == FIRE and entry.kind in {EntryKind.INJURY, EntryKind.DANGEROUS_OCCURRENCE}:
        return Rule.FIRE
    return None


def by_place(fired: Iterable[tuple[Rule, Facts]]) -> list[tuple[Place, Sequence[Facts]]]:
    """What fired, put together by event; what has no workplace stays alone: “a street” is not one place."""
    groups: dict[tuple[Place, uuid.UUID | None], list[Facts]] = defaultdict(list)
    for rule, facts in fired:
        hazard = facts.hazard if HASTE[rule].same_hazard else ""
        alone = facts.id if facts.workplace_id is None else None
        groups[Place(rule, facts.audience, facts.workplace_id, hazard), alone].append(facts)
    return [(place, sorted(found, key=_order)) for (place, _alone), found in groups.items()]


def near_misses(reports: Iterable[ReportFacts]) -> Mapping[Place, Sequence[ReportFacts]]:
    """Near misses of one workplace, danger and circle of readers, each in the order in which they came."""
    groups: dict[Place, list[ReportFacts]] = defaultdict(list)
    for each in reports:
        if each.kind == Kind.NEAR_MISS and each.workplace_id is not None:
            groups[Place(Rule.NEAR_MISSES, each.audience, each.workplace_id, each.hazard)].append(each)
    return {place: sorted(found, key=_order) for place, found in groups.items()}


def run_of(reports: Sequence[ReportFacts]) -> Sequence[ReportFacts]:
    """The first three within seven days, with all that followed without a pause of seven days; empty without three.

    Seven days by the calendar: the first and the last are at most six days apart.
    """
    for start in range(len(reports) - NEAR_MISSES + 1):
        if reports[start + NEAR_MISSES - 1].day - reports[start].day < NEAR_MISS_SPAN:
            return _going_on(reports, start)
    return ()


def _order(facts: Facts) -> tuple[dt.date, uuid.UUID]:
    return facts.day, facts.id


def _going_on(reports: Sequence[ReportFacts], start: int) -> Sequence[ReportFacts]:
    end = start + NEAR_MISSES
    while end < len(reports) and reports[end].day - reports[end - 1].day < NEAR_MISS_SPAN:
        end += 1
    return reports[start:end]
