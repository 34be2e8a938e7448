"""A visit: what lets a reporter answer after the code was typed once. Sealed to this server, for a quarter hour."""

import base64
import datetime as dt
import hashlib
import hmac
import struct
import uuid
from dataclasses import dataclass
from typing import Self

from django.conf import settings

from safelamp.engines.sealing import wrapping
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.receipts import Sort
from safelamp.loop.reports import queries
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import ReceiptLookup

LASTS = dt.timedelta(minutes=15)
_PURPOSE = "worker visit"
_TIME = struct.Struct(">Q")
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Visit:
    """What a right code gave, and the code's sort."""

    lookup: bytes
    wrapping_key: bytes
    sort: Sort = Sort.OWN

    @classmethod
    def read(cls, field: str, *, now: dt.datetime) -> Self:
        """From the hidden field; raises CannotOpen when it is forged or too old."""
        try:
            raw = base64.urlsafe_b64decode(field.encode())
        except ValueError as error:
            raise CannotOpen("not a visit") from error
        opened = wrapping.unwrap(raw, key=_key(), purpose=_PURPOSE)
        if now.timestamp() - _TIME.unpack(opened[: _TIME.size])[0] > LASTS.total_seconds():
            raise CannotOpen("the visit is over")
        values = opened[_TIME.size :]
        lookup, wrapping_key = values[:_HASH_BYTES], values[_HASH_BYTES : 2 * _HASH_BYTES]
        # A page of the version before says no sort.
        return cls(lookup, wrapping_key, Sort(values[2 * _HASH_BYTES :].decode() or Sort.OWN.value))

    def field(self, *, now: dt.datetime) -> str:
        """The hidden field's value."""
        text = _TIME.pack(int(now.timestamp())) + self.lookup + self.wrapping_key + self.sort.value.encode()
        return base64.urlsafe_b64encode(wrapping.wrap(text, key=_key(), purpose=_PURPOSE)).decode()

    def message_id(self, *parts: str | bytes) -> uuid.UUID:
        """An id for what is said in this visit: the same for the same parts, and a guess for nobody."""
        mark = hmac.new(wrapping.derive(self.wrapping_key, "message id"), digestmod="sha256")
        for part in parts:
            mark.update(hashlib.sha256(part if isinstance(part, bytes) else part.encode()).digest())
        return uuid.UUID(bytes=mark.digest()[:16])

    def access(self) -> ReporterAccess | None:
        """The report, if there is one."""
        return queries.access_by({self.sort: ReceiptLookup(self.lookup, self.wrapping_key)})


def _key() -> bytes:
    return wrapping.derive(bytes.fromhex(settings.SECRET_KEY), _PURPOSE)
