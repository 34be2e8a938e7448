"""Adding workplaces and keeping their figures."""

import datetime as dt
import secrets

from django.db import transaction

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.standards import check_words
from safelamp.ground.workplaces.models import Employer, EmployerRole, Posting, Workplace, WorkplaceMonth, new_code


@transaction.atomic
def add(
    name: str,
    *,
    organisation: Organisation,
    employer: str,
    sector: str,
    place: str,
    by: Member | None,
    country: str = "",
    union_members: int | None = None,
    code: str = "",
) -> Workplace:
    """Adds a workplace with the employer that runs the site."""
    workplace = Workplace(
        organisation=organisation,
        name=name,
        sector=sector,
        country=country or organisation.country,
        place=place,
        union_members=union_members,
        code=code or new_code(),
        check_phrase=new_check_phrase(organisation.language),
    )
    workplace.full_clean()
    workplace.save()
    Employer.objects.create(workplace=workplace, name=employer, role=EmployerRole.SITE)
    audit.record("workplaces.add", organisation_id=organisation.id, by=by.id if by else None, subject_id=workplace.id)
    return workplace


@transaction.atomic
def add_employer(workplace: Workplace, *, name: str, role: EmployerRole, by: Member | None) -> Employer:
    """Adds a contractor or a labour agency."""
    employer = Employer(workplace=workplace, name=name, role=role)
    employer.full_clean()
    employer.save()
    audit.record(
        "workplaces.add_employer",
        organisation_id=workplace.organisation_id,
        by=by.id if by else None,
        subject_id=workplace.id,
    )
    return employer


@transaction.atomic
def keep_month(
    workplace: Workplace, *, month: dt.date, head_count: int, hours: int | None, by: Member | None
) -> WorkplaceMonth:
    """Keeps, or corrects, the head-count and the hours worked of one month."""
    row, _ = WorkplaceMonth.objects.update_or_create(
        workplace=workplace, month=month.replace(day=1), defaults={"head_count": head_count, "hours": hours}
    )
    audit.record(
        "workplaces.keep_month",
        organisation_id=workplace.organisation_id,
        by=by.id if by else None,
        subject_id=workplace.id,
    )
    return row


@transaction.atomic
def post(member: Member, workplace: Workplace, *, by: Member | None) -> Posting:
    """Names a safety representative of a floor of their own organisation."""
    if member.organisation_id != workplace.organisation_id:
        raise Workplace.DoesNotExist
    posting, _ = Posting.objects.get_or_create(member=member, workplace=workplace)
    audit.record(
        "workplaces.post",
        organisation_id=workplace.organisation_id,
        by=by.id if by else None,
        subject_id=workplace.id,
    )
    return posting


def new_check_phrase(language: str) -> str:
    """Two everyday words and a number, in the organisation's language: poster and first screen show the same."""
    words = check_words.in_language(language)
    return f"{secrets.choice(words)} {secrets.choice(words)} {secrets.randbelow(90) + 10}"
