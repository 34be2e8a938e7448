"""Reading organisations and members."""

import uuid

from django.db import Error
from django.db.models import QuerySet

from safelamp.ground.organisations.models import (
    FirstStep,
    Member,
    Organisation,
    OrganisationKind,
    Profile,
    StepSaid,
)


def organisation(organisation_id: uuid.UUID) -> Organisation:
    """The organisation as it is now; raises Organisation.DoesNotExist."""
    return Organisation.objects.get(id=organisation_id)


def members_of(organisation: Organisation) -> QuerySet[Member]:
    """The organisation's members, by log-in name."""
    return Member.objects.filter(organisation=organisation).order_by("login_name")


def member_of(organisation: Organisation, member_id: uuid.UUID) -> Member:
    """One member; raises Member.DoesNotExist for another organisation's."""
    return Member.objects.get(organisation=organisation, id=member_id)


def restricted_readers_of(organisation: Organisation) -> QuerySet[Member]:
    """Active members who read the restricted lane."""
    return members_of(organisation).filter(reads_restricted=True, is_active=True)


def receivers_for(organisation: Organisation) -> list[Organisation]:
    """Who can receive a report meant for the organisation: itself, then each parent that takes reports."""
    chain: list[Organisation] = []
    found: Organisation | None = organisation
    while found is not None and found not in chain:
        chain.append(found)
        found = found.parent
    return [each for each in chain if each.takes_reports]


def somebody_is_endangered() -> bool:
    """Whether a hostile profile holds for any organisation here; while the database is away, it is taken to hold."""
    try:
        return Organisation.objects.filter(profile=Profile.HOSTILE).exists()
    except Error:
        return True


def findable() -> QuerySet[Organisation]:
    """Organisations that chose to be found by workers without a poster."""
    return Organisation.objects.filter(findable=True, takes_reports=True).order_by("country", "name")


def all_practise() -> bool:
    """Whether this instance holds practice organisations and no other."""
    return some_practise() and not Organisation.objects.exclude(kind=OrganisationKind.PRACTICE).exists()


def some_practise() -> bool:
    """Whether this instance holds a practice organisation."""
    return Organisation.objects.filter(kind=OrganisationKind.PRACTICE).exists()


def steps_said(organisation: Organisation) -> set[FirstStep]:
    """The first steps of which somebody said that they are done."""
    return {
        FirstStep(step) for step in StepSaid.objects.filter(organisation=organisation).values_list("step", flat=True)
    }
