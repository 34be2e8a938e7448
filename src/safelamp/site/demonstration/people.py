"""Invented people: a federation, three unions and a practice organisation, with members, keys and workplaces."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils import timezone

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.members import Enrolled
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces.models import EmployerRole, Workplace
from safelamp.loop.duty import operations as duty
from safelamp.loop.duty.models import Level
from safelamp.site.demonstration.script import SCRIPT, Place, Union

MONTHS = 6
_MORNING, _EVENING = dt.time(7), dt.time(19)


@dataclass(frozen=True, slots=True)
class LogIn:
    """A demonstration log-in as the terminal prints it."""

    name: str
    passphrase: str
    who: str

    def as_row(self) -> dict[str, str]:
        """For the file that the second start reads."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Team:
    """One organisation with its people."""

    organisation: Organisation
    officer: Enrolled
    focal_point: Enrolled
    representative: Enrolled | None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody: teams by the organisation's key, workplaces by poster code, and the log-ins to print."""

    teams: Mapping[str, Team]
    workplaces: Mapping[str, Workplace]
    log_ins: list[LogIn]

    def team_at(self, code: str) -> Team:
        """The team whose workplace has that poster code."""
        organisation = self.workplaces[code].organisation
        return next(team for team in self.teams.values() if team.organisation == organisation)


def enrol_everybody() -> Cast:
    """Founds the organisations, enrols the members and adds the workplaces."""
    federation = organisations.found(SCRIPT.federation, kind=OrganisationKind.FEDERATION, country="TH", language="en")
    teams = {"federation": _team("federation", federation)}
    _stand_on_duty(teams["federation"])
    places: dict[str, Workplace] = {}
    for union in SCRIPT.unions:
        organisation = organisations.found(
            union.name, kind=OrganisationKind(union.kind), country=union.country, language=union.language,
            parent=federation,
        )  # fmt: skip
        team = teams[union.key] = _team(union.key, organisation)
        for place in union.places:
            places[place.code] = _workplace(place, union, team)
        _settle(union, team, places)
        _stand_on_duty(team)
    return Cast(teams, places, [log_in for team in teams.values() for log_in in _log_ins(team)])


def _team(key: str, organisation: Organisation) -> Team:
    def enrolled(name: str, role: Role, *, reads_restricted: bool) -> Enrolled:
        return members.enrol(
            f"{name}-{key}",
            organisation=organisation,
            role=role,
            by=None,
            reads_restricted=reads_restricted,
            language="",  # visitors read it in their own
        )

    officer = enrolled("officer", Role.OFFICER, reads_restricted=True)
    focal_point = enrolled("focal", Role.FOCAL_POINT, reads_restricted=False)
    on_the_floor = organisation.kind == OrganisationKind.UNION
    representative = enrolled("rep", Role.REPRESENTATIVE, reads_restricted=False) if on_the_floor else None
    readers = [each.member for each in (officer, focal_point, representative) if each]
    vault.found_keys(organisation, first_readers=readers)
    return Team(organisation, officer, focal_point, representative)


def _workplace(place: Place, union: Union, team: Team) -> Workplace:
    officer = team.officer.member
    workplace = workplaces.add(
        place.name, organisation=team.organisation, employer=place.employer, sector=place.sector, place=place.place,
        union_members=place.members, by=officer, code=place.code,
    )  # fmt: skip
    workplaces.be_listed(workplace, by=officer)
    if place.agency:
        workplaces.add_employer(workplace, name=place.agency, role=EmployerRole.AGENCY, by=officer)
    first = timezone.localdate().replace(day=1)
    for _ in range(MONTHS):
        first = (first - dt.timedelta(days=1)).replace(day=1)
        workplaces.keep_month(
            workplace, month=first, head_count=place.head_count, hours=place.head_count * union.hours, by=officer
        )
    return workplace


def _settle(union: Union, team: Team, places: Mapping[str, Workplace]) -> None:
    officer = team.officer.member
    if union.emergency_numbers:
        organisations.confirm_emergency_numbers(team.organisation, numbers=union.emergency_numbers, by=officer)
    if union.sms_numbers:
        organisations.print_sms_numbers(team.organisation, numbers=union.sms_numbers, by=officer)
    organisations.be_findable(team.organisation, by=officer)
    for place in union.places[:2]:
        if team.representative:
            workplaces.post(team.representative.member, places[place.code], by=officer)


def _stand_on_duty(team: Team) -> None:
    """By day the focal point, by night the officer; nobody on Sundays, so that the list shows what a gap looks like."""
    officer, focal_point = team.officer.member, team.focal_point.member
    turns = (
        (focal_point, Level.FIRST, [*range(6)], _MORNING, _EVENING),
        (officer, Level.DEPUTY, [*range(6)], _MORNING, _EVENING),
        (officer, Level.FIRST, [*range(5)], _EVENING, _MORNING),
    )
    for member, level, days, begins, ends in turns:
        duty.add_turn(member, level=level, days=days, begins=begins, ends=ends, by=officer)


def _log_ins(team: Team) -> list[LogIn]:
    people = [each for each in (team.officer, team.focal_point, team.representative) if each]
    return [
        LogIn(
            each.member.login_name,
            each.passphrase,
            f"{Role(each.member.role).label}, {team.organisation.name}"
            + (", reads the restricted lane" if each.member.reads_restricted else ""),
        )
        for each in people
    ]
