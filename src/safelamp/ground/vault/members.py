"""Members' keys: enrolling, logging in, a new passphrase, the second factor."""

import base64
import contextlib
import datetime as dt
import fcntl
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from safelamp.engines.sealing import envelopes, passphrases, wrapping
from safelamp.engines.sealing.envelopes import Context
from safelamp.engines.sealing.passphrases import PassphraseKeys
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault.models import HeldKey, MemberKey
from safelamp.ground.vault.sessions import OpenSession

_PURPOSE = "member key"
FREE_FAILURES = 5  # wrong log-ins before waiting begins
LONGEST_WAIT = dt.timedelta(minutes=15)
TOTP_STEP = 30  # seconds
TOTP_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new member, the passphrase, which is shown once and kept nowhere, and their first open session."""

    member: Member
    passphrase: str
    session: OpenSession


@transaction.atomic
def enrol(
    login_name: str,
    *,
    organisation: Organisation,
    role: Role,
    by: Member | None,
    reads_restricted: bool = False,
    language: str | None = None,
) -> Enrolled:
    """Makes a member with a key pair of their own. They hold no key of the organisation until admitted."""
    member = Member(
        login_name=login_name.strip().casefold(), organisation=organisation, role=role,
        reads_restricted=reads_restricted, language=organisation.language if language is None else language,
    )  # fmt: skip
    passphrase = passphrases.generate()
    salt, keys = _fresh_keys(passphrase)
    member.password = _encoded(keys.check)
    member.full_clean()
    member.save()
    private = _give_own_key(member, salt, keys)
    audit.record("vault.enrol", organisation_id=organisation.id, by=by.id if by else None, subject_id=member.id)
    return Enrolled(member, passphrase, OpenSession(member, private))


@transaction.atomic
def enrol_again(member: Member, *, by: Member) -> str:
    """A new passphrase after a forgotten one. Every key is gone with the old one: they must be admitted again."""
    if member.organisation_id != by.organisation_id:
        raise Member.DoesNotExist
    passphrase = passphrases.generate()
    salt, keys = _fresh_keys(passphrase)
    HeldKey.objects.filter(member=member).delete()
    MemberKey.objects.filter(member=member).delete()
    member.password = _encoded(keys.check)
    member.save(update_fields=["password"])
    _give_own_key(member, salt, keys)
    audit.record("vault.enrol_again", organisation_id=member.organisation_id, by=by.id, subject_id=member.id)
    return passphrase


def log_in(login_name: str, passphrase: str, *, code: str = "", at: dt.datetime | None = None) -> OpenSession | None:
    """The open session, or None; an unknown name costs the same time and says the same."""
    moment = at or timezone.now()
    name = login_name.strip().casefold()
    salt = _keys_of(name).values_list("salt", flat=True).first()
    # Derived in every case, so that the time does not tell whether the name exists or has to wait.
    derived = _derive(passphrase, salt=bytes(salt) if salt else bytes(passphrases.SALT_BYTES))
    with transaction.atomic():
        # Read anew: while this one was derived, others may have been wrong.
        key = _keys_of(name).select_for_update(of=("self",)).select_related("member__organisation").first()
        return _opened(key, derived, code, moment) if key else None


@transaction.atomic
def renew_passphrase(session: OpenSession) -> str:
    """A new passphrase for a logged-in member; the keys they hold stay."""
    passphrase = passphrases.generate()
    salt, keys = _fresh_keys(passphrase)
    MemberKey.objects.filter(member=session.member).update(
        salt=salt, wrapped_private=wrapping.wrap(session.private, key=keys.wrapping, purpose=_PURPOSE)
    )
    session.member.password = _encoded(keys.check)
    session.member.save(update_fields=["password"])
    audit.record("vault.renew_passphrase", organisation_id=session.member.organisation_id, by=session.member.id)
    return passphrase


def new_second_factor() -> str:
    """A fresh TOTP secret in base32, to be shown once as a QR code."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def turn_on_second_factor(session: OpenSession, secret: str, *, code: str, at: dt.datetime | None = None) -> bool:
    """Keeps the secret, sealed to the member, once they have shown one right code."""
    key = MemberKey.objects.get(member=session.member)
    step = _matching_step(base64.b32decode(secret), code, at or timezone.now())
    if step is None:
        return False
    key.second_factor_sealed = envelopes.seal(secret.encode(), to=key.public, context=_factor_context(key.member))
    key.second_factor_step = step
    key.save(update_fields=["second_factor_sealed", "second_factor_step"])
    audit.record("vault.second_factor_on", organisation_id=key.member.organisation_id, by=key.member.id)
    return True


@transaction.atomic
def turn_off_second_factor(session: OpenSession) -> None:
    """Logging in needs the passphrase only from now on."""
    MemberKey.objects.filter(member=session.member).update(second_factor_sealed=None)
    audit.record("vault.second_factor_off", organisation_id=session.member.organisation_id, by=session.member.id)


def _keys_of(name: str) -> QuerySet[MemberKey]:
    return MemberKey.objects.filter(member__login_name=name, member__is_active=True)


def _opened(key: MemberKey, derived: PassphraseKeys, code: str, moment: dt.datetime) -> OpenSession | None:
    if key.wait_until is not None and key.wait_until > moment:
        return None
    if not hmac.compare_digest(_encoded(derived.check), key.member.password):
        _count_failure(key, moment)
        return None
    private = wrapping.unwrap(bytes(key.wrapped_private), key=derived.wrapping, purpose=_PURPOSE)
    if not _second_factor_holds(key, private, code, moment):
        _count_failure(key, moment)
        return None
    MemberKey.objects.filter(id=key.id).update(failures=0, wait_until=None)
    return OpenSession(key.member, private)


def _second_factor_holds(key: MemberKey, private: bytes, code: str, moment: dt.datetime) -> bool:
    if key.second_factor_sealed is None:
        return True
    secret = envelopes.open_envelope(
        bytes(key.second_factor_sealed), private=private, context=_factor_context(key.member)
    )
    step = _matching_step(base64.b32decode(secret), code, moment)
    if step is None:
        return False
    # One statement, so that the same code sent twice at once works once.
    return bool(MemberKey.objects.filter(id=key.id, second_factor_step__lt=step).update(second_factor_step=step))


def _matching_step(secret: bytes, code: str, moment: dt.datetime) -> int | None:
    totp = TOTP(secret, TOTP_DIGITS, hashes.SHA1(), TOTP_STEP)  # noqa: S303  # RFC 6238's default, what phones speak
    now = int(moment.timestamp()) // TOTP_STEP
    for step in (now, now - 1, now + 1):
        with contextlib.suppress(InvalidToken, ValueError):
            totp.verify("".join(code.split()).encode(), step * TOTP_STEP)
            return step
    return None


def _count_failure(key: MemberKey, moment: dt.datetime) -> None:
    failures = key.failures + 1
    wait = None
    if failures > FREE_FAILURES:
        wait = moment + min(dt.timedelta(seconds=2 ** min(failures - FREE_FAILURES, 12)), LONGEST_WAIT)
    MemberKey.objects.filter(id=key.id).update(failures=min(failures, 1000), wait_until=wait)


def _give_own_key(member: Member, salt: bytes, keys: PassphraseKeys) -> bytes:
    private = envelopes.new_private_key()
    MemberKey.objects.create(
        member=member,
        salt=salt,
        point=envelopes.public_point(private),
        wrapped_private=wrapping.wrap(private, key=keys.wrapping, purpose=_PURPOSE),
    )
    return private


def _fresh_keys(passphrase: str) -> tuple[bytes, PassphraseKeys]:
    salt = passphrases.new_salt()
    return salt, _derive(passphrase, salt=salt)


def _derive(passphrase: str, *, salt: bytes) -> PassphraseKeys:
    with _one_at_a_time():
        return passphrases.keys(passphrase, salt=salt)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Each scrypt takes 128 MB: on a machine of 2 GB they queue, across processes."""
    with settings.SCRYPT_LOCK.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _factor_context(member: Member) -> Context:
    return Context(member.organisation_id, member.id, "second factor")


def _encoded(check: bytes) -> str:
    return "scrypt$" + base64.b64encode(check).decode()
