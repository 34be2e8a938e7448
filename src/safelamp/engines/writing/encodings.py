"""The letters in bytes: which encoding, as told or as it must be, and nothing guessed where it cannot be known."""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
# What the web means by these names (WHATWG Encoding Standard, 4.2).
MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "euc-kr": "cp949", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "utf8": "utf-8", "unicode": "utf-16", "utf-16": "utf-16-le",
}  # fmt: skip
TOLD = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
NOT_TEXT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x7fELF",
)
LOOKED_AT = 4096  # bytes at the beginning, where a page tells its encoding
MOST_CONTROL = 0.01  # of all signs
FEW_HIGH = 0.3  # of the bytes of a western text at most; of a Thai one at least
_THAI = re.compile(rb"[\xa1-\xda\xdf-\xfb]{4,}")
_CONTROL = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32), *range(127, 128))))


class NotText(ValueError):
    """The bytes are no text."""


class Unreadable(ValueError):
    """The bytes are text perhaps, in letters that cannot be made out."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding in which it was written."""

    text: str
    encoding: str


def decoded(raw: bytes, *, content_type: str = "") -> Decoded:
    """The text in the bytes; raises NotText or Unreadable. `content_type` is what a server said.

    >>> decoded("Unfall in Zürich".encode("cp1252"))
    Decoded(text='Unfall in Zürich', encoding='cp1252')
    """
    if raw.startswith(NOT_TEXT):
        raise NotText
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _checked(_as(raw[len(mark) :], encoding), encoding)
    if b"\0" in raw:
        return _wide(raw)
    if (text := _as(raw, "utf-8")) is not None:
        return _checked(text, "utf-8")
    for encoding in _told(raw, content_type):
        if (text := _as(raw, encoding)) is not None:
            return _checked(text, encoding)
    return _guessed(raw)


def _as(raw: bytes, encoding: str) -> str | None:
    """The text, or None where the bytes are none in it; a letter that was cut in two at the end is left out."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        return decoder.decode(raw)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(text: str | None, encoding: str) -> Decoded:
    if text is None:
        raise Unreadable
    if sum(text.count(sign) for sign in _CONTROL) > len(text) * MOST_CONTROL:
        raise NotText
    return Decoded(text.replace("\0", ""), encoding)


def _told(raw: bytes, content_type: str) -> Iterable[str]:
    """The encodings that server and page name, the server first."""
    said = [found.group(1) for found in [IN_HEADER.search(content_type)] if found]
    said += [(found.group(1) or found.group(2)).decode() for found in TOLD.finditer(raw[:LOOKED_AT])]
    for name in said:
        encoding = MEANT.get(name.lower(), name.lower())
        if not encoding.startswith(("utf-16", "utf-32", "utf-7", "unicode", "raw", "idna", "puny")):
            yield encoding


def _wide(raw: bytes) -> Decoded:
    """UTF-16 without its mark: every second byte of spaces and digits is zero."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if len(raw) % 2 == 0 and even != odd and min(even, odd) * 20 <= max(even, odd):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        text = _as(raw, encoding)
        if text is not None and _is_plausible(text):
            return _checked(text, encoding)
    raise NotText


def _guessed(raw: bytes) -> Decoded:
    high = sum(byte > 127 for byte in raw) / len(raw)  # noqa: PLR2004  # beyond ASCII
    thai = sum(len(run) for run in _THAI.findall(raw)) / len(raw)
    if thai >= FEW_HIGH and (text := _as(raw, "cp874")) is not None and _is_plausible(text):
        return _checked(text, "cp874")
    if high <= FEW_HIGH and (text := _as(raw, "cp1252")) is not None and _is_western(text):
        return _checked(text, "cp1252")
    raise Unreadable


def _is_plausible(text: str) -> bool:
    """Whether nearly everything in it is a letter, mark, number, sign or space that exists."""
    odd = sum(unicodedata.category(sign) in {"Cn", "Co", "Cs"} for sign in text)
    return odd <= len(text) * MOST_CONTROL


def _is_western(text: str) -> bool:
    """Whether the letters beyond ASCII stand where accents, quotes and dashes stand: beside plain letters or spaces."""
    beyond = [place for place, sign in enumerate(text) if sign > "\x7f"]
    alone = sum(
        1 for place in beyond if not (text[place - 1 : place] > "\x7f" and text[place + 1 : place + 2] > "\x7f")
    )
    return alone >= 0.9 * len(beyond)  # "façade", “quoted”, Größe: seldom two beside two
