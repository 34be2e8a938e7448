"""From what a worker said to a sealed report: everything that happens before anything is stored.

The form's random value, with the choices made, gives the report's id (a hash) and, on the way without JavaScript,
the receipt (HKDF). It is never stored.
"""

import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from safelamp.engines.sealing import envelopes, receipts, wrapping
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Harm, Kind, Lane, PlaceKind, Report, clock_of, lane_of
from safelamp.loop.reports.words import ReportWords

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Choices:
    """What a worker chose before any word: who reads it, how soon, and what early warning counts."""

    organisation: Organisation
    workplace: Workplace | None
    kind: Kind
    hazard: str
    danger_now: bool
    harm: Harm
    place_kind: PlaceKind
    shut_to: Audience

    def __post_init__(self) -> None:
        if self.shut_to == Audience.RESTRICTED:
            raise ValueError("the restricted lane follows from kind and picture")

    @property
    def lane(self) -> Lane:
        """The lane, from the choices alone."""
        return lane_of(self.kind, self.hazard, danger_now=self.danger_now)

    @property
    def audience(self) -> Audience:
        """Whose key it is sealed to."""
        return Audience.RESTRICTED if self.lane == Lane.RESTRICTED else self.shut_to

    def report(self, report_id: uuid.UUID, *, at: dt.datetime) -> Report:
        """The unsaved report with its plain columns, its clock running from now."""
        arrived = at.replace(second=0, microsecond=0)
        return Report(
            id=report_id,
            organisation=self.organisation,
            workplace=self.workplace,
            audience=self.audience,
            lane=self.lane,
            danger_now=self.danger_now,
            kind=self.kind,
            hazard=self.hazard,
            harm=self.harm,
            place_kind=self.place_kind,
            country=self.workplace.country if self.workplace else self.organisation.country,
            arrived_at=arrived,
            arrived_on=timezone.localdate(at),
            due_at=arrived + clock_of(self.lane, self.harm, danger_now=self.danger_now),
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as its sender made it, still in plain words: lives in memory only.

    `secret` is the form's random value (16 bytes); `photo` is already stripped; `sort` is that of its receipt.
    `card` is the receipt of a printed card, which the worker holds already; then none is made.
    `own_id` where words were sealed for the report before it was known what was chosen: a dialogue by SMS.
    """

    secret: bytes
    organisation: Organisation
    workplace: Workplace | None
    kind: Kind
    hazard: str
    danger_now: bool
    harm: Harm
    place_kind: PlaceKind
    shut_to: Audience
    words: ReportWords
    photo: bytes = b""
    sort: Sort = Sort.OWN
    card: str = ""
    own_id: uuid.UUID | None = None

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError("the form's random value has 16 bytes")
        _ = self.choices  # which checks itself

    @property
    def root(self) -> bytes:
        """What id and receipt come from: the random value and what was chosen, never what was written.

        Choices decide who reads it and how soon. A form that is sent again with other words finds its report; one
        that is sent again with other choices is another report, so that nothing reaches whom it was shut to. A dialogue
        has its id before anything is chosen: whatever is answered since, its receipt stays the one that was told.
        """
        if self.own_id is not None:
            return wrapping.derive(self.secret, f"report {self.own_id.hex}", length=SECRET_BYTES)
        workplace = self.workplace.id.hex if self.workplace else ""
        choices = (
            self.organisation.id.hex, workplace, self.audience.value, self.kind.value, self.hazard,
            str(self.danger_now), self.harm.value, self.place_kind.value,
        )  # fmt: skip
        carded = (*choices, self.card) if self.card else choices
        return wrapping.derive(self.secret, "report " + "/".join(carded), length=SECRET_BYTES)

    @property
    def report_id(self) -> uuid.UUID:
        """The hash of the root, or the id that it was given."""
        if self.own_id is not None:
            return self.own_id
        return uuid.UUID(bytes=hashlib.sha256(self.root).digest()[:16])

    @property
    def choices(self) -> Choices:
        """What was chosen, without the words."""
        return Choices(
            self.organisation, self.workplace, self.kind, self.hazard, self.danger_now, self.harm, self.place_kind,
            self.shut_to,
        )  # fmt: skip

    @property
    def lane(self) -> Lane:
        """The lane, from the choices alone."""
        return self.choices.lane

    @property
    def audience(self) -> Audience:
        """Whose key it is sealed to."""
        return self.choices.audience

    @property
    def receipt(self) -> str:
        """The receipt of the way without JavaScript, or the printed card's."""
        return self.card or receipts.from_secret(self.root)

    @property
    def sent_mark(self) -> bytes:
        """Recognises the same words sent again."""
        key = wrapping.derive(self.root, "same words")
        return hmac.digest(key, self.words.encoded() + hashlib.sha256(self.photo).digest(), "sha256")

    def message_id(self, number: int) -> uuid.UUID:
        """The id of the message that these words become when the form had been sent before with others."""
        return uuid.UUID(bytes=hmac.digest(self.sent_mark, b"message %d" % number, "sha256")[:16])


def receipt_salt() -> bytes:
    """The instance's salt of the receipt's slow derivation; it may be known."""
    return wrapping.derive(settings.RECEIPT_PEPPER, "receipt salt", length=16)


class ReceiptLookup(NamedTuple):
    """What the server keeps of a receipt, and the key that it wraps with."""

    lookup: bytes
    wrapping_key: bytes


def lookups_of(receipt: str) -> Mapping[Sort, ReceiptLookup]:
    """Where a receipt would lie as each sort that it could be; one slow derivation."""
    every = receipts.every_sort(receipt, salt=receipt_salt())
    return {sort: ReceiptLookup(peppered(keys.lookup), keys.wrapping) for sort, keys in every.items()}


def peppered(lookup: bytes) -> bytes:
    """What the server keeps of a lookup value, wherever that was derived."""
    return receipts.peppered(lookup, pepper=settings.RECEIPT_PEPPER)


def sealed(telling: Telling, *, at: dt.datetime) -> Report:
    """The unsaved report: every word sealed, the report's own pair made and wrapped under the receipt."""
    report_id = telling.report_id
    lookup, wrapping_key = lookups_of(telling.receipt)[telling.sort]
    private = envelopes.new_private_key()
    report = telling.choices.report(report_id, at=at)
    report.words_sealed = _to_readers(telling, telling.words.encoded(), "words")
    report.photo_sealed = _to_readers(telling, telling.photo, "photo") if telling.photo else b""
    report.point = envelopes.public_point(private)
    report.wrapped_private = wrapping.wrap(private, key=wrapping_key, purpose=f"report {report_id.hex}")
    report.lookup = lookup
    report.sent_mark = telling.sent_mark
    return report


def _to_readers(telling: Telling, words: bytes, field: str) -> bytes:
    return sealing.seal_for_readers(
        words,
        organisation=telling.organisation,
        audience=telling.audience,
        subject=telling.report_id,
        field=field,
    )
