"""The script of the demonstration, from script.toml: who, where, and what happened at which stage."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import resources
from typing import Any


class Stage(StrEnum):
    """How far a story has come; each stage contains those before it."""

    NEW = "new"
    TAKEN = "taken"
    RATED = "rated"
    RAISED = "raised"
    AGREED = "agreed"
    REPORTED_FIXED = "reported_fixed"
    ASKED = "asked"
    CLOSED = "closed"
    REOPENED = "reopened"

    def has_come_to(self, other: "Stage") -> bool:
        """Whether the story has reached that stage."""
        order = list(Stage)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Place:
    """A workplace of the script."""

    code: str
    name: str
    employer: str
    sector: str
    place: str
    head_count: int
    members: int
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """A union of the script; `hours` are hours a month and worker."""

    key: str
    name: str
    kind: str
    country: str
    language: str
    hours: int
    emergency_numbers: str
    places: tuple[Place, ...]
    sms_numbers: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody told, and how far it has come. `others` are further reports of the same problem.

    `wall` is what everybody at the workplace reads of it, by language, the first as it was written.
    """

    place: str
    hazard: str
    kind: str
    language: str
    words: str
    hours_ago: float
    stage: Stage
    title: str = ""
    harm: str = ""
    body_part: str = ""
    danger_now: bool = False
    shut_to: str = "readers"
    worst_harm: str = ""
    likelihood: str = ""
    action: str = ""
    control: str = ""
    others: tuple[str, ...] = ()
    reply: str = ""
    by_sms: bool = False
    wall: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""


class Records(StrEnum):
    """What an entry of the register records."""

    INJURY = "injury"
    DISEASE = "disease"
    OCCURRENCE = "occurrence"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of a union's register."""

    place: str
    records: Records
    hazard: str
    days_ago: int
    words: str
    severity: str = ""
    days_lost: int | None = None
    agent: str = ""
    sex: str = ""
    migrant: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """The whole script."""

    federation: str
    unions: tuple[Union, ...]
    stories: tuple[Story, ...]
    background: tuple[dict[str, Any], ...]
    entries: tuple[Recorded, ...]


def _read() -> Script:
    raw = tomllib.loads(resources.files(__package__).joinpath("script.toml").read_text(encoding="utf-8"))
    unions = tuple(
        Union(**(row | {"places": tuple(Place(**place) for place in row["places"])})) for row in raw["union"]
    )
    stories = tuple(
        Story(**(row | {"stage": Stage(row["stage"]), "others": tuple(row.get("others", ()))})) for row in raw["story"]
    )
    entries = tuple(Recorded(**(row | {"records": Records(row["records"])})) for row in raw["entry"])
    return Script(raw["federation"], unions, stories, tuple(raw["background"]), entries)


SCRIPT = _read()
