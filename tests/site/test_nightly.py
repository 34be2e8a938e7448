"""The night's destruction: each in its time, once a day, never by a clock that jumped."""

import datetime as dt

import pytest
from django.apps import apps

from safelamp.ground.audit import operations as audit
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations import retention
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.post.models import NewsWish
from safelamp.ground.releases.models import Consent, Ground
from safelamp.ground.vault import rotation
from safelamp.ground.vault.models import KeyPair, ShreddingDay
from safelamp.insight.alerts.shredding import destroy_old
from safelamp.loop.cases.models import Case, ConfirmedBy
from safelamp.loop.register import operations as register
from safelamp.loop.register.facts import Happening, InjuryFacts, PersonFacts
from safelamp.loop.register.kinds import Severity
from safelamp.loop.register.models import Entry, Person
from safelamp.loop.reports.models import Dialogue, Kind, SmsMonth
from safelamp.site import nightly
from tests.loop.agreed import take
from tests.loop.told import MORNING, report
from tests.people import House

CLOSED = MORNING.date()  # 16 November 2026
OVER = dt.date(2028, 11, 17)  # 24 months and a day later


def closed_case(house: House, **choices: object) -> Case:
    who = "restricted_reader" if choices else "focal_point"
    case = take(house, report(house, **choices), who=who)
    Case.objects.filter(id=case.id).update(closed_on=CLOSED, state="closed", confirmed_by=ConfirmedBy.REPORTER)
    return case


def recorded(house: House) -> Entry:
    """An injury in the register, recorded in November 2026."""
    happening = Happening(day=dt.date(2026, 10, 1), hazard="machine", narrative="Somsri fell")
    facts = InjuryFacts(
        happening=happening, severity=Severity.LOST_TIME, days_lost=3, person=PersonFacts(name="Somsri A.")
    )
    return register.record_injury(facts, by=house.focal_point.session, at=MORNING)


def ran_before(house: House, day: dt.date) -> None:
    """The machine was on: the job ran on the day before."""
    ShreddingDay.objects.update_or_create(
        organisation=house.organisation, day=day - dt.timedelta(days=1), restricted=False, defaults={"finished": True}
    )


def shredded(case: Case) -> bool:
    case.refresh_from_db()
    return case.shredded_on is not None


def test_a_case_goes_when_its_months_are_over_and_not_a_day_before(union: House) -> None:
    case = closed_case(union)
    for day, gone in ((OVER - dt.timedelta(days=1), False), (OVER, True)):
        ran_before(union, day)
        nightly.destroy_due(at=day)
        assert shredded(case) is gone


def test_it_happens_once_a_day(union: House) -> None:
    ran_before(union, OVER)
    assert nightly.destroy_due(at=OVER) == Organisation.objects.count()
    assert nightly.destroy_due(at=OVER) == 0


def test_what_went_is_counted_for_the_day_and_the_restricted_lane_apart(union: House) -> None:
    closed_case(union)
    closed_case(union, kind=Kind.RETALIATION)
    report(union)  # never taken
    ran_before(union, OVER)
    nightly.destroy_due(at=OVER)
    rows = ShreddingDay.objects.filter(organisation=union.organisation, day=OVER)
    assert {row.restricted: (row.cases, row.reports) for row in rows} == {False: (1, 2), True: (1, 1)}


@pytest.mark.parametrize("gap", [36, 900])
def test_a_clock_that_jumped_ahead_destroys_nothing_for_a_week(union: House, gap: int) -> None:
    case = closed_case(union)
    ShreddingDay.objects.create(organisation=union.organisation, day=OVER - dt.timedelta(days=gap), finished=True)
    for later in range(7):
        nightly.destroy_due(at=OVER + dt.timedelta(days=later))
        assert not shredded(case)
    nightly.destroy_due(at=OVER + dt.timedelta(days=7))
    assert shredded(case)


def test_the_first_night_of_an_instance_destroys_nothing(union: House) -> None:
    case = closed_case(union)
    nightly.destroy_due(at=OVER)
    assert not shredded(case)


def test_a_clock_that_was_in_the_future_does_not_stop_destruction_for_years(union: House) -> None:
    case = closed_case(union)
    ShreddingDay.objects.create(organisation=union.organisation, day=dt.date(2040, 1, 1), finished=True)
    ran_before(union, OVER)
    nightly.destroy_due(at=OVER)
    assert not shredded(case)  # a week of notice first
    nightly.destroy_due(at=OVER + dt.timedelta(days=7))
    assert shredded(case)


def test_a_shorter_time_holds_after_a_week_and_a_longer_one_at_once(union: House) -> None:
    case = closed_case(union)
    soon = dt.date(2027, 1, 20)
    ran_before(union, soon)
    retention.choose_retention(union.organisation, months=2, register_months=60, by=union.officer.member, at=soon)
    nightly.destroy_due(at=soon)
    nightly.destroy_due(at=soon + dt.timedelta(days=6))
    assert not shredded(case)
    nightly.destroy_due(at=soon + dt.timedelta(days=7))
    assert shredded(case)


def test_turning_hostile_shortens_with_notice(union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Weekend club", by=union.officer.member
    )
    union.organisation.refresh_from_db()
    assert union.organisation.retention_months == 1
    assert union.organisation.destroys_from is not None


@pytest.mark.parametrize(("profile", "kept"), [(Profile.OPEN, {1, 8, 700}), (Profile.HOSTILE, {1})])
def test_audit_lines_go_by_profile(union: House, profile: Profile, kept: set[int]) -> None:
    organisations.choose_profile(
        union.organisation, profile=profile, neutral_name="Weekend club", by=union.officer.member
    )
    Organisation.objects.update(destroys_from=None)
    AuditLine.objects.all().delete()
    for age in (1, 8, 700, 800):
        audit.record(f"test.{age}", organisation_id=union.organisation.id, by=None, day=OVER - dt.timedelta(days=age))
    ran_before(union, OVER)
    nightly.destroy_due(at=OVER)
    verbs = AuditLine.objects.filter(organisation_id=union.organisation.id, verb__startswith="test.")
    assert {int(verb.removeprefix("test.")) for verb in verbs.values_list("verb", flat=True)} == kept


def test_the_register_has_its_own_time(union: House) -> None:
    entry = recorded(union)
    for day, left in ((OVER, True), (dt.date(2031, 11, 17), False)):
        ran_before(union, day)
        nightly.destroy_due(at=day)
        kept = Entry.objects.get(id=entry.id)
        assert bool(kept.narrative_sealed) is left
        assert Person.objects.filter(entry=entry).exists() is left
        assert (kept.shredded_on is None) is left
    assert kept.severity == Severity.LOST_TIME


def test_keys_go_in_the_same_night_as_the_last_words_that_they_opened(union: House) -> None:
    closed_case(union)
    KeyPair.objects.update(month=dt.date(2026, 11, 1))
    rotation.make_due_pairs(at=OVER)
    old = set(KeyPair.objects.filter(month=dt.date(2026, 11, 1), organisation=union.organisation))
    ran_before(union, OVER)
    nightly.destroy_due(at=OVER)
    assert old
    # OVER lies in the new pairs' first month: they have to seal for a month before the old ones go.
    nightly.destroy_due(at=OVER + dt.timedelta(days=20))
    assert not KeyPair.objects.filter(id__in=[pair.id for pair in old]).exists()


def test_an_organisation_that_fails_is_tried_again(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_case(union)
    ran_before(union, OVER)

    def fail(*_: object, **__: object) -> int:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(nightly, "shred_due_entries", fail)
        with pytest.raises(OSError, match="full"):
            nightly.destroy_due(at=OVER)
    register_entry = recorded(union)
    Organisation.objects.update(register_months=12)
    nightly.destroy_due(at=OVER)
    register_entry.refresh_from_db()
    assert register_entry.shredded_on == OVER
    row = ShreddingDay.objects.get(organisation=union.organisation, day=OVER, restricted=False)
    assert (row.cases, row.entries, row.finished) == (1, 1, True)  # counted once, though it ran twice


def test_an_organisation_that_fails_keeps_no_words_of_others(
    union: House, other_union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorted((union, other_union), key=lambda house: house.organisation.id)
    case = closed_case(second)
    ran_before(second, OVER)

    def fails(organisation: Organisation, *, before: dt.date) -> int:
        if organisation == first.organisation:
            raise OSError("the disk is full")
        return destroy_old(organisation, before=before)

    ran_before(first, OVER)
    monkeypatch.setattr(nightly, "destroy_old", fails)
    with pytest.raises(OSError, match="full"):
        nightly.destroy_due(at=OVER)
    assert shredded(case)


def test_postgresql_gives_up_the_rows_of_whatever_a_reporter_said_or_chose() -> None:
    """SQLite overwrites what it deletes; there the dead rows of a table lie until it is vacuumed."""
    gone = {"drop", "blank"}
    theirs = [each for each in apps.get_app_config("reports").get_models() if gone & set(each.SHREDDING.values())]
    assert Dialogue in theirs
    assert {*theirs, NewsWish, Consent, Ground} - {SmsMonth} <= {*nightly.EMPTIED}
