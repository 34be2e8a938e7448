"""Founding: organisation, first officer, keys, paper key and first workplace, all of it or nothing."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.site.starting.answers import Answers

LOCK = "start.lock"


class AlreadyFounded(RuntimeError):
    """An organisation stands here already."""


class AtTheSameTime(RuntimeError):
    """Somebody else founds this instance at this moment."""


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made. Passphrase and sheets are kept nowhere."""

    organisation: Organisation
    workplace: Workplace
    log_in_name: str
    passphrase: str
    sheets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Founded({self.organisation.id})"


def found(answers: Answers, *, hand_over: Callable[[Founded], None]) -> Founded:
    """Makes everything in one transaction, which ends only when `hand_over` has given the secrets to somebody.

    Whatever `hand_over` raises undoes all of it: nobody is left with an instance whose keys were never written down.
    """
    with transaction.atomic():
        if Organisation.objects.exists():
            raise AlreadyFounded
        founded = _made(answers)
        hand_over(founded)
    return founded


def _made(answers: Answers) -> Founded:
    organisation = organisations.found(
        answers.organisation, kind=answers.kind, country=answers.country, language=answers.language,
        profile=answers.profile, neutral_name=answers.neutral_name,
    )  # fmt: skip
    officer = members.enrol(
        answers.officer, organisation=organisation, role=Role.OFFICER, by=None, reads_restricted=True
    )
    sheets = vault.found_keys(organisation, first_readers=[officer.member])
    workplace = workplaces.add(
        answers.workplace, organisation=organisation, employer=answers.employer, sector=answers.sector,
        place=answers.place, by=officer.member,
    )  # fmt: skip
    return Founded(organisation, workplace, officer.member.login_name, officer.passphrase, tuple(sheets))


@contextmanager
def alone() -> Iterator[None]:
    """Only one `safelamp start` at a time in this folder; raises AtTheSameTime."""
    with (settings.HOME / LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AtTheSameTime from None
        yield
