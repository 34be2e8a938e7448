"""In which language a message is written, where its script says so."""

import re
from collections.abc import Sequence

# Scripts of one of our languages only, and letters that tell neighbours apart; the first that fits, the surest first.
_SIGNS: Sequence[tuple[str, str]] = (
    ("km", r"[\u1780-\u17ff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("lo", r"[\u0e80-\u0eff]"),
    ("my", r"[\u1000-\u109f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("hi", r"[\u0900-\u097f]"),
    ("hy", r"[\u0530-\u058f]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("zh-hans", r"[\u4e00-\u9fff]"),
    ("ur", r"[ٹڈڑںےہ]"),
    ("fa", r"[پچژگی]"),
    ("uk", r"[іїєґІЇЄҐ]"),
    ("mn", r"[өүӨҮ]"),
    ("ru", r"[а-яА-ЯёЁ]{2}"),
    ("vi", r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
)
_COMPILED = [(code, re.compile(sign)) for code, sign in _SIGNS]
_DIGITS = re.compile(r"\d")


def language_written(text: str) -> str | None:
    """The language of a message's script, if it is one of ours; digits of a script say nothing.

    >>> language_written("เครื่องจักรไม่มีฝาครอบ"), language_written("K7M2PQ ๑"), language_written("hello")
    ('th', None, None)
    """
    letters = _DIGITS.sub("", text)
    return next((code for code, signs in _COMPILED if signs.search(letters)), None)
