"""Entries of the unions' own registers, recorded by their focal points."""

import datetime as dt

from django.utils import timezone

from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.register import operations as register
from safelamp.loop.register.facts import DiseaseFacts, Happening, InjuryFacts, OccurrenceFacts, PersonFacts
from safelamp.loop.register.kinds import Agent, Migrant, Severity, Sex
from safelamp.site.demonstration.people import Cast
from safelamp.site.demonstration.script import SCRIPT, Recorded, Records


def record(cast: Cast) -> None:
    """Records every entry of the script."""
    for entry in SCRIPT.entries:
        happening = Happening(
            day=timezone.localdate() - dt.timedelta(days=entry.days_ago),
            hazard=entry.hazard,
            workplace=cast.workplaces[entry.place],
            narrative=entry.words,
        )
        _record(entry, happening, by=cast.team_at(entry.place).focal_point.session)


def _record(entry: Recorded, happening: Happening, *, by: OpenSession) -> None:
    match entry.records:
        case Records.OCCURRENCE:
            register.record_dangerous_occurrence(OccurrenceFacts(happening=happening), by=by)
        case Records.DISEASE:
            disease = DiseaseFacts(
                happening=happening,
                agent=Agent(entry.agent),
                severity=Severity(entry.severity),
                days_lost=entry.days_lost,
            )
            register.record_disease(disease, by=by)
        case Records.INJURY:
            injury = InjuryFacts(
                happening=happening,
                severity=Severity(entry.severity),
                days_lost=entry.days_lost,
                person=_person(entry, happening.day),
            )
            register.record_injury(injury, by=by)


def _person(entry: Recorded, day: dt.date) -> PersonFacts | None:
    if not entry.sex:
        return None
    return PersonFacts(consent_on=day, sex=Sex(entry.sex), migrant=Migrant(entry.migrant))
