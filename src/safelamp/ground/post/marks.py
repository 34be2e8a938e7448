"""What stands in place of an address or names a subscription in a link: HMACs under the pepper, which no disk holds.

Each has a purpose of its own, so that a link that ends a subscription confirms none.
"""

import base64
import binascii
import datetime as dt
import hmac
import uuid
from enum import Enum

from django.conf import settings

from safelamp.ground.post.mailboxes import Mailbox

_ID_BYTES = 16
_MAC_BYTES = 16


class Link(Enum):
    """What the link in a mail is for."""

    CONFIRM = "confirm"
    READER = "reader"  # changes the language, ends the subscription


def lookup(list_id: uuid.UUID, mailbox: Mailbox) -> bytes:
    """Finds a subscription by its address, on this list only: the same reader looks different on another."""
    return _mac(f"lookup/{list_id.hex}/{mailbox.same}")


def of_day(mailbox: Mailbox, day: dt.date) -> bytes:
    """Tells that a mailbox was asked today already; another day's is another."""
    return _mac(f"day/{day.isoformat()}/{mailbox.owner}")


def token(link: Link, subscription_id: uuid.UUID) -> str:
    """The secret part of a link: 43 letters that only this instance can make."""
    raw = subscription_id.bytes + _seal_of(link, subscription_id)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def named_by(link: Link, text: str) -> uuid.UUID | None:
    """The subscription that a token names; None where it is not one of ours or for something else."""
    try:
        raw = base64.b64decode(f"{text}=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    if len(raw) != _ID_BYTES + _MAC_BYTES:
        return None
    found = uuid.UUID(bytes=raw[:_ID_BYTES])
    return found if hmac.compare_digest(raw[_ID_BYTES:], _seal_of(link, found)) else None


def _seal_of(link: Link, subscription_id: uuid.UUID) -> bytes:
    return _mac(f"link/{link.value}/{subscription_id.hex}")[:_MAC_BYTES]


def _mac(text: str) -> bytes:
    return hmac.digest(settings.RECEIPT_PEPPER, f"safelamp/post/{text}".encode(), "sha256")
