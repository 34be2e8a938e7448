"""Security keys and passkeys (WebAuthn): one of the two second steps of the log-in.

A member's whole list lies in one envelope sealed to the member: which keys, their public halves, counters, where they
are kept. Nothing of it has to be readable before log-in, because the passphrase comes first and opens it; on the disk
one sees only that there is a list. The name that the key is shown is a neutral word, never the log-in name.
"""

import base64
import datetime as dt
import ipaddress
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import MemberKey
from safelamp.ground.vault.sessions import OpenSession

MOST = 8  # keys of one member
NEUTRAL = "member"  # what phones and keys show beside the address: no name of a person or a union
Options = dict[str, Any]
State = dict[str, Any]


class Kept(models.TextChoices):
    """Where a key is, in words that name nobody."""

    DEVICE = "device", gettext_lazy("in this phone or computer")
    KEYRING = "keyring", gettext_lazy("on my key ring")
    HOME = "home", gettext_lazy("at home")
    ELSEWHERE = "elsewhere", gettext_lazy("in another place")


class KeyRefused(Exception):
    """The key's answer does not count; the message is for the person who holds the key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the browser stands: `host` is the name that keys are bound to, `origin` what the browser signs."""

    host: str
    origin: str

    @property
    def can_have_keys(self) -> bool:
        """Browsers bind keys to names, not to bare numbers, and only where nobody can listen."""
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False


@dataclass(frozen=True, slots=True)
class SecurityKey:
    """One key: `credential` is its id and public half, base64; `counter` the last one that it showed."""

    credential: str
    host: str
    counter: int
    kept: str
    since: str

    @property
    def data(self) -> AttestedCredentialData:
        """Id and public half as the library reads them."""
        return AttestedCredentialData(base64.b64decode(self.credential))

    @property
    def words(self) -> str:
        """Where it is kept, for people."""
        return str(Kept(self.kept).label)

    @property
    def since_day(self) -> dt.date:
        """The day on which it was added."""
        return dt.date.fromisoformat(self.since)


@dataclass(frozen=True, slots=True)
class _Ring:
    """All keys of a member, with the random handle by which they know the member."""

    handle: str
    keys: tuple[SecurityKey, ...]


def are_on(member: Member) -> bool:
    """Whether the member has any key."""
    return MemberKey.objects.filter(member=member, security_keys_sealed__isnull=False).exists()


def keys_of(session: OpenSession) -> tuple[SecurityKey, ...]:
    """The member's keys, oldest first."""
    return _ring(MemberKey.objects.get(member=session.member), session).keys


def begin_adding(session: OpenSession, *, place: Place) -> tuple[Options, State]:
    """What the browser is told to make a key, and what the session keeps until it answers."""
    ring = _ring(MemberKey.objects.get(member=session.member), session)
    user = PublicKeyCredentialUserEntity(id=base64.b64decode(ring.handle), name=NEUTRAL, display_name=NEUTRAL)
    options, state = _server(place).register_begin(
        user,
        credentials=[key.data for key in ring.keys if key.host == place.host],
        # Not kept as a list in the key or phone: whoever finds it cannot read there which sites it opens.
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return dict(options)["publicKey"], {**state, "handle": ring.handle}


@transaction.atomic
def add(session: OpenSession, answer: str, *, state: State, place: Place, kept: Kept) -> None:
    """Keeps a new key; raises KeyRefused."""
    row = MemberKey.objects.select_for_update().get(member=session.member)
    ring = _ring(row, session)
    if len(ring.keys) >= MOST:
        raise KeyRefused(_("You have as many keys as can be kept. Take one away first."))
    try:
        made = _server(place).register_complete(state, _read(answer))
        assert made.credential_data is not None  # noqa: S101  # the library has looked
    except (ValueError, TypeError, KeyError) as error:
        raise KeyRefused(_("The key's answer could not be used. Try once more.")) from error
    credential = base64.b64encode(bytes(made.credential_data)).decode()
    if any(key.credential == credential for key in ring.keys):
        raise KeyRefused(_("You have added this key already."))
    key = SecurityKey(credential, place.host, made.counter, kept.value, timezone.localdate().isoformat())
    _keep(row, replace(ring, handle=state["handle"], keys=(*ring.keys, key)))
    audit.record("vault.add_security_key", organisation_id=session.member.organisation_id, by=session.member.id)


def begin_proving(session: OpenSession, *, place: Place) -> tuple[Options, State] | None:
    """What the browser is told to ask a key for; None where none of the member's keys works at this address."""
    here = [key.data for key in keys_of(session) if key.host == place.host]
    if not here or not place.can_have_keys:
        return None
    options, state = _server(place).authenticate_begin(here, user_verification=UserVerificationRequirement.PREFERRED)
    return dict(options)["publicKey"], state


@transaction.atomic
def prove(session: OpenSession, answer: str, *, state: State, place: Place) -> None:
    """Checks what a key signed, and keeps its counter; raises KeyRefused."""
    row = MemberKey.objects.select_for_update().get(member=session.member)
    ring = _ring(row, session)
    here = {bytes(key.data.credential_id): key for key in ring.keys if key.host == place.host}
    try:
        read = _read(answer)
        used = _server(place).authenticate_complete(state, [key.data for key in here.values()], read)
        shown = AuthenticationResponse.from_dict(read).response.authenticator_data.counter
    except (ValueError, TypeError, KeyError) as error:
        raise KeyRefused(_("The key's answer does not fit. Try once more, or use another way.")) from error
    key = here[bytes(used.credential_id)]
    # Keys that count never show the same number twice; keys that do not count always show 0.
    if shown <= key.counter and (shown or key.counter):
        raise KeyRefused(
            _("This key may have been copied: its counter went back. Use another way, then take this key away.")
        )
    _keep(row, replace(ring, keys=tuple(replace(each, counter=shown) if each == key else each for each in ring.keys)))


@transaction.atomic
def remove(session: OpenSession, credential: str) -> None:
    """Takes a key away; one that is not there is gone already."""
    row = MemberKey.objects.select_for_update().get(member=session.member)
    ring = _ring(row, session)
    left = tuple(key for key in ring.keys if key.credential != credential)
    if left == ring.keys:
        return
    _keep(row, replace(ring, keys=left))
    audit.record("vault.remove_security_key", organisation_id=session.member.organisation_id, by=session.member.id)


def _server(place: Place) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=place.host, name=place.host),
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == place.origin,
    )


def _read(answer: str) -> Mapping[str, Any]:
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError
    return read


def _ring(row: MemberKey, session: OpenSession) -> _Ring:
    if row.security_keys_sealed is None:
        return _Ring(base64.b64encode(secrets.token_bytes(32)).decode(), ())
    raw = envelopes.open_envelope(
        bytes(row.security_keys_sealed), private=session.private, context=_context(session.member)
    )
    kept = json.loads(raw)
    return _Ring(kept["handle"], tuple(SecurityKey(**key) for key in kept["keys"]))


def _keep(row: MemberKey, ring: _Ring) -> None:
    """Seals the list anew; without any key nothing is kept, the handle neither."""
    row.security_keys_sealed = None
    if ring.keys:
        raw = json.dumps({"handle": ring.handle, "keys": [asdict(key) for key in ring.keys]}).encode()
        row.security_keys_sealed = envelopes.seal(raw, to=row.public, context=_context(row.member))
    row.save(update_fields=["security_keys_sealed"])


def _context(member: Member) -> Context:
    return Context(member.organisation_id, member.id, "security keys")
