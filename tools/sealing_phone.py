"""A phone's part in Python: seals a parcel as seal.js does, for tests and measurements."""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safelamp.engines.sealing import envelopes, parcels, receipts, wrapping
from safelamp.engines.sealing.envelopes import Context, PublicKey
from safelamp.engines.sealing.parcels import Parcel

CHOICES: Mapping[str, Any] = {
    "workplace": "", "audience": "readers", "kind": "hazard", "hazard": "machine", "danger_now": False, "harm": "",
    "place_kind": "workplace", "language": "en", "way": "",
}  # fmt: skip
NOBODY_YET = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class SealedReport:
    """What a phone holds after sealing: the receipt for the worker, the parcel to send."""

    id: uuid.UUID
    receipt: str
    parcel: Parcel

    @property
    def raw(self) -> bytes:
        """The bytes to send."""
        return parcels.write(self.parcel)


def seal_report(
    keys: Mapping[str, Any],
    words: Mapping[str, str],
    *,
    choices: Mapping[str, Any] | None = None,
    head: Mapping[str, Any] | None = None,
    receiver: str = "",
    photo: bytes = b"",
    voice: bytes = b"",
    waited_days: int | None = None,
    report_id: uuid.UUID | None = None,
) -> SealedReport:
    """Seals with the keys of loop/reports/phone.py; `head` changes what the head says, to try what is refused."""
    chosen = {**CHOICES, **(choices or {})}
    own_id, receipt = report_id or uuid.uuid4(), receipts.make()
    opens = receipts.keys(receipt, salt=bytes_of(keys["salt"]))
    own = envelopes.new_private_key()
    organisation = keys["above"] if receiver == "above" else keys
    restricted = chosen["kind"] in {"retaliation", "forced"} or chosen["hazard"] == "violence"
    readers = key_of(organisation["audiences"]["restricted" if restricted else chosen["audience"]])
    said = {
        **chosen,
        "organisation": organisation["organisation"],
        "point": text_of(envelopes.public_point(own)),
        "wrapped_private": text_of(wrapping.wrap(own, key=opens.wrapping, purpose=f"report {own_id.hex}")),
        "lookup": text_of(opens.lookup),
        **(head or {}),
    }

    def to_readers(plain: bytes, field: str) -> bytes:
        belongs = Context(uuid.UUID(organisation["organisation"]), own_id, field)
        return envelopes.seal(plain, to=readers, context=belongs)

    sealed_words = json.dumps({**words, "language": chosen["language"], "came_by": "sealed"}, ensure_ascii=False)
    intake, belongs = key_of(keys["intake"]), Context(NOBODY_YET, own_id, "head")
    parcel = Parcel(
        own_id,
        head=envelopes.seal(json.dumps(said).encode(), to=intake, context=belongs),
        words=to_readers(sealed_words.encode(), "words"),
        photo=to_readers(photo, "photo") if photo else b"",
        voice=to_readers(voice, "voice") if voice else b"",
        waited_days=waited_days,
    )
    return SealedReport(own_id, receipt, parcel)


def key_of(written: list[str]) -> PublicKey:
    """A public key as the phone gets it."""
    return PublicKey(uuid.UUID(bytes=bytes_of(written[0])), bytes_of(written[1]))


def bytes_of(text: str) -> bytes:
    """From URL-safe base64 without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(value: bytes) -> str:
    """To URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
