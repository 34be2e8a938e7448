"""Members' keys: enrolling, the first step of logging in, a new passphrase."""

import base64
import contextlib
import datetime as dt
import fcntl
import hmac
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from safelamp.engines.sealing import envelopes, passphrases, wrapping
from safelamp.engines.sealing.passphrases import PassphraseKeys
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import codes, security_keys
from safelamp.ground.vault.models import HeldKey, MemberKey
from safelamp.ground.vault.sessions import OpenSession

_PURPOSE = "member key"
MOST_COUNTED = 100_000  # wrong passphrases; more makes no difference

# Of a process's four threads, so many at most stand in the line for a derivation: the others stay free for reports.
_LINE = threading.BoundedSemaphore(2)


class Busy(Exception):
    """Too many people, or one with a program, log in at this moment."""


class AlreadyDone(ValidationError):
    """Somebody else was faster; the message says what holds now."""


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
def enrol_again(member: Member, *, by: Member | None, instead_of: uuid.UUID | None = None) -> str:
    """A new passphrase where the old one is forgotten or a phone is gone, in one act.

    Sessions end, codes and security keys are off, and every key is gone with the old passphrase: they must be
    admitted again. `instead_of` is the own key that the officer saw; where somebody was faster, AlreadyDone. `by` is
    None where somebody at the server's own terminal does it.
    """
    if by is not None and member.organisation_id != by.organisation_id:
        raise Member.DoesNotExist
    Organisation.objects.select_for_update().get(id=member.organisation_id)
    present = Member.objects.get(id=member.id)
    if not present.is_active:
        raise AlreadyDone(_("This log-in has ended."))
    if instead_of is not None and not MemberKey.objects.filter(member=member, id=instead_of).exists():
        raise AlreadyDone(
            _("A colleague has just given them another passphrase. Only that one works: ask your colleagues first.")
        )
    passphrase = passphrases.generate()
    salt, keys = _fresh_keys(passphrase)
    HeldKey.objects.filter(member=member).delete()
    MemberKey.objects.filter(member=member).delete()
    member.password = _encoded(keys.check)
    member.session_mark = uuid.uuid4()
    member.save(update_fields=["password", "session_mark"])
    _give_own_key(member, salt, keys)
    actor = by.id if by else None
    audit.record("vault.enrol_again", organisation_id=member.organisation_id, by=actor, subject_id=member.id)
    return passphrase


def log_in(login_name: str, passphrase: str, *, code: str = "", at: dt.datetime | None = None) -> OpenSession | None:
    """The open session, or None where passphrase or, if one is asked for, the code is wrong."""
    opened = first_step(login_name, passphrase)
    if opened is None or not owes_second_step(opened.member):
        return opened
    return opened if codes.use(opened, code, at=at) else None


def first_step(login_name: str, passphrase: str) -> OpenSession | None:
    """What a right passphrase opens, or None; an unknown name costs the same time and says the same.

    Whoever has a second step is not inside yet: see `owes_second_step`. The right passphrase is never refused for the
    wrong ones of others (docs/decisions); these are counted, and the member is told. Raises Busy, at once, where too
    many log in: a flood must not keep reports out.
    """
    name = login_name.strip().casefold()
    salt = _keys_of(name).values_list("salt", flat=True).first()
    # Derived in every case, so that the time does not tell whether the name exists.
    with _in_line():
        derived = _derive(passphrase, salt=bytes(salt) if salt else bytes(passphrases.SALT_BYTES))
    key = _keys_of(name).select_related("member__organisation").first()
    if key is None:
        return None
    if not hmac.compare_digest(_encoded(derived.check), key.member.password):
        counted = MemberKey.objects.filter(id=key.id, wrong_passphrases__lt=MOST_COUNTED)
        counted.update(wrong_passphrases=F("wrong_passphrases") + 1)
        return None
    private = wrapping.unwrap(bytes(key.wrapped_private), key=derived.wrapping, purpose=_PURPOSE)
    return OpenSession(key.member, private)


def owes_second_step(member: Member) -> bool:
    """Whether the passphrase alone does not let them in."""
    return codes.are_on(member) or security_keys.are_on(member)


def wrong_tries(member: Member) -> int:
    """How many wrong passphrases were tried in the member's name since they were last told."""
    return MemberKey.objects.filter(member=member).values_list("wrong_passphrases", flat=True).first() or 0


def forget_wrong_tries(member: Member) -> int:
    """The member is told how many there were; counting begins anew."""
    tries = wrong_tries(member)
    if tries:
        MemberKey.objects.filter(member=member).update(wrong_passphrases=0)
    return tries


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


def _keys_of(name: str) -> QuerySet[MemberKey]:
    return MemberKey.objects.filter(member__login_name=name, member__is_active=True)


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
def _in_line() -> Iterator[None]:
    if not _LINE.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        _LINE.release()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Each scrypt takes 128 MB: on a machine of 2 GB they queue, across processes."""
    with settings.SCRYPT_LOCK.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _encoded(check: bytes) -> str:
    return "scrypt$" + base64.b64encode(check).decode()
