"""Emergency numbers as workers and posters show them: the commonest words in the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from safelamp.ground.organisations.models import Organisation

_WORDS: dict[str, Promise | str] = {
    "ambulance": pgettext_lazy("emergency number", "Ambulance"),
    "fire": pgettext_lazy("emergency number", "Fire"),
    "police": pgettext_lazy("emergency number", "Police"),
}


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A confirmed number: its digits, and what answers there in the reader's language or the organisation's words."""

    words: str
    digits: str


def numbers_of(organisation: Organisation) -> list[EmergencyNumber]:
    """Confirmed emergency numbers, each with its words and the digits to call; none gives none.

    "Ambulance 119, fire 118" gives two.
    """
    parts = [part.strip() for part in organisation.emergency_numbers.replace(";", ",").split(",")]
    return [number for number in map(_number, parts) if number.digits]


def _number(part: str) -> EmergencyNumber:
    words = part.strip("0123456789+ ()-")
    digits = "".join(sign for sign in part if sign.isdigit() or sign == "+")
    return EmergencyNumber(str(_WORDS.get(words.casefold(), words)), digits)
