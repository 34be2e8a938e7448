"""Changing what members are for: role, restricted readers, leaving. Keys that the policy takes away go at once."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Address, Audience, HeldKey
from safelamp.ground.vault.operations import withdraw


class NobodyLeft(ValidationError):
    """The act would take away the last member who can do something that the organisation cannot do without."""


@transaction.atomic
def change_role(member: Member, *, role: Role, by: Member) -> None:
    """Gives the member another role; keys for the new one come by admission."""
    _alone_with(member, by)
    if role != Role.OFFICER:
        _somebody_else_admits(member)
    member.role = role
    member.save(update_fields=["role"])
    withdraw(member, by=by)
    audit.record("vault.change_role", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


@transaction.atomic
def name_restricted_reader(member: Member, *, by: Member) -> None:
    """Lets the member read the restricted lane, once a reader of that lane has handed them the key."""
    _alone_with(member, by)
    member.reads_restricted = True
    member.save(update_fields=["reads_restricted"])
    audit.record("vault.name_restricted_reader", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


@transaction.atomic
def unname_restricted_reader(member: Member, *, by: Member) -> None:
    """Takes the restricted lane and its keys from the member; one reader with keys always stays."""
    _alone_with(member, by)
    _somebody_else_reads_restricted(member)
    member.reads_restricted = False
    member.save(update_fields=["reads_restricted"])
    withdraw(member, by=by)
    audit.record(
        "vault.unname_restricted_reader", organisation_id=member.organisation_id, by=by.id, subject_id=member.id
    )


@transaction.atomic
def deactivate(member: Member, *, by: Member) -> None:
    """Ends the member's log-in for good: keys, address and sessions go at once, their past acts stay."""
    _alone_with(member, by)
    if member.id == by.id:
        raise NobodyLeft(_("Somebody else must end your log-in."))
    _somebody_else_admits(member)
    _somebody_else_reads_restricted(member)
    HeldKey.objects.filter(member=member).delete()
    Address.objects.filter(member=member).delete()
    member.is_active = False
    member.reads_restricted = False
    member.session_mark = uuid.uuid4()
    member.save(update_fields=["is_active", "reads_restricted", "session_mark"])
    audit.record("vault.deactivate", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


@transaction.atomic
def log_out_everywhere(member: Member, *, by: Member) -> None:
    """Ends all sessions of the member, on every device, without any list of devices."""
    if member.organisation_id != by.organisation_id:
        raise Member.DoesNotExist
    member.session_mark = uuid.uuid4()
    member.save(update_fields=["session_mark"])
    audit.record("vault.log_out_everywhere", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)


def _alone_with(member: Member, by: Member) -> None:
    """Same organisation, and nobody else changes its members at the same moment."""
    if member.organisation_id != by.organisation_id:
        raise Member.DoesNotExist
    Organisation.objects.select_for_update().get(id=member.organisation_id)


def _somebody_else_admits(member: Member) -> None:
    if not allows(member, Permission.ADMIT_MEMBERS):
        return
    others = Member.objects.filter(organisation_id=member.organisation_id, is_active=True).exclude(id=member.id)
    if not any(allows(other, Permission.ADMIT_MEMBERS) for other in others):
        raise NobodyLeft(_("At least one officer must stay. Make somebody else an officer first."))


def _somebody_else_reads_restricted(member: Member) -> None:
    if not member.reads_restricted:
        return
    if not queries.holders_of(member.organisation, Audience.RESTRICTED).exclude(id=member.id).exists():
        raise NobodyLeft(
            _(
                "At least one reader with the key of the restricted lane must stay. Name another one first, and let "
                "them have the key."
            )
        )
