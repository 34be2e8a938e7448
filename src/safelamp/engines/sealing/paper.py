"""The paper key: a secret behind three sheets, any two of which open it.

Each sheet carries a random 128-bit value. The secret is wrapped three times, once under each pair of sheets; the
three wraps stay with the organisation, the sheets are kept apart on paper. No secret-sharing arithmetic is needed.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from safelamp.engines.sealing import wrapping
from safelamp.engines.sealing.envelopes import CannotOpen

SHEETS = (1, 2, 3)


class Slip(Enum):
    """What is wrong with typed sheets."""

    NO_SHEET = "this is not a sheet: letters and the digits 2 to 7, in groups of four"
    LETTER = "a letter of this sheet is not right"
    SAME_TWICE = "two different sheets are needed"
    OTHER_KEY = "these sheets belong to another paper key"


class SheetRefused(CannotOpen):
    """Typed sheets that do not open; `slip` says what is wrong."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.value)
        self.slip = slip


_BYTES = 16
_CHECK_BYTES = 2


@dataclass(frozen=True, slots=True)
class PaperKey:
    """`sheets` to print, by number, and `wraps` to keep, by pair."""

    sheets: Mapping[int, str]
    wraps: Mapping[tuple[int, int], bytes]


def split(secret: bytes) -> PaperKey:
    """Makes three sheets for a secret."""
    values = {sheet: secrets.token_bytes(_BYTES) for sheet in SHEETS}
    wraps = {
        pair: wrapping.wrap(secret, key=_pair_key([values[sheet] for sheet in pair]), purpose=f"sheets {pair}")
        for pair in combinations(SHEETS, 2)
    }
    return PaperKey({sheet: _written(sheet, value) for sheet, value in values.items()}, wraps)


def join(typed: Sequence[str], wraps: Mapping[tuple[int, int], bytes]) -> bytes:
    """The secret from two typed sheets, or all three; raises SheetRefused with what is wrong."""
    sheets = {read(sheet) for sheet in typed}
    if len(sheets) < 2:  # noqa: PLR2004
        raise SheetRefused(Slip.SAME_TWICE)
    by_number = dict(sheets)
    pair = tuple(sorted(by_number)[:2])
    if len(pair) < 2 or pair not in wraps:  # noqa: PLR2004  # two first sheets of different paper keys
        raise SheetRefused(Slip.OTHER_KEY)
    try:
        key = _pair_key([by_number[sheet] for sheet in pair])
        return wrapping.unwrap(wraps[pair[0], pair[1]], key=key, purpose=f"sheets {pair}")
    except CannotOpen as error:
        raise SheetRefused(Slip.OTHER_KEY) from error


def _pair_key(values: list[bytes]) -> bytes:
    return wrapping.derive(b"".join(values), "paper key")


def _written(sheet: int, value: bytes) -> str:
    letters = base64.b32encode(bytes([sheet]) + value + _check(sheet, value)).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def read(typed: str) -> tuple[int, bytes]:
    """Number and value of a typed sheet; raises SheetRefused for a slip of the pen."""
    letters = "".join(typed.upper().replace("-", " ").split()).replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise SheetRefused(Slip.NO_SHEET) from error
    value = raw[1:-_CHECK_BYTES]
    if len(value) != _BYTES or raw[0] not in SHEETS:
        raise SheetRefused(Slip.NO_SHEET)
    if _check(raw[0], value) != raw[-_CHECK_BYTES:]:
        raise SheetRefused(Slip.LETTER)
    return raw[0], value


def _check(sheet: int, value: bytes) -> bytes:
    return wrapping.derive(value, f"check of sheet {sheet}", length=_CHECK_BYTES)
