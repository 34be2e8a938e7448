"""What arrived becomes part of the record, or says why not."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

from safelamp.record.gathering.apart.hands import Hands
from safelamp.record.gathering.keeping import Text, keep
from safelamp.record.gathering.models import Arrival
from safelamp.record.gathering.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Came:
    """Bytes, and what is known of them."""

    raw: bytes
    name: str
    address: str = ""
    content_type: str = ""


def read_in(arrival: Arrival, raw: bytes, *, hands: Hands) -> None:
    """Reads the bytes into the record and notes on the arrival what became of them; does not save the arrival."""
    taken = hands.take(raw, content_type=arrival.content_type, address=arrival.address)
    if taken.outcome and taken.outcome != Outcome.NO_NEWS:
        arrival.outcome = Outcome(taken.outcome)
        return
    text = Text(taken.text, source=arrival.source, name=arrival.name, address=arrival.address, links=taken.links)
    try:
        kept = keep(text, by=None, on=arrival.arrived_on)
    except (ValidationError, DataError, IntegrityError, ValueError):
        arrival.outcome = Outcome.TOO_HARD
        return
    arrival.page, arrival.added, arrival.changed = kept.page, kept.added, kept.changed
    if kept.page is None:
        arrival.outcome = Outcome.NOTHING_NEW
    else:
        arrival.outcome = Outcome.READ if kept.added or kept.changed else Outcome.NO_NEWS
