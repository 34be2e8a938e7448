"""The rules themselves: what one report or entry fires, and when three near misses are three."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Rule
from safelamp.insight.alerts.rules import (
    NEAR_MISS_SPAN,
    EntryFacts,
    ReportFacts,
    by_place,
    near_misses,
    rule_of_entry,
    rule_of_report,
    run_of,
)
from safelamp.loop.register.kinds import Kind as EntryKind
from safelamp.loop.register.kinds import Severity
from safelamp.loop.reports.models import Harm, Kind

DAY = dt.date(2026, 11, 16)
MILL, YARD = uuid.uuid4(), uuid.uuid4()


def told(**changed: Any) -> ReportFacts:
    facts: dict[str, Any] = {
        "id": uuid.uuid4(), "workplace_id": MILL, "audience": Audience.READERS, "kind": Kind.HAZARD,
        "hazard": "machine", "harm": Harm.UNKNOWN, "danger_now": False, "day": DAY,
    }  # fmt: skip
    return ReportFacts(**facts | changed)


def recorded(**changed: Any) -> EntryFacts:
    facts: dict[str, Any] = {
        "id": uuid.uuid4(), "workplace_id": MILL, "restricted": False, "kind": EntryKind.INJURY, "hazard": "machine",
        "severity": Severity.SERIOUS, "amputations": 0, "day": DAY,
    }  # fmt: skip
    return EntryFacts(**facts | changed)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"danger_now": True}, Rule.DANGER_NOW),
        ({"harm": Harm.DIED}, Rule.DEATH),
        ({"harm": Harm.DIED, "danger_now": True}, Rule.DEATH),
        ({"audience": Audience.RESTRICTED, "kind": Kind.FORCED}, Rule.RESTRICTED),
        ({"hazard": "fire", "kind": Kind.INJURY}, Rule.FIRE),
        ({"hazard": "fire", "kind": Kind.NEAR_MISS}, Rule.FIRE),
        ({"hazard": "fire", "kind": Kind.HAZARD}, None),  # a blocked exit
        ({"kind": Kind.NEAR_MISS}, None),
        ({"harm": Harm.LASTING}, None),
    ],
)
def test_a_report_fires_the_gravest_rule(changed: dict[str, Any], rule: Rule | None) -> None:
    assert rule_of_report(told(**changed)) == rule


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"severity": Severity.FATAL, "amputations": 1}, Rule.DEATH),
        ({"severity": Severity.FATAL, "kind": EntryKind.DISEASE_RECOGNISED}, None),  # latency: no event of today
        ({"amputations": 2}, Rule.AMPUTATION),
        ({"hazard": "fire"}, Rule.FIRE),
        ({"hazard": "fire", "kind": EntryKind.DANGEROUS_OCCURRENCE, "severity": Severity.NOBODY}, Rule.FIRE),
    ],
)
def test_an_entry_fires_the_gravest_rule(changed: dict[str, Any], rule: Rule | None) -> None:
    assert rule_of_entry(recorded(**changed)) == rule


def test_deaths_of_one_workplace_are_one_event_and_without_a_workplace_each_is_its_own() -> None:
    here = [told(harm=Harm.DIED, hazard=hazard) for hazard in ("fire", "chemical")]
    there = [told(harm=Harm.DIED, workplace_id=YARD)]
    nowhere = [told(harm=Harm.DIED, workplace_id=None) for _ in range(2)]
    groups = by_place((Rule.DEATH, each) for each in (*here, *there, *nowhere))
    assert sorted(len(found) for _place, found in groups) == [1, 1, 1, 2]


def test_near_misses_of_different_dangers_places_or_readers_are_never_added() -> None:
    apart = [
        told(kind=Kind.NEAR_MISS), told(kind=Kind.NEAR_MISS, hazard="fall"),
        told(kind=Kind.NEAR_MISS, workplace_id=YARD), told(kind=Kind.NEAR_MISS, audience=Audience.NO_FOCAL_POINTS),
        told(kind=Kind.NEAR_MISS, workplace_id=None), told(kind=Kind.HAZARD),
    ]  # fmt: skip
    assert {len(found) for found in near_misses(apart).values()} == {1}
    assert len(near_misses(apart)) == 4


def days(*offsets: int) -> list[ReportFacts]:
    return [told(kind=Kind.NEAR_MISS, day=DAY + dt.timedelta(days=offset)) for offset in offsets]


@pytest.mark.parametrize(
    ("offsets", "long"),
    [
        ((0, 3, 6), 3),
        ((0, 3, 7), 0),
        ((0, 0, 0), 3),
        ((0, 20, 21, 22), 3),
        ((0, 3, 6, 12), 4),
        ((0, 3, 6, 13), 3),
        ((), 0),
    ],
)
def test_three_within_seven_days(offsets: tuple[int, ...], long: int) -> None:
    assert len(run_of(days(*offsets))) == long


@given(st.lists(st.integers(0, 60), max_size=12))
def test_a_run_is_found_exactly_where_some_three_lie_within_seven_days(offsets: list[int]) -> None:
    offsets.sort()
    some = any(c - a < NEAR_MISS_SPAN.days for a, c in zip(offsets, offsets[2:], strict=False))
    assert bool(run_of(days(*offsets))) == some
