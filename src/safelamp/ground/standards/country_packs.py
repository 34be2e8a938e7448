"""National law beside a case: committees, deadlines to notify, leaving danger. Drafts until a lawyer reviews them.

A pack is a data file, `data/countries/CODE.json`. What nobody has reviewed is for the desk, marked as a draft; a
worker's screen takes only what `reviewed` lets through.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelamp.ground.standards.conventions import Certainty
from safelamp.ground.standards.loading import load

AT_ONCE = 0


class Unit(models.TextChoices):
    """What a time limit is counted in."""

    HOURS = "hours", gettext_lazy("hours")
    WORKING_DAYS = "working_days", gettext_lazy("working days")
    CALENDAR_DAYS = "calendar_days", gettext_lazy("days")


class Reviewable(Protocol):
    """What carries a review."""

    @property
    def is_reviewed(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a row comes from, how certain it is, and who has reviewed it."""

    source: str
    certainty: Certainty
    reviewed_by: str
    reviewed_on: str

    @property
    def is_reviewed(self) -> bool:
        """Whether a lawyer of that country has signed it."""
        return bool(self.reviewed_by and self.reviewed_on)


@dataclass(frozen=True, slots=True)
class NotificationRule(Sourced):
    """What an employer owes the authority: `limit` in `unit` from `clock_start`; 0 is at once, None is not known."""

    event: str
    who: str
    to_whom: str
    clock_start: str
    limit: int | None
    unit: Unit
    form: str
    includes_commuting: bool | None

    @property
    def within(self) -> str:
        """The time limit in words."""
        if self.limit is None:
            return _("time limit not known")
        if self.limit == AT_ONCE:
            return _("at once")
        return _SAID[self.unit](self.limit)


@dataclass(frozen=True, slots=True)
class CommitteeThreshold(Sourced):
    """From how many workers a safety committee must exist, and what it must look like."""

    workers: int
    text: str


@dataclass(frozen=True, slots=True)
class Rule(Sourced):
    """Another rule in a sentence; `paired_duty` is the duty that must be shown with a right."""

    topic: str
    text: str
    paired_duty: str = ""


@dataclass(frozen=True, slots=True)
class CountryPack:
    """What is known of one country's law."""

    country: str
    act: str
    notification_rules: tuple[NotificationRule, ...]
    committee_thresholds: tuple[CommitteeThreshold, ...]
    rules: tuple[Rule, ...]


R = TypeVar("R", bound=Reviewable)


def reviewed(rows: Iterable[R]) -> tuple[R, ...]:
    """Only what a lawyer has signed: the one way from here to a worker's screen."""
    return tuple(row for row in rows if row.is_reviewed)


@cache
def codes() -> frozenset[str]:
    """The countries that have a pack."""
    folder = resources.files(__package__).joinpath("data", "countries")
    return frozenset(file.name.removesuffix(".json").upper() for file in folder.iterdir())


@cache
def pack_of(country: str) -> CountryPack | None:
    """The pack of an ISO 3166-1 alpha-2 code, or None where there is none."""
    if country not in codes():
        return None
    raw = load(f"countries/{country.lower()}")
    return CountryPack(
        country=raw["country"],
        act=raw["act"],
        notification_rules=tuple(_notification(row) for row in raw["notification_rules"]),
        committee_thresholds=tuple(
            CommitteeThreshold(**_sourced(row), workers=row["workers"], text=row["text"])
            for row in raw["committee_thresholds"]
        ),
        rules=tuple(
            Rule(**_sourced(row), topic=row["topic"], text=row["text"], paired_duty=row.get("paired_duty", ""))
            for row in raw["rules"]
        ),
    )


def _notification(row: dict[str, Any]) -> NotificationRule:
    return NotificationRule(
        **_sourced(row),
        event=row["event"],
        who=row["who"],
        to_whom=row["to_whom"],
        clock_start=row["clock_start"],
        limit=row["limit"],
        unit=Unit(row["unit"]),
        form=row["form"],
        includes_commuting=row["includes_commuting"],
    )


def _sourced(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": row["source"],
        "certainty": Certainty(row["certainty"]),
        "reviewed_by": row["reviewed_by"] or "",
        "reviewed_on": row["reviewed_on"] or "",
    }


def _hours(limit: int) -> str:
    return ngettext("within %(count)d hour", "within %(count)d hours", limit) % {"count": limit}


def _working_days(limit: int) -> str:
    return ngettext("within %(count)d working day", "within %(count)d working days", limit) % {"count": limit}


def _calendar_days(limit: int) -> str:
    return ngettext("within %(count)d day", "within %(count)d days", limit) % {"count": limit}


_SAID = {Unit.HOURS: _hours, Unit.WORKING_DAYS: _working_days, Unit.CALENDAR_DAYS: _calendar_days}
