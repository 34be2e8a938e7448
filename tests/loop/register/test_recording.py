"""Recording by hand: the ILO minimum, sealed words, consent, corrections."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.register import operations, queries, words
from safelamp.loop.register.facts import (
    FactError,
    Happening,
    Notification,
    PersonFacts,
    a_year_after,
    check_death,
)
from safelamp.loop.register.kinds import Kind, Migrant, Notified, NotifiedBy, Severity
from safelamp.loop.register.models import Disease, Entry, Person, RegisterSource
from tests.loop.register.written import DAY, NOW, disease, injury, occurrence
from tests.people import House


def record(house: House, **changes: object) -> Entry:
    return operations.record_injury(injury(**changes), by=house.focal_point.session, at=NOW)


def test_an_injury_is_recorded_with_its_ilo_minimum(union: House) -> None:
    entry = record(union, workplace=union.workplace)
    found = queries.entry_for(union.officer.member, entry.id)
    assert (found.kind, found.severity, found.days_lost, found.hazard) == ("injury", "lost_time", 11, "fall")
    assert (found.workplace, found.recorded_on, found.time_band) == (union.workplace, NOW.date(), "09")
    assert [(code.scheme, code.code) for code in found.codes.all()] == [("ILO 1962 type of accident", "1")]


def test_its_words_open_in_a_members_session(union: House) -> None:
    opened = words.opened(union.officer.session, record(union))
    assert opened.narrative == "Somsri fell from the ladder."
    assert (opened.employer, opened.place, opened.person) == ("Zebra Garments", "dye house", "Somsri Jaidee")
    assert not opened.unreadable


def test_no_word_of_people_lies_in_the_database(union: House) -> None:
    entry = record(union)
    operations.record_disease(disease(), by=union.focal_point.session, at=NOW)
    operations.correct(entry, facts=injury(days_lost=12), reason="Nangnoi saw it", by=union.focal_point.session)
    kept = database_bytes()
    assert b"lost_time" in kept  # the copy is real
    for secret in ("Somsri", "Zebra", "dye house", "Boonmee", "silicosis of", "Nangnoi"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept


def database_bytes() -> bytes:
    """The bytes of the database file, as SQLite would write it."""
    raw: bytes = connection.connection.serialize()
    return raw


def test_another_members_key_is_needed_to_read_the_words(union: House, other_union: House) -> None:
    opened = words.opened(other_union.officer.session, record(union))
    assert opened.unreadable
    assert opened.narrative == opened.person == ""


def test_the_audit_says_who_recorded_what_without_words(union: House) -> None:
    entry = record(union)
    line = AuditLine.objects.get(verb="register.record_injury")
    assert (line.subject_id, line.member_id, line.day) == (entry.id, union.focal_point.member.id, NOW.date())


def test_a_disease_tells_its_latency(union: House) -> None:
    entry = operations.record_disease(disease(), by=union.focal_point.session, at=NOW)
    assert Disease.objects.get(entry=entry).latency == 17
    assert words.opened(union.officer.session, entry).work == "Boonmee cut stone without water."


def test_a_dangerous_occurrence_hurts_nobody(union: House) -> None:
    entry = operations.record_dangerous_occurrence(occurrence(), by=union.focal_point.session, at=NOW)
    assert (entry.kind, entry.severity, entry.days_lost) == (Kind.DANGEROUS_OCCURRENCE, Severity.NOBODY, None)


def test_recording_is_not_notification(union: House) -> None:
    assert record(union).notified == Notified.NOT_KNOWN
    told = Notification(told=Notified.YES, by=NotifiedBy.EMPLOYER, on=DAY)
    assert record(union, notification=told).notified_by == NotifiedBy.EMPLOYER


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: Notification(told=Notified.NO, on=DAY), "notified"),
        (lambda: PersonFacts(migrant=Migrant.MIGRANT), "consent"),
        (lambda: Happening(day=dt.date(1066, 1, 1), hazard="fall"), "day"),
        (lambda: Happening(day=DAY, hazard="no such"), "hazard"),
        (lambda: injury(severity=Severity.NOBODY), "severity"),
        (lambda: injury(kind=Kind.DISEASE_SUSPECTED), "kind"),
        (lambda: injury(days_lost=367), "days_lost"),
        (lambda: injury(severity=Severity.LIGHT, days_lost=1), "days_lost"),
        (lambda: injury(severity=Severity.LOST_TIME, days_lost=0), "days_lost"),
        (lambda: injury(died_on=DAY - dt.timedelta(1), severity=Severity.FATAL), "died_on"),
        (lambda: injury(died_on=DAY, severity=Severity.SERIOUS), "severity"),
        (lambda: injury(died_on=dt.date(2027, 3, 3), severity=Severity.FATAL), "died_on"),
        (lambda: disease(exposure_to=dt.date(2001, 1, 1)), "exposure_to"),
        (lambda: disease(exposure_from=dt.date(2026, 6, 1), exposure_to=None), "diagnosed_on"),
        (lambda: disease(kind=Kind.INJURY), "kind"),
    ],
)
def test_a_fact_that_cannot_stand_names_its_field(make: Any, place: str) -> None:
    with pytest.raises(FactError) as refused:
        make()
    assert refused.value.place == place


@given(st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1)), st.integers(0, 800))
def test_fatal_means_within_one_year_of_the_day_of_the_accident(day: dt.date, later: int) -> None:
    died_on = day + dt.timedelta(later)
    right = Severity.FATAL if died_on <= a_year_after(day) else Severity.SERIOUS
    wrong = Severity.SERIOUS if right == Severity.FATAL else Severity.FATAL
    check_death(day, died_on, right)
    with pytest.raises(FactError):
        check_death(day, died_on, wrong)


def test_a_day_that_has_not_come_is_refused(union: House) -> None:
    with pytest.raises(FactError, match="not come yet"):
        record(union, day=dt.date(2026, 11, 22))


def test_a_workplace_of_another_union_does_not_exist(union: House, other_union: House) -> None:
    with pytest.raises(Workplace.DoesNotExist):
        record(union, workplace=other_union.workplace)


def test_a_correction_changes_the_facts_and_says_which(union: House) -> None:
    entry = record(union)
    operations.correct(
        entry, facts=injury(days_lost=20, hazard="machine"), reason="Wrong day count", by=union.officer.session, at=NOW
    )
    found = queries.entry_for(union.officer.member, entry.id)
    kept = queries.corrections_of(union.officer.member, entry).get()
    assert (found.days_lost, found.hazard) == (20, "machine")
    assert set(kept.fields.split(",")) == {"days_lost", "hazard"}
    assert words.reason(union.focal_point.session, kept) == "Wrong day count"
    assert words.opened(union.focal_point.session, found).narrative == "Somsri fell from the ladder."


def test_a_correction_needs_a_reason(union: House) -> None:
    with pytest.raises(FactError, match="why"):
        operations.correct(record(union), facts=injury(), reason="  ", by=union.officer.session)


def test_another_unions_entry_cannot_be_corrected(union: House, other_union: House) -> None:
    with pytest.raises(Entry.DoesNotExist):
        operations.correct(record(union), facts=injury(), reason="x", by=other_union.officer.session)


def test_an_injury_does_not_become_a_dangerous_occurrence(union: House) -> None:
    with pytest.raises(FactError, match="stays what it is"):
        operations.correct(record(union), facts=occurrence(), reason="x", by=union.officer.session)


def test_withdrawn_consent_takes_the_person_out(union: House) -> None:
    entry = record(union)
    operations.withdraw_consent(entry, by=union.officer.session, at=NOW)
    assert not Person.objects.filter(entry=entry).exists()
    assert queries.entry_for(union.officer.member, entry.id).severity == Severity.LOST_TIME


def test_violence_is_listed_and_opened_for_restricted_readers_only(union: House) -> None:
    entry = record(union, hazard="violence")
    assert not queries.entries_for(union.officer.member).exists()
    with pytest.raises(Entry.DoesNotExist):
        queries.entry_for(union.focal_point.member, entry.id)
    found = queries.entry_for(union.restricted_reader.member, entry.id)
    assert words.opened(union.restricted_reader.session, found).narrative == "Somsri fell from the ladder."
    assert words.opened(union.officer.session, found).unreadable
    counted = queries.counts_by_hazard(union.officer.member, since=DAY, until=DAY)
    assert counted == {}


def _source(house: House) -> RegisterSource:
    return RegisterSource.objects.create(organisation=house.organisation, name="Public book", public=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"narrative_public": "told"},
        {"employer_public": "Zebra"},
        {"source_key": "7"},
        {"severity": "fatal", "days_to_death": 367},
        {"severity": "serious", "days_to_death": 10},
        {"kind": "suspected", "severity": "fatal", "days_to_death": 10},
        {"days_lost": 400},
        {"notified": "no", "notified_by": "union"},
        {"kind": "occurrence", "severity": "serious"},
        {"kind": "injury", "severity": "nobody"},
        {"kind": "gossip"},
    ],
    ids=str,
)
def test_the_database_refuses_what_must_not_bend(union: House, wrong: dict[str, Any]) -> None:
    values = {"kind": "injury", "hazard": "fall", "severity": "serious", "day": DAY, "recorded_on": DAY, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(organisation=union.organisation, **values)


def test_the_database_refuses_words_both_sealed_and_plain_or_restricted_and_plain(union: House) -> None:
    right = {"kind": "injury", "hazard": "fall", "day": DAY, "recorded_on": DAY, "source_key": "1"}
    right |= {"organisation": union.organisation, "source": _source(union), "narrative_public": "told"}
    for wrong in ({"narrative_sealed": b"x"}, {"restricted": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(**right, **wrong)
    Entry.objects.create(**right)


def test_the_database_refuses_a_key_twice_from_one_source(union: House) -> None:
    right = {"kind": "injury", "hazard": "fall", "day": DAY, "recorded_on": DAY, "source_key": "1"}
    right |= {"organisation": union.organisation, "source": _source(union)}
    Entry.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(**right)


@pytest.mark.parametrize("personal", [{"sex": "woman"}, {"migrant": "migrant"}, {"employment": "agency"}])
def test_the_database_keeps_nothing_personal_without_consent(union: House, personal: dict[str, str]) -> None:
    entry = record(union, person=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(entry=entry, **personal)
    Person.objects.create(entry=entry, consent_on=DAY, **personal)


def test_a_public_sources_words_stay_as_they_came(union: House) -> None:
    entry = Entry.objects.create(
        organisation=union.organisation, source=_source(union), source_key="1", kind="injury", hazard="not_sure",
        day=DAY, recorded_on=DAY, narrative_public="A worker fell.",
    )  # fmt: skip
    plain = dataclasses.replace(injury(), happening=Happening(day=DAY, hazard="fall"))
    operations.correct(entry, facts=plain, reason="The picture was missing", by=union.officer.session)
    found = queries.entry_for(union.officer.member, entry.id)
    assert (found.hazard, found.narrative_public) == ("fall", "A worker fell.")
    with pytest.raises(FactError, match="stay as they came"):
        operations.correct(entry, facts=injury(), reason="x", by=union.officer.session)


def test_an_entry_that_is_not_there_does_not_exist(union: House) -> None:
    with pytest.raises(Entry.DoesNotExist):
        queries.entry_for(union.officer.member, uuid.uuid4())
