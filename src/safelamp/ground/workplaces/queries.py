"""Reading workplaces."""

import uuid

from django.db.models import QuerySet

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Role
from safelamp.ground.workplaces.models import CODE_LENGTH, Workplace


def workplaces_of(organisation: Organisation) -> QuerySet[Workplace]:
    """The organisation's workplaces, by name."""
    return Workplace.objects.filter(organisation=organisation).order_by("name")


def reached_by(member: Member) -> QuerySet[Workplace]:
    """The workplaces that a member reaches: a representative's postings, everybody else's organisation."""
    everywhere = workplaces_of(member.organisation)
    if member.role == Role.REPRESENTATIVE:
        return everywhere.filter(postings__member=member)
    return everywhere


def workplace_for(member: Member, workplace_id: uuid.UUID) -> Workplace:
    """One workplace; raises Workplace.DoesNotExist for one that the member does not reach."""
    return reached_by(member).get(id=workplace_id)


def by_code(typed: str) -> Workplace | None:
    """The workplace of a poster's code, typed in any case, with or without spaces."""
    code = "".join(typed.upper().split()).replace("-", "")
    if len(code) != CODE_LENGTH or not code.isascii() or not code.isalnum():  # nothing odd reaches the database
        return None
    return Workplace.objects.select_related("organisation").filter(code=code).first()


def code_of(workplace_id: uuid.UUID) -> str:
    """The poster code of a workplace; empty when there is none with this id."""
    return Workplace.objects.filter(id=workplace_id).values_list("code", flat=True).first() or ""


def listed_for(organisation: Organisation) -> QuerySet[Workplace]:
    """What a worker without a poster may choose from: nothing unless the organisation chose to be found."""
    if not organisation.findable or organisation.is_hostile:
        return Workplace.objects.none()
    return workplaces_of(organisation).filter(listed=True)


def is_posted(member: Member, workplace: Workplace) -> bool:
    """Whether the member is a representative of that floor."""
    return workplace.postings.filter(member=member).exists()
