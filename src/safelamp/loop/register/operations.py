"""Writing into the register by hand. Recording is not notification: nobody outside is told by any of this."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces import queries as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.register import queries, words
from safelamp.loop.register.facts import DiseaseFacts, FactError, Facts, Happening, InjuryFacts, OccurrenceFacts
from safelamp.loop.register.kinds import Kind, Severity
from safelamp.loop.register.models import Code, Correction, Disease, Entry, Person


@transaction.atomic
def record_injury(facts: InjuryFacts, *, by: OpenSession, at: dt.datetime | None = None) -> Entry:
    """Records one person hurt in one accident, at work or on the way."""
    return _record(facts, by=by.member, verb="register.record_injury", at=at)


@transaction.atomic
def record_disease(facts: DiseaseFacts, *, by: OpenSession, at: dt.datetime | None = None) -> Entry:
    """Records a disease, suspected or recognised."""
    return _record(facts, by=by.member, verb="register.record_disease", at=at)


@transaction.atomic
def record_dangerous_occurrence(facts: OccurrenceFacts, *, by: OpenSession, at: dt.datetime | None = None) -> Entry:
    """Records an event that could have hurt people and did not."""
    return _record(facts, by=by.member, verb="register.record_dangerous_occurrence", at=at)


@transaction.atomic
def correct(entry: Entry, *, facts: Facts, reason: str, by: OpenSession, at: dt.datetime | None = None) -> Entry:
    """Writes the entry's facts anew and keeps that it was changed, by whom, which columns, and why.

    A public source's own words stay as they came; raises Entry.DoesNotExist for one that the member cannot see.
    """
    found = queries.entry_for(by.member, entry.id)
    if found.shredded_on is not None:
        raise FactError("reason", _("The words of this entry have been destroyed. It cannot be changed any more."))
    if not reason.strip():
        raise FactError("reason", _("Say in a few words why the entry changes."))
    if (found.kind == Kind.DANGEROUS_OCCURRENCE) != isinstance(facts, OccurrenceFacts):
        raise FactError("kind", _("An entry stays what it is. Record a new one instead."))
    before = _columns(found)
    _write(found, facts, by=by.member)
    changed = [name for name, value in _columns(found).items() if value != before[name]]
    sealed = words.seal(
        reason,
        organisation=by.member.organisation,
        subject=found.id,
        field="reason",
        audience=words.audience_for(found.hazard),
    )
    Correction.objects.create(entry=found, on=_day(at), by=by.member, fields=",".join(changed), reason_sealed=sealed)
    _audit("register.correct", found, by.member, at)
    return found


@transaction.atomic
def withdraw_consent(entry: Entry, *, by: OpenSession, at: dt.datetime | None = None) -> None:
    """Forgets what the injured person no longer wants kept: name, sex, migrant status, employment and age."""
    found = queries.entry_for(by.member, entry.id)
    Person.objects.filter(entry=found).delete()
    _audit("register.withdraw_consent", found, by.member, at)


def _record(facts: Facts, *, by: Member, verb: str, at: dt.datetime | None) -> Entry:
    entry = Entry(organisation=by.organisation, recorded_by=by, recorded_on=_day(at))
    if facts.happening.day > _day(at):
        raise FactError("day", _("This day has not come yet. Check the date."))
    _write(entry, facts, by=by)
    _audit(verb, entry, by, at)
    return entry


def _write(entry: Entry, facts: Facts, *, by: Member) -> None:
    """Fills and saves the entry with its codes, person and disease; checks that the workplace is reached."""
    happening = facts.happening
    entry.workplace = _reached(by, happening.workplace)
    entry.day, entry.hazard = happening.day, happening.hazard
    entry.time_band = happening.time_band or ""
    entry.place_kind = happening.place_kind or ""
    entry.notified = happening.notification.told
    entry.notified_by = happening.notification.by or ""
    entry.notified_on = happening.notification.on
    _write_harm(entry, facts)
    _write_words(entry, happening, by.organisation)
    entry.full_clean(validate_constraints=False)
    entry.save()
    entry.codes.all().delete()
    Code.objects.bulk_create(
        Code(entry=entry, axis=each.axis, scheme=each.scheme, version=each.version, code=each.code)
        for each in happening.codes
    )
    _write_person(entry, facts, by.organisation)
    _write_disease(entry, facts, by.organisation)


def _write_harm(entry: Entry, facts: Facts) -> None:
    if isinstance(facts, OccurrenceFacts):
        entry.kind, entry.severity = Kind.DANGEROUS_OCCURRENCE, Severity.NOBODY
        return
    entry.kind, entry.severity, entry.days_lost = facts.kind, facts.severity, facts.days_lost
    entry.days_to_death = None
    if isinstance(facts, InjuryFacts):
        entry.days_to_death = facts.days_to_death
        entry.hospitalised, entry.amputations = facts.hospitalised, facts.amputations


def _write_words(entry: Entry, happening: Happening, organisation: Organisation) -> None:
    if entry.source is not None and entry.source.public:
        if happening.employer or happening.place or happening.narrative:
            raise FactError("narrative", _("The words of a public source stay as they came."))
        return
    entry.restricted = happening.hazard == words.VIOLENCE
    for field in ("employer", "place", "narrative"):
        sealed = words.seal(
            getattr(happening, field),
            organisation=organisation,
            subject=entry.id,
            field=field,
            audience=words.audience_for(happening.hazard),
        )
        setattr(entry, f"{field}_sealed", sealed)


def _write_person(entry: Entry, facts: Facts, organisation: Organisation) -> None:
    Person.objects.filter(entry=entry).delete()
    if isinstance(facts, OccurrenceFacts) or facts.person is None:
        return
    person = facts.person
    Person.objects.create(
        entry=entry,
        name_sealed=words.seal(
            person.name,
            organisation=organisation,
            subject=entry.id,
            field="person",
            audience=words.audience_for(entry.hazard),
        ),
        consent_on=person.consent_on,
        sex=person.sex or "",
        migrant=person.migrant or "",
        employment=person.employment or "",
        age_band=person.age_band or "",
    )


def _write_disease(entry: Entry, facts: Facts, organisation: Organisation) -> None:
    Disease.objects.filter(entry=entry).delete()
    if not isinstance(facts, DiseaseFacts):
        return
    sealed = {
        f"{field}_sealed": words.seal(
            text,
            organisation=organisation,
            subject=entry.id,
            field="disease" if field == "name" else field,
            audience=words.audience_for(entry.hazard),
        )
        for field, text in (("name", facts.name), ("work", facts.work))
    }
    Disease.objects.create(
        entry=entry,
        agent=facts.agent,
        exposure_from=facts.exposure_from,
        exposure_to=facts.exposure_to,
        diagnosed_on=facts.diagnosed_on,
        **sealed,
    )


def _reached(member: Member, workplace: Workplace | None) -> Workplace | None:
    return workplaces.workplace_for(member, workplace.id) if workplace else None


def _columns(entry: Entry) -> dict[str, Any]:
    """The plain columns, to tell which ones changed; sealed ones differ each time and are named by no one."""
    return {
        field.attname: getattr(entry, field.attname)
        for field in Entry._meta.concrete_fields
        if not field.attname.endswith("_sealed")
    }


def _day(at: dt.datetime | None) -> dt.date:
    return timezone.localdate(at) if at else timezone.localdate()


def _audit(verb: str, entry: Entry, by: Member, at: dt.datetime | None) -> None:
    audit.record(verb, organisation_id=entry.organisation_id, by=by.id, subject_id=entry.id, day=_day(at))
