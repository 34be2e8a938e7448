"""From what a worker said to a sealed report: everything that happens before anything is stored.

The form's random value, with the choices made, gives the report's id (a hash) and, on the way without JavaScript,
the receipt (HKDF). It is never stored.
"""

import datetime as dt
import hashlib
import hmac
import uuid
from dataclasses import dataclass

from django.conf import settings

from safelamp.engines.sealing import envelopes, receipts, wrapping
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Harm, Kind, Lane, PlaceKind, Report, clock_of, lane_of
from safelamp.loop.reports.words import ReportWords

SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as its sender made it, still in plain words: lives in memory only.

    `secret` is the form's random value (16 bytes); `photo` is already stripped.
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

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError("the form's random value has 16 bytes")
        if self.shut_to == Audience.RESTRICTED:
            raise ValueError("the restricted lane follows from kind and picture")

    @property
    def root(self) -> bytes:
        """What id and receipt come from: the random value and what was chosen, never what was written.

        Choices decide who reads it and how soon. A form that is sent again with other words finds its report; one
        that is sent again with other choices is another report, so that nothing reaches whom it was shut to.
        """
        workplace = self.workplace.id.hex if self.workplace else ""
        choices = (
            self.organisation.id.hex, workplace, self.audience.value, self.kind.value, self.hazard,
            str(self.danger_now), self.harm.value, self.place_kind.value,
        )  # fmt: skip
        return wrapping.derive(self.secret, "report " + "/".join(choices), length=SECRET_BYTES)

    @property
    def report_id(self) -> uuid.UUID:
        """The hash of the root."""
        return uuid.UUID(bytes=hashlib.sha256(self.root).digest()[:16])

    @property
    def lane(self) -> Lane:
        """The lane, from the choices alone."""
        return lane_of(self.kind, self.hazard, danger_now=self.danger_now)

    @property
    def audience(self) -> Audience:
        """Whose key it is sealed to."""
        return Audience.RESTRICTED if self.lane == Lane.RESTRICTED else self.shut_to

    @property
    def receipt(self) -> str:
        """The receipt of the way without JavaScript."""
        return receipts.from_secret(self.root)

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


def lookup_of(receipt: str) -> tuple[bytes, bytes]:
    """What the server keeps of a receipt, and the key that it wraps with."""
    keys = receipts.keys(receipt, salt=receipt_salt())
    return receipts.peppered(keys.lookup, pepper=settings.RECEIPT_PEPPER), keys.wrapping


def sealed(telling: Telling, *, at: dt.datetime) -> Report:
    """The unsaved report: every word sealed, the report's own pair made and wrapped under the receipt."""
    report_id = telling.report_id
    lookup, wrapping_key = lookup_of(telling.receipt)
    private = envelopes.new_private_key()
    arrived = at.replace(second=0, microsecond=0)
    clock = clock_of(telling.lane, telling.harm, danger_now=telling.danger_now)
    workplace = telling.workplace
    return Report(
        id=report_id,
        organisation=telling.organisation,
        workplace=workplace,
        audience=telling.audience,
        lane=telling.lane,
        danger_now=telling.danger_now,
        kind=telling.kind,
        hazard=telling.hazard,
        harm=telling.harm,
        place_kind=telling.place_kind,
        country=workplace.country if workplace else telling.organisation.country,
        arrived_at=arrived,
        arrived_on=arrived.date(),
        due_at=arrived + clock,
        words_sealed=_to_readers(telling, telling.words.encoded(), "words"),
        photo_sealed=_to_readers(telling, telling.photo, "photo") if telling.photo else b"",
        point=envelopes.public_point(private),
        wrapped_private=wrapping.wrap(private, key=wrapping_key, purpose=f"report {report_id.hex}"),
        lookup=lookup,
        sent_mark=telling.sent_mark,
    )


def _to_readers(telling: Telling, words: bytes, field: str) -> bytes:
    return sealing.seal_for_readers(
        words,
        organisation=telling.organisation,
        audience=telling.audience,
        subject=telling.report_id,
        field=field,
    )
