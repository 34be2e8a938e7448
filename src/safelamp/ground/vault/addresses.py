"""Members' addresses: sealed to the courier key as they come in. Opening them is ground.vault.courier."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import Address

COURIER_ID = uuid.UUID(int=1)  # one courier key an instance


@transaction.atomic
def keep(email: str, *, by: Member) -> None:
    """Seals the member's e-mail address for the bell; it cannot be shown again."""
    sealed = envelopes.seal(
        email.strip().encode(),
        to=PublicKey(COURIER_ID, settings.COURIER_PUBLIC_KEY),
        context=Context(by.organisation_id, by.id, "address"),
    )
    Address.objects.update_or_create(member=by, defaults={"sealed": sealed, "day": timezone.localdate()})
    audit.record("vault.keep_address", organisation_id=by.organisation_id, by=by.id)


@transaction.atomic
def forget(*, by: Member) -> None:
    """Takes the address away."""
    Address.objects.filter(member=by).delete()
    audit.record("vault.forget_address", organisation_id=by.organisation_id, by=by.id)
