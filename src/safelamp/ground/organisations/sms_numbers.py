"""The numbers to which workers send text messages: what the organisation wrote, taken apart, compared and printed."""

import re
from dataclasses import dataclass
from itertools import chain

from safelamp.engines.writing.numerals import with_plain_digits
from safelamp.ground.organisations.models import Organisation

MOST_NUMBERS = 4  # more do not fit beside the code on a card
FEWEST_DIGITS, MOST_DIGITS = 3, 15  # short codes; E.164
LONGEST_OPERATOR = 20
SURE_DIGITS = 8  # at the end of two numbers: the country stands before them in one of the two only
_NUMBER = re.compile(r"\+?\d[\d ()\-.]*")
_GROUP = 3


class NotNumbers(ValueError):
    """What was written cannot be meant as numbers."""


@dataclass(frozen=True, slots=True)
class SmsNumber:
    """A number as it is dialled, in groups; `operator` is the phone company's name, where several numbers need it."""

    operator: str
    groups: tuple[str, ...]

    @property
    def dialled(self) -> str:
        """The digits, with a plus where one was written."""
        return "".join(self.groups)


def read(text: str) -> list[SmsNumber]:
    """The numbers of a list with commas; raises NotNumbers where a part is none, or there are too many.

    >>> [(each.operator, " ".join(each.groups)) for each in read("Smart 1234, Metfone 0812345678")]
    [('Smart', '1234'), ('Metfone', '081 234 5678')]
    """
    parts = [part.strip() for part in re.split(r"[,;،、\n]", with_plain_digits(text))]
    numbers = [_number(part) for part in parts if part]
    if len(numbers) > MOST_NUMBERS or len({each.dialled for each in numbers}) < len(numbers):
        raise NotNumbers
    return numbers


def chosen_by(organisation: Organisation) -> list[SmsNumber]:
    """The organisation's numbers, whether they are printed or not."""
    return read(organisation.sms_numbers)


def printed_by(organisation: Organisation) -> list[SmsNumber]:
    """The numbers that stand on paper: in a hostile profile none, unless the organisation chose SMS in spite of it."""
    if organisation.is_hostile and not organisation.sms_although_hostile:
        return []
    return chosen_by(organisation)


def belongs_to(organisation: Organisation, number: str) -> bool:
    """Whether a message to that number was sent to the organisation's own: the same, with or without its country."""
    asked = _digits(number)
    return bool(asked) and any(_same(asked, _digits(each.dialled)) for each in chosen_by(organisation))


def _number(part: str) -> SmsNumber:
    found = _NUMBER.search(part)
    written = found.group() if found else ""
    operator = part.replace(written, " ", 1).strip(" :-–=()")
    if not FEWEST_DIGITS <= len(_digits(written)) <= MOST_DIGITS or len(operator) > LONGEST_OPERATOR:
        raise NotNumbers
    if any(sign.isdigit() for sign in operator):
        raise NotNumbers  # two numbers without a comma
    return SmsNumber(operator, _groups(written))


def _groups(written: str) -> tuple[str, ...]:
    """As the organisation grouped them; else by three, so that somebody can copy them."""
    own = tuple(group for group in re.split(r"[^+\d]+", written) if group)
    if len(own) > 1 or len(own[0]) <= _GROUP + 2:
        return own
    digits = own[0]
    last = len(digits) - (len(digits) % _GROUP or _GROUP)
    cuts = range(0, last, _GROUP)
    groups = [digits[cut : cut + _GROUP] for cut in cuts]
    rest = digits[last:]
    if len(rest) == 1:
        groups[-1] += rest
        rest = ""
    return tuple(chain(groups, [rest] if rest else []))


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isascii() and sign.isdigit())


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= SURE_DIGITS and one[-SURE_DIGITS:] == other[-SURE_DIGITS:])
