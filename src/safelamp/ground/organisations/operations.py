"""Founding organisations and keeping their settings. Members are enrolled in ground.vault: they need keys."""

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.languages.spoken import spoken_languages
from safelamp.ground.organisations.models import (
    LONGEST_KEPT_HOSTILE,
    MONTHS_KEPT_HOSTILE,
    FirstStep,
    Member,
    Organisation,
    OrganisationKind,
    Profile,
    StepSaid,
)
from safelamp.ground.organisations.retention import give_notice


@transaction.atomic
def found(
    name: str,
    *,
    kind: OrganisationKind,
    country: str,
    language: str,
    parent: Organisation | None = None,
    profile: Profile = Profile.OPEN,
    neutral_name: str = "",
) -> Organisation:
    """Adds an organisation to the tree; its keys come from ground.vault.operations.found_keys."""
    organisation = Organisation(
        name=name, kind=kind, country=country, language=language, parent=parent, profile=profile,
        neutral_name=neutral_name,
    )  # fmt: skip
    if organisation.is_hostile:
        organisation.retention_months = MONTHS_KEPT_HOSTILE
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.found", organisation_id=organisation.id, by=None, subject_id=organisation.id)
    return organisation


@transaction.atomic
def confirm_emergency_numbers(organisation: Organisation, *, numbers: str, by: Member) -> None:
    """Keeps the numbers that the danger-now screen shows, with who confirmed them and when."""
    organisation.emergency_numbers = numbers.strip()
    organisation.emergency_confirmed_by = by.login_name if organisation.emergency_numbers else ""
    organisation.emergency_confirmed_on = timezone.localdate() if organisation.emergency_numbers else None
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.confirm_numbers", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def be_findable(organisation: Organisation, *, by: Member) -> None:
    """Lets workers without a poster find the organisation in the list."""
    organisation.findable = True
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.be_findable", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def stop_being_findable(organisation: Organisation, *, by: Member) -> None:
    """Takes the organisation off the list."""
    organisation.findable = False
    organisation.save()
    audit.record("organisations.stop_being_findable", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def choose_leave_address(organisation: Organisation, *, address: str, by: Member) -> None:
    """Keeps the page that "Leave" opens; empty for our own dull page."""
    organisation.leave_address = address.strip()
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.choose_leave_address", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def choose_sms_price(organisation: Organisation, *, price: Decimal | None, currency: str, by: Member) -> None:
    """What the organisation pays for one segment of a text message; None where it is not known."""
    organisation.sms_price = price
    organisation.sms_currency = currency.strip().upper() if price is not None else ""
    organisation.full_clean()
    organisation.save(update_fields=["sms_price", "sms_currency"])
    audit.record("organisations.choose_sms_price", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def print_sms_numbers(organisation: Organisation, *, numbers: str, by: Member) -> None:
    """Keeps the numbers that stand on paper; empty for none. In a hostile profile this is the choice to have them."""
    organisation.sms_numbers = numbers.strip()
    organisation.sms_although_hostile = organisation.is_hostile and bool(organisation.sms_numbers)
    organisation.full_clean()
    organisation.save(update_fields=["sms_numbers", "sms_although_hostile"])
    audit.record("organisations.print_sms_numbers", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def choose_profile(organisation: Organisation, *, profile: Profile, neutral_name: str, by: Member) -> None:
    """Changes how careful worker screens, posters and lists are; a hostile profile takes it off the list too."""
    was_hostile = organisation.is_hostile
    organisation.profile = profile
    organisation.neutral_name = neutral_name.strip()
    if organisation.is_hostile and not was_hostile:
        organisation.sms_although_hostile = False
    if organisation.is_hostile:
        organisation.findable = False
        if organisation.retention_months > LONGEST_KEPT_HOSTILE:
            organisation.retention_months = MONTHS_KEPT_HOSTILE
            give_notice(organisation, on=timezone.localdate())
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.choose_profile", organisation_id=organisation.id, by=by.id)


@transaction.atomic
def choose_language(member: Member, *, language: str) -> None:
    """The language in which the desk speaks to the member."""
    member.language = language
    member.save(update_fields=["language"])
    audit.record("organisations.choose_language", organisation_id=member.organisation_id, by=member.id)


@transaction.atomic
def say_what_is_read(member: Member, *, languages: Collection[str]) -> None:
    """The languages that the member reads: colleagues may then ask them to put words into another one."""
    member.reads = sorted(set(languages) & set(spoken_languages()))
    member.save(update_fields=["reads"])
    audit.record("organisations.say_what_is_read", organisation_id=member.organisation_id, by=member.id)


@transaction.atomic
def say_step(step: FirstStep, *, by: Member) -> None:
    """Keeps that a first step outside this program is done; said twice, it stands once."""
    StepSaid.objects.get_or_create(
        organisation_id=by.organisation_id, step=step, defaults={"day": timezone.localdate()}
    )
    audit.record("organisations.say_step", organisation_id=by.organisation_id, by=by.id)
