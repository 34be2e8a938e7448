"""What somebody typed, without signs that cannot be seen."""

import unicodedata

# Khmer, Lao, Burmese, Persian and emoji need joiners; Arabic and Hebrew need marks. Overrides of direction go.
_NEEDED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060")
_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")


def clean(text: str) -> str:
    """The text without signs that cannot be seen, but for those that scripts need.

    Line breaks of every kind become one, rare spaces become spaces: words never run together.
    """
    return "".join(_kept(sign) for sign in text.replace("\r\n", "\n")).strip()


def _kept(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _BREAKS:
        return "\n"
    if category == "Zs" or sign == "\t":
        return " "
    return "" if category in {"Cc", "Cf", "Cs"} and sign not in _NEEDED else sign
