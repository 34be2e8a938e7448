"""A union that can be rung: addresses, a duty list, a bell whose clock the test moves."""

import datetime as dt

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import addresses
from safelamp.loop.duty import operations
from safelamp.loop.duty.models import DutyTurn, Level, Ring
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.reports.models import Report
from tests.loop.told import MORNING
from tests.people import House, Person

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def reach(*people: Person) -> None:
    """Each keeps an address."""
    for person in people:
        addresses.keep(mail_of(person), by=person.member)


def mail_of(person: Person | Member) -> str:
    """Where that person is rung."""
    member = person.member if isinstance(person, Person) else person
    return f"{member.login_name}@example.org"


def stand(house: House, who: Person, level: Level = Level.FIRST, *, begins: int = 0, ends: int = 0) -> DutyTurn:
    """Puts somebody on the list for every day; all day, or between two hours."""
    return operations.add_turn(
        who.member, level=level, days=[*range(7)], begins=dt.time(begins), ends=dt.time(ends), by=house.officer.member
    )


def usual_list(house: House) -> None:
    """The focal point on duty, the second one deputy, the officer next; each keeps an address."""
    for who, level in (
        (house.focal_point, Level.FIRST), (house.second_focal_point, Level.DEPUTY), (house.officer, Level.NEXT),
    ):  # fmt: skip
        stand(house, who, level)
        reach(who)


def names_of(report: Report, *, round: int) -> list[str]:  # noqa: A002  # the field's name
    """Who was rung in a round, without the union's own name."""
    rings = Ring.objects.filter(report=report, round=round).order_by("member__login_name")
    return [ring.member.login_name.partition(".")[2] for ring in rings]


def rounds_of(report: Report) -> list[tuple[int | None, list[str]]]:
    """Minutes and names of each round."""
    numbers = sorted(set(Ring.objects.filter(report=report).values_list("round", flat=True)))
    return [
        (Ring.objects.filter(report=report, round=number).values_list("minutes", flat=True)[0],
         names_of(report, round=number))
        for number in numbers
    ]  # fmt: skip


def look_each_minute(minutes: range, *, of: dt.datetime = MORNING) -> int:
    """The bell looks each minute; for how many reports it rang."""
    return sum(ring_due(at=of + minute * MINUTE) for minute in minutes)
