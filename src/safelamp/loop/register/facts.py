"""What a member writes into the register, as values that check themselves before anything is stored."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from safelamp.ground.standards.hazards import hazards
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.register.kinds import (
    ACCIDENTS,
    DISEASES,
    AgeBand,
    Agent,
    Axis,
    Employment,
    Kind,
    Migrant,
    Notified,
    NotifiedBy,
    PlaceKind,
    Severity,
    Sex,
    TimeBand,
)
from safelamp.loop.register.models import LONGEST_YEAR

EARLIEST = dt.date(1900, 1, 1)


class FactError(ValueError):
    """A fact that cannot stand: `place` names the field, the text says to people what to do."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with the scheme that it belongs to."""

    axis: Axis
    scheme: str
    version: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Whether, when and by whom the authority was told."""

    told: Notified = Notified.NOT_KNOWN
    by: NotifiedBy | None = None
    on: dt.date | None = None

    def __post_init__(self) -> None:
        """Only a notification that was made has a day and a sender."""
        if self.told != Notified.YES and (self.by or self.on):
            raise FactError("notified", _("Choose “yes” if the authority was told, or leave day and sender empty."))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """Who was hurt. Everything but the name needs that person's consent."""

    name: str = ""
    consent_on: dt.date | None = None
    sex: Sex | None = None
    migrant: Migrant | None = None
    employment: Employment | None = None
    age_band: AgeBand | None = None

    def __post_init__(self) -> None:
        """Refuses what the person did not agree to."""
        if self.consent_on is None and (self.sex or self.migrant or self.employment or self.age_band):
            raise FactError("consent", _("Ask the person first. Without their consent, leave these answers empty."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every entry says: when, where, what about, who was told, in whose words."""

    day: dt.date
    hazard: str
    workplace: Workplace | None = None
    time_band: TimeBand | None = None
    place_kind: PlaceKind | None = None
    employer: str = ""
    place: str = ""
    narrative: str = ""
    notification: Notification = field(default_factory=Notification)
    codes: tuple[Coded, ...] = ()

    def __post_init__(self) -> None:
        """Refuses impossible days and unknown hazards."""
        if self.day < EARLIEST:
            raise FactError("day", _("Check the year."))
        if self.hazard not in hazards():
            raise FactError("hazard", _("Choose a picture from the list."))
        told_on = self.notification.on
        if told_on is not None and told_on < self.day:
            raise FactError("notified_on", _("The authority cannot have been told before it happened."))


@dataclass(frozen=True, slots=True, kw_only=True)
class InjuryFacts:
    """One person hurt in one accident."""

    happening: Happening
    kind: Kind = Kind.INJURY
    severity: Severity = Severity.NOT_KNOWN
    days_lost: int | None = None
    died_on: dt.date | None = None
    hospitalised: int | None = None
    amputations: int | None = None
    person: PersonFacts | None = None

    def __post_init__(self) -> None:
        """Holds the ICLS rules for deaths and days."""
        if self.kind not in ACCIDENTS:
            raise FactError("kind", _("Choose injury at work or on the way."))
        if self.severity == Severity.NOBODY:
            raise FactError("severity", _("If nobody was hurt, record a dangerous occurrence."))
        check_days_lost(self.days_lost, self.severity)
        check_death(self.happening.day, self.died_on, self.severity)

    @property
    def days_to_death(self) -> int | None:
        """Days from the accident to the death; the date itself is not kept."""
        return (self.died_on - self.happening.day).days if self.died_on else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseFacts:
    """One person's disease, suspected or recognised. Months of exposure are dates on the first of the month."""

    happening: Happening
    kind: Kind = Kind.DISEASE_SUSPECTED
    name: str = ""
    agent: Agent = Agent.NOT_KNOWN
    work: str = ""
    exposure_from: dt.date | None = None
    exposure_to: dt.date | None = None
    diagnosed_on: dt.date | None = None
    severity: Severity = Severity.NOT_KNOWN
    days_lost: int | None = None
    person: PersonFacts | None = None

    def __post_init__(self) -> None:
        """Holds the order of exposure and diagnosis."""
        if self.kind not in DISEASES:
            raise FactError("kind", _("Choose suspected or recognised."))
        if self.severity == Severity.NOBODY:
            raise FactError("severity", _("A disease has somebody who is ill. Choose another answer."))
        check_days_lost(self.days_lost, self.severity)
        if self.exposure_to and (self.exposure_from is None or self.exposure_from > self.exposure_to):
            raise FactError("exposure_to", _("Exposure must begin before it ends. Check both months."))
        if self.diagnosed_on and self.exposure_from and self.exposure_from > self.diagnosed_on:
            raise FactError("diagnosed_on", _("The diagnosis cannot come before the exposure. Check both dates."))


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceFacts:
    """A dangerous occurrence: a listed event that could have hurt people and did not (P155 Art. 1)."""

    happening: Happening


Facts = InjuryFacts | DiseaseFacts | OccurrenceFacts


def check_days_lost(days: int | None, severity: Severity) -> None:
    """Calendar days, up to a year; they agree with how bad it was."""
    if days is None:
        return
    if not 0 <= days <= LONGEST_YEAR:
        raise FactError("days_lost", _("Days away are counted up to one year."))
    if severity == Severity.LIGHT and days > 0:
        raise FactError("days_lost", _("With a day or more away, choose “away from work for at least one day”."))
    if severity == Severity.LOST_TIME and days == 0:
        raise FactError("days_lost", _("With no day away, choose “less than one day away from work”."))


def check_death(day: dt.date, died_on: dt.date | None, severity: Severity) -> None:
    """Fatal means death within one year of the day of the accident (16th ICLS, ESAW)."""
    if died_on is None:
        return
    if died_on < day:
        raise FactError("died_on", _("The death cannot come before the accident. Check both dates."))
    within = died_on <= a_year_after(day)
    if within and severity != Severity.FATAL:
        raise FactError("severity", _("Death within one year of the accident counts as fatal. Choose “somebody died”."))
    if not within and severity == Severity.FATAL:
        raise FactError(
            "died_on",
            _("Death later than one year after the accident does not count as fatal. Choose another answer."),
        )


def a_year_after(day: dt.date) -> dt.date:
    """The same day a year later; 29 February becomes 1 March.

    >>> a_year_after(dt.date(2024, 2, 29))
    datetime.date(2025, 3, 1)
    """
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)
