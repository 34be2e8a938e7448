"""Telephone numbers as the whole world dials them (E.164), from whatever somebody typed."""

import re
from enum import Enum

from safelamp.engines.writing.numerals import with_plain_digits

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_BETWEEN_DIGITS = re.compile(r"[\s().\u2010-\u2015-]+")


class Fault(Enum):
    """Why a text is no number that can be dialled from everywhere."""

    NO_COUNTRY = "it does not begin with + and the number of a country"
    SHAPE = "after the + come 7 to 15 digits"


class NotANumber(ValueError):
    """The text is no whole number; it never quotes the text."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def dialled(text: str) -> str:
    """The number with nothing between its digits; digits of other scripts are understood.

    >>> dialled(" +66 (81) 234-5678 "), dialled("+๖๖ ๘๑ ๒๓๔ ๕๖๗๘")
    ('+66812345678', '+66812345678')
    """
    number = _BETWEEN_DIGITS.sub("", with_plain_digits(text))
    if not number.startswith("+"):
        raise NotANumber(Fault.NO_COUNTRY)
    if not _E164.fullmatch(number):
        raise NotANumber(Fault.SHAPE)
    return number
