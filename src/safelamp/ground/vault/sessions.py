"""A member's open session: which keys they can use while they are logged in.

The member's private key lies in the session row, wrapped under a random key that only the second cookie holds.
"""

import base64
import datetime as dt
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from safelamp.engines.sealing import envelopes, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import HeldKey

COOKIE = "k"
_PLACE = "wrapped"
_PURPOSE = "session"
_SEEN = "seen"
_PENDING = "pending"
_PENDING_PURPOSE = "second step"
IDLE = dt.timedelta(minutes=15)
SECOND_STEP_WITHIN = dt.timedelta(minutes=5)
_AHEAD = dt.timedelta(minutes=1)  # a clock that was set back by more than that ends sessions


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A logged-in member with the private key that their passphrase unwrapped."""

    member: Member
    private: bytes

    def __repr__(self) -> str:
        return f"OpenSession({self.member.id})"

    def private_half(self, pair_id: uuid.UUID) -> bytes:
        """The private half of a key pair that the member holds; raises CannotOpen if they do not."""
        held = HeldKey.objects.filter(pair_id=pair_id, member=self.member).first()
        if held is None:
            raise CannotOpen("this member does not hold that key")
        return _unsealed(held, self)

    def private_halves(self, pair_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
        """The private halves of those of the key pairs that the member holds."""
        found = HeldKey.objects.filter(pair_id__in=list(pair_ids), member=self.member)
        return {held.pair_id: _unsealed(held, self) for held in found}


def _unsealed(held: HeldKey, opened: OpenSession) -> bytes:
    context = held_context(opened.member, held.pair_id)
    return envelopes.open_envelope(bytes(held.sealed_private), private=opened.private, context=context)


def held_context(member: Member, pair_id: uuid.UUID) -> Context:
    """Where a sealed private half belongs."""
    return Context(member.organisation_id, pair_id, f"held by {member.id.hex}")


def keep(session: SessionBase, opened: OpenSession) -> str:
    """Puts the private key into the session row and returns the second cookie's value."""
    session.pop(_PENDING, None)
    session[_PLACE], cookie = _wrapped(opened.private, _PURPOSE)
    _touch(session)
    return cookie


def keep_pending(session: SessionBase, opened: OpenSession) -> str:
    """Keeps what the passphrase opened until the second step is done; returns the second cookie's value.

    The row lets nobody in: it is no log-in, its wrap has another purpose, and it ends after five minutes.
    """
    wrapped, cookie = _wrapped(opened.private, _PENDING_PURPOSE)
    session[_PENDING] = {
        "member": opened.member.id.hex,
        "mark": opened.member.get_session_auth_hash(),
        "wrapped": wrapped,
        "at": int(timezone.now().timestamp()),
    }
    return cookie


def reopen_pending(session: SessionBase, cookie: str) -> OpenSession:
    """What the passphrase opened a moment ago; raises CannotOpen."""
    kept = session.get(_PENDING)
    if not kept or not _since(kept["at"], within=SECOND_STEP_WITHIN):
        raise CannotOpen("log in again")
    member = Member.objects.select_related("organisation").filter(id=kept["member"], is_active=True).first()
    if member is None or not hmac.compare_digest(str(kept["mark"]), member.get_session_auth_hash()):
        raise CannotOpen("log in again")
    return OpenSession(member, _unwrapped(kept["wrapped"], cookie, _PENDING_PURPOSE))


def hide(session: SessionBase, name: str, secret: bytes, *, cookie: str) -> None:
    """Keeps a secret of this session in its row, wrapped under the second cookie; `name` binds it."""
    key = base64.urlsafe_b64decode(cookie)
    session[name] = base64.b64encode(wrapping.wrap(secret, key=key, purpose=name)).decode()


def hidden(session: SessionBase, name: str, *, cookie: str) -> bytes:
    """The secret again; raises CannotOpen."""
    return _unwrapped(str(session.get(name, "")), cookie, name)


def _wrapped(private: bytes, purpose: str) -> tuple[str, str]:
    """The wrap for the row, and the cookie that alone opens it."""
    key = wrapping.new_key()
    wrapped = wrapping.wrap(private, key=key, purpose=purpose)
    return base64.b64encode(wrapped).decode(), base64.urlsafe_b64encode(key).decode()


def _unwrapped(wrapped: str, cookie: str, purpose: str) -> bytes:
    try:
        return wrapping.unwrap(base64.b64decode(wrapped), key=base64.urlsafe_b64decode(cookie), purpose=purpose)
    except ValueError as error:
        raise CannotOpen("log in again") from error


def _touch(session: SessionBase) -> None:
    session[_SEEN] = int(timezone.now().timestamp())


def _since(stamp: object, *, within: dt.timedelta) -> bool:
    if not isinstance(stamp, int):
        return False
    # A stamp of the future was made before the clock was set back: nobody knows how long ago.
    passed = timezone.now() - dt.datetime.fromtimestamp(stamp, dt.UTC)
    return -_AHEAD <= passed <= within


def reopen(session: SessionBase, cookie: str, member: Member) -> OpenSession:
    """The open session from row and cookie together; raises CannotOpen if either is missing, wrong or too old."""
    if not _since(session.get(_SEEN), within=IDLE):
        raise CannotOpen("log in again")
    _touch(session)
    return OpenSession(member, _unwrapped(str(session.get(_PLACE, "")), cookie, _PURPOSE))
