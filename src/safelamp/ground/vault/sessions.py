"""A member's open session: which keys they can use while they are logged in.

The member's private key lies in the session row, wrapped under a random key that only the second cookie holds.
"""

import base64
import uuid
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from safelamp.engines.sealing import envelopes, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.models import HeldKey

COOKIE = "k"
_PLACE = "wrapped"
_PURPOSE = "session"


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
        return envelopes.open_envelope(
            bytes(held.sealed_private), private=self.private, context=held_context(self.member, pair_id)
        )


def held_context(member: Member, pair_id: uuid.UUID) -> Context:
    """Where a sealed private half belongs."""
    return Context(member.organisation_id, pair_id, f"held by {member.id.hex}")


def keep(session: SessionBase, opened: OpenSession) -> str:
    """Puts the private key into the session row and returns the second cookie's value."""
    key = wrapping.new_key()
    wrapped = wrapping.wrap(opened.private, key=key, purpose=_PURPOSE)
    session[_PLACE] = base64.b64encode(wrapped).decode()
    return base64.urlsafe_b64encode(key).decode()


def reopen(session: SessionBase, cookie: str, member: Member) -> OpenSession:
    """The open session from row and cookie together; raises CannotOpen if either is missing or wrong."""
    try:
        key = base64.urlsafe_b64decode(cookie)
        wrapped = base64.b64decode(session[_PLACE])
        return OpenSession(member, wrapping.unwrap(wrapped, key=key, purpose=_PURPOSE))
    except (KeyError, ValueError) as error:
        raise CannotOpen("log in again") from error
