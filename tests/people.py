"""Three organisations with people and keys: `union`, `other_union`, and `federation`, the parent of both."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces.models import Workplace
from tests.remembered import remembered


@dataclass(frozen=True, slots=True)
class Person:
    """A member with passphrase and open session (logged in, keys held)."""

    member: Member
    passphrase: str
    session: OpenSession


@dataclass(frozen=True, slots=True)
class House:
    """An organisation with keys, a workplace, and one person a role.

    The representative is posted to `workplace`; `second_workplace` is out of their reach. `restricted_reader` is a
    focal point who reads the restricted lane; nobody else does. `sheets` are the three sheets of the paper key.
    """

    organisation: Organisation
    workplace: Workplace
    second_workplace: Workplace
    officer: Person
    focal_point: Person
    second_focal_point: Person
    representative: Person
    trainer: Person
    restricted_reader: Person
    sheets: Sequence[str]

    @property
    def everybody(self) -> list[Person]:
        """All its people."""
        return [
            self.officer,
            self.focal_point,
            self.second_focal_point,
            self.representative,
            self.trainer,
            self.restricted_reader,
        ]


_PEOPLE = {
    "officer": (Role.OFFICER, False),
    "focal_point": (Role.FOCAL_POINT, False),
    "second_focal_point": (Role.FOCAL_POINT, False),
    "representative": (Role.REPRESENTATIVE, False),
    "trainer": (Role.TRAINER, False),
    "restricted_reader": (Role.FOCAL_POINT, True),
}


def build(name: str, *, kind: OrganisationKind, parent: Organisation | None = None, country: str = "TH") -> House:
    """Founds an organisation by the real operations; log-in names are `NAME.ROLE` in small letters."""
    organisation = organisations.found(name, kind=kind, country=country, language="en", parent=parent)
    enrolled = {
        who: members.enrol(f"{name}.{who}", organisation=organisation, role=role, reads_restricted=restricted, by=None)
        for who, (role, restricted) in _PEOPLE.items()
    }
    sheets = vault.found_keys(organisation, first_readers=[each.member for each in enrolled.values()])
    people = {who: _logged_in(each) for who, each in enrolled.items()}
    first, second = (
        workplaces.add(
            f"{name} {what}", organisation=organisation, employer=f"{name} Ltd", sector="C1410", place="Rayong", by=None
        )
        for what in ("Mill", "Yard")
    )
    workplaces.post(people["representative"].member, first, by=people["officer"].member)
    return House(organisation=organisation, workplace=first, second_workplace=second, sheets=sheets, **people)


def _logged_in(enrolled: members.Enrolled) -> Person:
    session = members.log_in(enrolled.member.login_name, enrolled.passphrase)
    assert session is not None
    return Person(session.member, enrolled.passphrase, session)


@pytest.fixture
def federation(db: None) -> House:
    """The parent of both unions."""
    return remembered("Federation", lambda: build("Federation", kind=OrganisationKind.FEDERATION))


@pytest.fixture
def union(federation: House) -> House:
    """The union that most tests are about."""
    return _below(federation, "Union", country="TH")


@pytest.fixture
def other_union(federation: House) -> House:
    """Another union of the same federation: nothing of `union` exists for it."""
    return _below(federation, "Other", country="KH")


def _below(federation: House, name: str, *, country: str) -> House:
    parent = federation.organisation
    house = remembered(
        (name, parent.id), lambda: build(name, kind=OrganisationKind.UNION, parent=parent, country=country)
    )
    house.organisation.parent = parent  # the same object, as where it was founded just now
    return house
