"""Answering somebody who told it by SMS: operators read it, and it costs money by the segment."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.formats import number_format

from safelamp.doors.desk.told import Opened
from safelamp.engines.writing import sms
from safelamp.ground.organisations.models import Organisation
from safelamp.loop.reports.ready import said
from safelamp.loop.reports.words import MessageWords

BY_SMS = "sms"
MOST_SEGMENTS = 6  # of one answer; the worker's telephone shows them as one text


@dataclass(frozen=True, slots=True)
class Cost:
    """What an answer takes each time its reporter asks for it: segments, and money where the price is known."""

    segments: int
    money: str


def came_so(told: Opened) -> bool:
    """Whether the report was told by SMS; only its sealed words say so."""
    return told.words is not None and told.words.came_by == BY_SMS


def cost_of(words: MessageWords, *, language: str, organisation: Organisation) -> Cost:
    """The cost in the reporter's language: a ready sentence has another length there."""
    with translation.override(language):
        count = sms.segments(sms.plainer(said(words))).count
    return Cost(count, money(organisation, count))


def money(organisation: Organisation, segments: int) -> str:
    """The price of so many segments; nothing where it is not known."""
    if organisation.sms_price is None:
        return ""
    price = (organisation.sms_price * segments).quantize(Decimal("0.01"))
    return f"{number_format(price, decimal_pos=2)} {organisation.sms_currency}"
