"""Addresses: sealed to the courier key as they come in. Opening them is ground.vault.courier."""

import datetime as dt
import json
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Address, Channel

COURIER_ID = uuid.UUID(int=1)  # one courier key an instance


class SendingHasStopped(ValidationError):
    """The courier key was erased: nothing that is kept could ever be opened again."""


def can_be_kept() -> bool:
    """Whether the courier key is still there; its private half is not read for this."""
    # A web server that is kept from reading the key still sees a file in its place: the mark is what it can see.
    return (settings.KEYS.path / "courier.private").exists() and not (settings.KEYS.path / "courier.erased").exists()


@transaction.atomic
def keep(address: str, *, by: Member, channel: Channel = Channel.MAIL) -> None:
    """Seals the member's e-mail address or phone number; it cannot be shown again. Raises SendingHasStopped."""
    sealed = _sealed(address.strip(), context_of_member(by, channel))
    defaults = {"sealed": sealed, "day": timezone.localdate()}
    Address.objects.update_or_create(member=by, channel=channel, defaults=defaults)
    audit.record("vault.keep_address", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def forget(*, by: Member, channel: Channel = Channel.MAIL) -> None:
    """Takes the address away."""
    Address.objects.filter(member=by, channel=channel).delete()
    audit.record("vault.forget_address", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def keep_webhook(url: str, *, secret: str, by: Member) -> None:
    """Seals where the organisation's own system is told, and the secret that signs; raises SendingHasStopped."""
    sealed = _sealed(json.dumps({"url": url, "secret": secret}), context_of_organisation(by.organisation))
    defaults = {"sealed": sealed, "day": timezone.localdate()}
    Address.objects.update_or_create(organisation=by.organisation, channel=Channel.WEBHOOK, defaults=defaults)
    audit.record("vault.keep_webhook", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def forget_webhook(*, by: Member) -> None:
    """Takes the organisation's webhook and its secret away."""
    Address.objects.filter(organisation_id=by.organisation_id).delete()
    audit.record("vault.forget_webhook", organisation_id=by.organisation_id, by=by.id)


def kept_on(member: Member) -> dict[Channel, dt.date]:
    """The day on which each of the member's addresses was kept."""
    rows = Address.objects.filter(member=member).values_list("channel", "day")
    return {Channel(channel): day for channel, day in rows}


def webhook_kept_on(organisation: Organisation) -> dt.date | None:
    """The day on which the organisation's webhook was kept, if one is."""
    return Address.objects.filter(organisation=organisation).values_list("day", flat=True).first()


def context_of_member(member: Member, channel: Channel) -> Context:
    """Where a member's sealed address belongs."""
    field = "address" if channel == Channel.MAIL else f"address {channel}"  # mail was there before other channels
    return Context(member.organisation_id, member.id, field)


def context_of_organisation(organisation: Organisation) -> Context:
    """Where an organisation's sealed webhook belongs."""
    return Context(organisation.id, organisation.id, f"address {Channel.WEBHOOK}")


def seal_outside(words: str, *, context: Context) -> bytes:
    """Seals what belongs to somebody outside to the courier key; raises SendingHasStopped."""
    return _sealed(words, context)


def _sealed(address: str, context: Context) -> bytes:
    if not can_be_kept():
        raise SendingHasStopped(
            _("Sending has been stopped for good on this server: no address can be kept any more. Ask who runs it.")
        )
    key = PublicKey(COURIER_ID, settings.COURIER_PUBLIC_KEY)
    return envelopes.seal(address.encode(), to=key, context=context)
