"""How a text travels as SMS: by which alphabet, in how many segments (3GPP TS 23.038 and 23.040).

A text whose every sign is in the GSM default alphabet takes 7 bits a sign, 14 for those of the extension table. Any
other sign makes the whole text UCS-2: 16 bits, twice that for signs beyond the first 65,536. A text that is longer than
one segment gives up a few places of each to the header that joins them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # an escape stands before each: two places, never in two segments
# Typographic signs that cost a whole text its alphabet, and what says the same within it.
_PLAINER = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "‐": "-", "‑": "-", "−": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "•": "-",
    "·": "-", "×": "x", "\u200b": "", "\u2060": "", "\ufeff": "", "\u00ad": "",
})  # fmt: skip


class Coding(Enum):
    """The alphabet of a text on its way."""

    GSM = "gsm"
    UCS2 = "ucs2"

    @property
    def alone(self) -> int:
        """Places in a text of one segment."""
        return 160 if self is Coding.GSM else 70

    @property
    def joined(self) -> int:
        """Places in each segment of a longer text."""
        return 153 if self is Coding.GSM else 67


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs: its alphabet, how many segments, and how many places it takes in all."""

    coding: Coding
    count: int
    places: int


def segments(text: str) -> Segments:
    """The alphabet and the number of segments; an empty text still takes one.

    >>> segments("Get away. Warn others.").count, segments("ออกไป").coding.value, segments("a" * 161).count
    (1, 'ucs2', 2)
    """
    coding = coding_of(text)
    return Segments(coding, max(1, sum(1 for _ in parts(text))), sum(map(_width(coding), text)))


def coding_of(text: str) -> Coding:
    """GSM where every sign has a place there, else UCS-2."""
    return Coding.GSM if all(sign in BASIC or sign in EXTENDED for sign in text) else Coding.UCS2


def parts(text: str) -> Iterator[str]:
    """The text cut as it travels: no sign that takes two places stands in two segments.

    >>> [len(part) for part in parts("ก" * 71)]
    [67, 4]
    """
    coding = coding_of(text)
    width = _width(coding)
    if sum(map(width, text)) <= coding.alone:
        if text:
            yield text
        return
    start = used = 0
    for place, sign in enumerate(text):
        if used + width(sign) > coding.joined:
            yield text[start:place]
            start, used = place, 0
        used += width(sign)
    yield text[start:]


def plainer(text: str) -> str:
    """The text with plain quotes, dashes and spaces, where that brings it into the GSM alphabet and costs no more.

    >>> plainer("the union’s list – today…"), plainer("ไทย – ดี")
    ("the union's list - today...", 'ไทย – ดี')
    """
    if coding_of(text) is Coding.GSM:
        return text
    plain = text.translate(_PLAINER)
    cheaper = coding_of(plain) is Coding.GSM and segments(plain).count <= segments(text).count
    return plain if cheaper else text


def _width(coding: Coding) -> Callable[[str], int]:
    return _gsm_width if coding is Coding.GSM else _utf16_width


def _gsm_width(sign: str) -> int:
    return 2 if sign in EXTENDED else 1


def _utf16_width(sign: str) -> int:
    return 2 if ord(sign) > 0xFFFF else 1  # noqa: PLR2004  # the last sign that one 16-bit unit holds
