"""Digits of all scripts, read as plain ones. The length never changes, so places in a text stay true."""

import re
import unicodedata

OTHER_DIGIT = re.compile(r"(?![0-9])\d")
FAR_LETTER = re.compile(r"[\u0600-\u1fff\u2c00-\U0010ffff]")  # before and between these stand no digits but plain ones
ARABIC_POINTS = str.maketrans({"\u066b": ".", "\u066c": ","})


def with_plain_digits(text: str) -> str:
    """Replaces digits of any script by 0-9, and the Arabic decimal and thousands marks.

    >>> with_plain_digits("๒๕๖๗ / ۱۴۰۳")
    '2567 / 1403'
    """
    if text.isascii() or not FAR_LETTER.search(text):
        return text
    return OTHER_DIGIT.sub(_plain, text).translate(ARABIC_POINTS)


def with_digits_from(text: str, zero: str) -> str:
    """Replaces 0-9 by the ten digits that begin with `zero`.

    >>> with_digits_from("21 / 2026", "۰")
    '۲۱ / ۲۰۲۶'
    """
    return text.translate({ord("0") + number: ord(zero) + number for number in range(10)})


def _plain(digit: re.Match[str]) -> str:
    return str(unicodedata.digit(digit.group()))
