"""The code from the phone (TOTP): one of the two second steps of the log-in. Its secret lies sealed to the member."""

import base64
import contextlib
import datetime as dt
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import waits
from safelamp.ground.vault.models import MemberKey
from safelamp.ground.vault.sessions import OpenSession

STEP = 30  # seconds
DIGITS = 6


def new_secret() -> str:
    """A fresh secret in base32, to be shown once as a QR code."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def turn_on(session: OpenSession, secret: str, *, code: str, at: dt.datetime | None = None) -> bool:
    """Keeps the secret, sealed to the member, once they have shown one right code."""
    key = MemberKey.objects.select_for_update().get(member=session.member)
    step = _matching_step(base64.b32decode(secret), code, at or timezone.now())
    if step is None:
        return False
    key.second_factor_sealed = envelopes.seal(secret.encode(), to=key.public, context=_context(session.member))
    key.second_factor_step = step
    key.save(update_fields=["second_factor_sealed", "second_factor_step"])
    audit.record("vault.second_factor_on", organisation_id=session.member.organisation_id, by=session.member.id)
    return True


@transaction.atomic
def turn_off(session: OpenSession) -> None:
    """No code is asked for from now on."""
    MemberKey.objects.filter(member=session.member).update(second_factor_sealed=None)
    audit.record("vault.second_factor_off", organisation_id=session.member.organisation_id, by=session.member.id)


def are_on(member: Member) -> bool:
    """Whether the member turned codes on."""
    return MemberKey.objects.filter(member=member, second_factor_sealed__isnull=False).exists()


@transaction.atomic
def use(session: OpenSession, code: str, *, at: dt.datetime | None = None) -> bool:
    """Whether the code is right, now and for the first time; wrong ones make the next code wait.

    Where the clock was set back, a code of a time that has been used already stays refused until that time is over.
    """
    moment = at or timezone.now()
    key = MemberKey.objects.select_for_update().get(member=session.member)
    if key.second_factor_sealed is None or waits.holds(key.wait_until, at=moment):
        return False
    secret = envelopes.open_envelope(
        bytes(key.second_factor_sealed), private=session.private, context=_context(session.member)
    )
    step = _matching_step(base64.b32decode(secret), code, moment)
    if step is None or step <= key.second_factor_step:
        key.failures = min(key.failures + 1, waits.MOST_COUNTED)
        key.wait_until = waits.after(key.failures, at=moment)
        key.save(update_fields=["failures", "wait_until"])
        return False
    key.second_factor_step, key.failures, key.wait_until = step, 0, None
    key.save(update_fields=["second_factor_step", "failures", "wait_until"])
    return True


def _matching_step(secret: bytes, code: str, moment: dt.datetime) -> int | None:
    totp = TOTP(secret, DIGITS, hashes.SHA1(), STEP)  # noqa: S303  # RFC 6238's default, what phones speak
    now = int(moment.timestamp()) // STEP
    for step in (now, now - 1, now + 1):
        with contextlib.suppress(InvalidToken, ValueError):
            totp.verify("".join(code.split()).encode(), step * STEP)
            return step
    return None


def _context(member: Member) -> Context:
    return Context(member.organisation_id, member.id, "second factor")
