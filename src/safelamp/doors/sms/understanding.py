"""What a text message may say: a receipt, a poster's code, digits that answer, a word that we know, or a story."""

import re
import unicodedata
from dataclasses import dataclass

from safelamp.engines.sealing import receipts
from safelamp.engines.writing import zawgyi
from safelamp.engines.writing.cleaning import clean
from safelamp.engines.writing.numerals import with_plain_digits
from safelamp.ground.workplaces.models import CODE_LENGTH

LARGEST_ANSWER = 99  # languages have two digits
LONGEST = 10_000  # signs; forty segments and more: what is beyond them is not from a phone
_RECEIPT = re.compile(r"(?<!\d)(?:\d[ \-.]{0,2}){19}\d(?!\d)")
_WORD = re.compile(r"[^\s,.;:!?()\"']+")
_CODE = re.compile(rf"[A-Z0-9]{{{CODE_LENGTH}}}")  # new codes have fewer signs; the demonstration's have more
_TRIED = re.compile(r"[A-Z0-9]{5,8}")
# Letters that look like those of a code on keyboards of Cyrillic and Armenian phones, typed as they are seen.
_LOOKALIKES = str.maketrans("АВЕЅКМНРСТУХЈԚԜ", "ABESKMHPCTYXJQW")
_DIGIT_SIGNS = re.compile(r"[\d\s.,;*#)]+")


@dataclass(frozen=True, slots=True, repr=False)
class Understood:
    """A message's text as it came, tidied, and what stands in it."""

    text: str
    receipt: str = ""
    wrong_receipt: bool = False
    after_receipt: str = ""


def understood(text: str) -> Understood:
    """Reads a message. Never fails: what is nothing else is words."""
    tidy = clean(zawgyi.to_unicode(text[:LONGEST]) if zawgyi.is_zawgyi(text[:LONGEST]) else text[:LONGEST])
    plain = with_plain_digits(unicodedata.normalize("NFKC", tidy))
    found = _RECEIPT.search(plain)
    if found is None:
        return Understood(tidy)
    try:
        receipt = receipts.read(found.group())
    except receipts.NotAReceipt:
        return Understood(tidy, wrong_receipt=True)
    return Understood(tidy, receipt=receipt, after_receipt=(plain[: found.start()] + plain[found.end() :]).strip())


def digits_in(text: str) -> list[int]:
    """The numbers of a text that has nothing else in it.

    >>> digits_in("๑"), digits_in("1, 3"), digits_in("2 men fell"), digits_in("")
    ([1], [1, 3], [], [])
    """
    plain = with_plain_digits(unicodedata.normalize("NFKC", text)).strip()
    if not plain or not _DIGIT_SIGNS.fullmatch(plain) or len(plain) > 20:  # noqa: PLR2004  # a telephone number is words
        return []
    return [int(number) for number in re.findall(r"[0-9]+", plain)]


def answers_in(text: str) -> list[int]:
    """The same where each could be an answer: a telephone number or a year is words.

    >>> answers_in("1 12"), answers_in("081 234 5678")
    ([1, 12], [])
    """
    numbers = digits_in(text)
    return numbers if max(numbers, default=0) <= LARGEST_ANSWER else []


def possible_codes(text: str) -> list[str]:
    """What could be a poster's code, in the order of the text; each has its six signs, whichever keyboard typed it.

    >>> possible_codes("at K7M2PQ no guard"), possible_codes("К٧М 2РЕ"), possible_codes("ok k7m-2pq.")
    (['K7M2PQ'], ['K7M2PE'], ['K7M2PQ'])
    """
    words = [_as_code(word) for word in _WORD.findall(text)]
    whole = _as_code(text)
    return [word for word in dict.fromkeys([*words, whole]) if _CODE.fullmatch(word)][:8]


def without(text: str, code: str) -> str:
    """The text without the code that was found in it."""
    if _as_code(text) == code:
        return ""
    words = [word for word in _WORD.findall(text) if _as_code(word) == code]
    return clean(text.replace(words[0], " ", 1)).strip(" ,.;:-") if words else text


def looks_like_a_code(text: str) -> bool:
    """Whether somebody tried to type a code: one word of letters with a digit, about as long.

    >>> looks_like_a_code("K7M2P"), looks_like_a_code("hello"), looks_like_a_code("K7M 2P0"), looks_like_a_code("ไฟไหม้")
    (True, False, True, False)
    """
    whole = _as_code(text)
    return bool(_TRIED.fullmatch(whole)) and any(sign.isdigit() for sign in whole) and not whole.isdigit()


def _as_code(text: str) -> str:
    """The text as a code is written: plain capitals and digits, without spaces, lines and dots around it."""
    plain = with_plain_digits(unicodedata.normalize("NFKC", text)).upper().translate(_LOOKALIKES)
    return re.sub(r"[\s\-]+", "", plain).strip(".,;:!?()\"'")
