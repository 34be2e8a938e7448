"""Floods: when so many parcels arrive for one place that a phone is asked to prove a little work first.

Judged by the plain part alone: how many reports arrived for a workplace, or for an organisation, in the last minutes.
No address is looked at, kept or counted: two hundred people may stand behind one. An accident does not reach the
thresholds, and the way without JavaScript is never asked for work.
"""

import base64
import datetime as dt
import hmac
import time
import uuid

from django.conf import settings
from django.utils import timezone

from safelamp.engines.sealing import proofs, wrapping
from safelamp.loop.reports.models import Report

WINDOW = dt.timedelta(minutes=10)
MOST_AT_A_WORKPLACE = 2_000  # twice an accident of 1,000 people who all report
MOST_FOR_AN_ORGANISATION = 4_000
BITS = 6  # 4 x 2^6 tries of 1,000 rounds on average; see tools/bench/sealed.py for seconds
COUNT_LASTS = 2.0  # seconds; a flood is seen that much later
CHALLENGE_LASTS = 3600  # seconds, and as long again
_CHALLENGE_BYTES = 16

_counted: dict[tuple[uuid.UUID, uuid.UUID | None], tuple[float, int]] = {}


class WorkAsked(Exception):
    """The phone is asked for a proof of work before its report is taken."""

    def __init__(self, challenge: str, bits: int) -> None:
        super().__init__("a proof of work is asked for")
        self.challenge = challenge
        self.bits = bits


def asks(report: Report, *, work: bytes, at: dt.datetime) -> bool:
    """Whether a flood is on for the report's place, and the parcel carries no proof."""
    return is_on(report.organisation_id, report.workplace_id, at=at) and not _proved(report.id, work, at=at)


def asked_of(report: Report, *, at: dt.datetime) -> WorkAsked:
    """What the phone is asked for."""
    return WorkAsked(_text(_challenge(report.id, _hour(at))), BITS)


def is_on(organisation: uuid.UUID, workplace: uuid.UUID | None, *, at: dt.datetime) -> bool:
    """Whether more arrive for the place than an accident explains."""
    if _arrived(organisation, None, at=at) > MOST_FOR_AN_ORGANISATION:
        return True
    return workplace is not None and _arrived(organisation, workplace, at=at) > MOST_AT_A_WORKPLACE


def _arrived(organisation: uuid.UUID, workplace: uuid.UUID | None, *, at: dt.datetime) -> int:
    """How many came in the last minutes; counted anew every two seconds, so that counting costs nothing in a flood."""
    place = (organisation, workplace)
    counted_at, count = _counted.get(place, (float("-inf"), 0))
    if time.monotonic() - counted_at < COUNT_LASTS:
        return count
    began = at - WINDOW
    day = timezone.localdate(began)
    recent = Report.objects.filter(organisation=organisation, arrived_on__gte=day, arrived_at__gte=began)
    found = (recent.filter(workplace=workplace) if workplace else recent).count()
    if len(_counted) > 10_000:  # noqa: PLR2004  # an instance has fewer places; nothing grows for ever
        _counted.clear()
    _counted[place] = (time.monotonic(), found)
    return found


def _proved(report_id: uuid.UUID, work: bytes, *, at: dt.datetime) -> bool:
    """Whether the part holds a challenge of this or the last hour and its answer."""
    challenge, answer = work[:_CHALLENGE_BYTES], work[_CHALLENGE_BYTES:]
    ours = (_challenge(report_id, _hour(at) - back) for back in (0, 1))
    if not any(hmac.compare_digest(challenge, each) for each in ours):
        return False
    return proofs.proves(answer, challenge=_text(challenge), bits=BITS)


def _challenge(report_id: uuid.UUID, hour: int) -> bytes:
    key = wrapping.derive(settings.RECEIPT_PEPPER, "flood challenge")
    return hmac.digest(key, report_id.bytes + hour.to_bytes(8, "big"), "sha256")[:_CHALLENGE_BYTES]


def _hour(at: dt.datetime) -> int:
    return int(at.timestamp()) // CHALLENGE_LASTS


def _text(challenge: bytes) -> str:
    return base64.urlsafe_b64encode(challenge).decode().rstrip("=")
