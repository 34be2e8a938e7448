"""Adding workplaces and keeping their figures."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

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


@transaction.atomic
def unpost(member: Member, workplace: Workplace, *, by: Member) -> None:
    """Takes a floor from a safety representative of the same organisation."""
    if member.organisation_id != workplace.organisation_id:
        raise Workplace.DoesNotExist
    Posting.objects.filter(member=member, workplace=workplace).delete()
    audit.record("workplaces.unpost", organisation_id=workplace.organisation_id, by=by.id, subject_id=workplace.id)


@transaction.atomic
def correct(
    workplace: Workplace, *, name: str, sector: str, country: str, place: str, union_members: int | None, by: Member
) -> None:
    """Corrects what is known about the workplace; its code and its check phrase stay."""
    workplace.name, workplace.sector, workplace.country = name, sector, country
    workplace.place, workplace.union_members = place, union_members
    workplace.full_clean()
    workplace.save()
    _record("workplaces.correct", workplace, by)


@transaction.atomic
def be_listed(workplace: Workplace, *, by: Member) -> None:
    """Shows the workplace to workers without a poster, once the organisation itself can be found."""
    workplace.listed = True
    workplace.save(update_fields=["listed"])
    _record("workplaces.be_listed", workplace, by)


@transaction.atomic
def stop_being_listed(workplace: Workplace, *, by: Member) -> None:
    """Takes the workplace off the list."""
    workplace.listed = False
    workplace.save(update_fields=["listed"])
    _record("workplaces.stop_being_listed", workplace, by)


@transaction.atomic
def renew_code(workplace: Workplace, *, by: Member) -> None:
    """A new code and a new check phrase, after a poster was swapped: old posters stop working at once."""
    workplace.code = new_code()
    workplace.check_phrase = new_check_phrase(workplace.organisation.language)
    workplace.full_clean()
    workplace.save()
    _record("workplaces.renew_code", workplace, by)


@transaction.atomic
def remove_employer(employer: Employer, *, by: Member) -> None:
    """Takes an employer off the workplace; the last one stays."""
    workplace = Workplace.objects.select_for_update().get(id=employer.workplace_id)
    if workplace.employers.count() == 1:
        raise ValidationError(_("A workplace has at least one employer. Add the new one first."))
    employer.delete()
    _record("workplaces.remove_employer", workplace, by)


def new_check_phrase(language: str) -> str:
    """Two everyday words and a number, in the organisation's language: poster and first screen show the same."""
    words = check_words.in_language(language)
    return f"{secrets.choice(words)} {secrets.choice(words)} {secrets.randbelow(90) + 10}"


def _record(verb: str, workplace: Workplace, by: Member) -> None:
    audit.record(verb, organisation_id=workplace.organisation_id, by=by.id, subject_id=workplace.id)
