"""The paper key: a secret behind three sheets, any two of which open it.

Each sheet carries a random 128-bit value. The secret is wrapped three times, once under each pair of sheets; the
three wraps stay with the organisation, the sheets are kept apart on paper. No secret-sharing arithmetic is needed.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from safelamp.engines.sealing import wrapping
from safelamp.engines.sealing.envelopes import CannotOpen

SHEETS = (1, 2, 3)
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
    """The secret from two typed sheets, or all three; raises CannotOpen with what is wrong."""
    read = dict(_read(sheet) for sheet in typed)
    if len(read) < 2:  # noqa: PLR2004
        raise CannotOpen("Two different sheets are needed.")
    first, second, *_ = sorted(read)
    pair = (first, second)
    if pair not in wraps:
        raise CannotOpen("This sheet belongs to no paper key.")
    return wrapping.unwrap(wraps[pair], key=_pair_key([read[sheet] for sheet in pair]), purpose=f"sheets {pair}")


def _pair_key(values: list[bytes]) -> bytes:
    return wrapping.derive(b"".join(values), "paper key")


def _written(sheet: int, value: bytes) -> str:
    letters = base64.b32encode(bytes([sheet]) + value + _check(sheet, value)).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _read(typed: str) -> tuple[int, bytes]:
    letters = "".join(typed.upper().replace("-", " ").split()).replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError as error:
        raise CannotOpen("A sheet holds letters and the digits 2 to 7, in groups of four.") from error
    value = raw[1:-_CHECK_BYTES]
    if len(value) != _BYTES or _check(raw[0], value) != raw[-_CHECK_BYTES:]:
        raise CannotOpen("A letter of this sheet is not right. Compare it with the paper.")
    return raw[0], value


def _check(sheet: int, value: bytes) -> bytes:
    return wrapping.derive(value, f"check of sheet {sheet}", length=_CHECK_BYTES)
