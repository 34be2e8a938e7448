"""Facts that the tests write into the register."""

import datetime as dt

from safelamp.loop.register.facts import Coded, DiseaseFacts, Happening, InjuryFacts, OccurrenceFacts, PersonFacts
from safelamp.loop.register.kinds import Agent, Kind, Severity, Sex, TimeBand
from safelamp.loop.register.schemes import ACCIDENT_TYPE

DAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.UTC)
FALL = Coded(ACCIDENT_TYPE.axis, ACCIDENT_TYPE.name, ACCIDENT_TYPE.version, "1")


def injury(**changes: object) -> InjuryFacts:
    """A fall with eleven days away from work; words of the happening can be changed by name."""
    outer = {name: changes.pop(name) for name in list(changes) if name in InjuryFacts.__slots__}
    words = {"narrative": "Somsri fell from the ladder.", "employer": "Zebra Garments", "place": "dye house"}
    happening = {"day": DAY, "hazard": "fall", "time_band": TimeBand.MORNING, "codes": (FALL,), **words, **changes}
    person = PersonFacts(name="Somsri Jaidee", consent_on=DAY, sex=Sex.WOMAN)
    facts = {"severity": Severity.LOST_TIME, "days_lost": 11, "person": person, **outer}
    return InjuryFacts(happening=Happening(**happening), **facts)  # type: ignore[arg-type]


def disease(**changes: object) -> DiseaseFacts:
    """Silicosis, suspected, after ten years of dust."""
    facts = {
        "kind": Kind.DISEASE_SUSPECTED,
        "name": "silicosis of Boonmee",
        "agent": Agent.SILICA,
        "work": "Boonmee cut stone without water.",
        "exposure_from": dt.date(2008, 5, 1),
        "exposure_to": dt.date(2018, 6, 1),
        "diagnosed_on": dt.date(2026, 2, 1),
        **changes,
    }
    return DiseaseFacts(happening=Happening(day=DAY, hazard="chemical"), **facts)  # type: ignore[arg-type]


def occurrence(**changes: object) -> OccurrenceFacts:
    """A crane that let go of its load beside people."""
    return OccurrenceFacts(happening=Happening(**{"day": DAY, "hazard": "struck", **changes}))  # type: ignore[arg-type]
