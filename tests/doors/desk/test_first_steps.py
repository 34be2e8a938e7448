"""First steps: they follow from facts, some from somebody's word, and leave the inbox when all are done."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from safelamp.doors.desk import first_steps
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import FirstStep, Organisation, OrganisationKind, StepSaid
from safelamp.ground.vault.models import HeldKey
from tests.doors.worker.form import words_of
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.SCRYPT_LOCK = tmp_path / "scrypt.lock"
    return tmp_path


def done(house: House) -> dict[str, bool]:
    return {str(step.heading): step.done for step in first_steps.of(house.officer.session).steps}


def test_the_officers_inbox_shows_the_next_step_and_nobody_elses_does(union: House, at_desk: AtDesk) -> None:
    page = words_of(at_desk(union.officer).get("/desk/inbox/").content.decode())
    assert "First steps: 1 of 9 done" in page
    assert "Name a second reader of the restricted lane" in page
    assert "First steps" not in words_of(at_desk(union.focal_point).get("/desk/inbox/").content.decode())


def test_a_second_reader_ticks_by_holding_the_key_not_by_being_enrolled(union: House) -> None:
    step = "Let a second person read the reports"
    assert done(union)[step]
    HeldKey.objects.exclude(member=union.officer.member).delete()
    assert not done(union)[step]


def test_emergency_numbers_and_a_backup_tick_by_themselves(union: House, home: Path) -> None:
    before = done(union)
    assert not before["Confirm the emergency numbers"]
    assert not before["Let the first backup be made"]
    organisations.confirm_emergency_numbers(union.organisation, numbers="Ambulance 1669", by=union.officer.member)
    (home / "backup.stamp").touch()
    assert not done(union)["Let the first backup be made"]
    (home / "keys-backup.stamp").touch()
    after = done(union)
    assert after["Confirm the emergency numbers"]
    assert after["Let the first backup be made"]


def test_what_only_people_can_know_is_said_once_and_stands(union: House, at_desk: AtDesk) -> None:
    client = at_desk(union.officer)
    for _ in range(2):
        client.post("/desk/first-steps/say/", {"step": "poster"})
    assert StepSaid.objects.get().step == FirstStep.POSTER
    assert done(union)["Print the poster and hang it up"]


@pytest.mark.parametrize("step", ["", "backup", "POSTER", "x" * 10_000])
def test_a_step_that_nobody_may_say_changes_nothing(union: House, at_desk: AtDesk, step: str) -> None:
    at_desk(union.officer).post("/desk/first-steps/say/", {"step": step})
    assert StepSaid.objects.count() == 0


def test_another_unions_word_does_not_count_here(union: House, other_union: House) -> None:
    organisations.say_step(FirstStep.SHEETS, by=other_union.officer.member)
    assert not done(union)["Keep the three sheets of the paper key apart"]


def test_when_all_is_done_the_card_is_gone(union: House, at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [step for step in first_steps.of(union.officer.session).steps if step.done]
    monkeypatch.setattr(first_steps, "of", lambda _: first_steps.Steps(every))
    client = at_desk(union.officer)
    assert "First steps" not in words_of(client.get("/desk/inbox/").content.decode())
    assert "All first steps are done." in words_of(client.get("/desk/first-steps/").content.decode())


def test_exercise_and_demonstration_are_left_in_peace(union: House, settings: LazySettings) -> None:
    assert first_steps.still_open(union.officer.session)
    settings.DEMONSTRATION = True
    assert first_steps.still_open(union.officer.session) is None
    settings.DEMONSTRATION = False
    Organisation.objects.filter(id=union.organisation.id).update(kind=OrganisationKind.PRACTICE)
    union.officer.session.member.organisation.refresh_from_db()
    assert first_steps.still_open(union.officer.session) is None


def test_the_day_is_kept_and_not_who_said_it(union: House) -> None:
    organisations.say_step(FirstStep.POSTER, by=union.officer.member)
    said = StepSaid.objects.get()
    assert isinstance(said.day, dt.date)
    assert not [field.name for field in StepSaid._meta.fields if "member" in field.name or field.name == "by"]
