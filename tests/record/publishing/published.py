"""Statements and newsletters for the tests, made by the real operations."""

import datetime as dt

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.publishing import newsletters, operations
from safelamp.record.publishing.models import Newsletter, Rhythm, Version
from safelamp.record.publishing.newsletters import Owner, Plan
from safelamp.record.publishing.wording import Words
from safelamp.record.searching.asked import Search
from tests.people import House

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
FIRE = Words(
    "We ask for fire drills in every factory",
    "Rayong",
    "Two workers were injured in a fire in a furniture factory in Thailand.\n\nWe ask for a fire drill each month.",
)
IN_THAI = Words("เราขอให้ซ้อมหนีไฟในทุกโรงงาน", "ระยอง", "คนงานสองคนบาดเจ็บจากเพลิงไหม้ในโรงงานเฟอร์นิเจอร์")


def second_officer(house: House) -> OpenSession:
    """Another officer of the house, logged in, with keys."""
    name = f"{house.organisation.name}.second officer"
    known = Member.objects.filter(login_name=name.casefold()).first()
    assert known is None
    enrolled = members.enrol(name, organisation=house.organisation, role=Role.OFFICER, by=house.officer.member)
    vault.admit(enrolled.member, by=house.officer.session)
    session = members.log_in(enrolled.member.login_name, enrolled.passphrase)
    assert session is not None
    return session


def draft(house: House, words: Words = FIRE, *, language: str = "en") -> Version:
    """A draft by the officer."""
    return operations.write(words, language=language, by=house.officer.session)


def publish(house: House, version: Version, *, by: OpenSession | None = None, at: dt.datetime = NOW) -> Version:
    """The draft, offered and published, by the officer alone where nobody else may."""
    operations.offer(version, by=house.officer.session)
    return operations.approve(version, by=by or house.officer.session, at=at)


def statement(house: House, words: Words = FIRE, *, language: str = "en", at: dt.datetime = NOW) -> Version:
    """A published statement of an organisation whose officer is the only one."""
    return publish(house, draft(house, words, language=language), at=at)


def newsletter(
    house: House, query: str = "country=PK", *, rhythm: Rhythm = Rhythm.WEEKLY, name: str = "Mines in Pakistan",
    owner: Owner = Owner.ORGANISATION, at: dt.datetime = NOW, language: str = "en",
) -> Newsletter:  # fmt: skip
    """A newsletter of the house."""
    plan = Plan(name, Search.from_query(query), language, rhythm)
    return newsletters.begin(plan, owner=owner, by=house.officer.member, at=at)
