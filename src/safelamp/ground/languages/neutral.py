"""Words for people who must not be seen with us: where a hostile profile holds, "union" is said as "group".

It works on what gettext gives, before names and other people's words are put in: those are never changed, no sentence
can be forgotten, and translators write each sentence once.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import get_language, trans_real

# The other word bends as the first one does, so that endings and the words beside it stay right.
_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": ((r"\b(?:trade )?union(s?)\b", r"group\1"), (r"\bUnion(s?)\b", r"Group\1")),
    "th": (("สหภาพแรงงาน", "กลุ่ม"), ("สหภาพ", "กลุ่ม")),
    "km": (("សហជីពកម្មករ", "ក្រុម"), ("សហជីព", "ក្រុម")),
    "lo": (("ກຳມະບານ|ສະຫະພັນກຳມະບານ", "ກຸ່ມ"),),
    "my": (("အလုပ်သမားသမဂ္ဂ|သမဂ္ဂ", "အဖွဲ့"),),
    "vi": ((r"\bcông đoàn\b", "nhóm"), (r"\bCông đoàn\b", "Nhóm")),
    "id": ((r"\bserikat(?: pekerja| buruh)?\b", "kelompok"), (r"\bSerikat(?: pekerja| buruh)?\b", "Kelompok")),
    "ms": ((r"\bkesatuan(?: sekerja)?\b", "kumpulan"), (r"\bKesatuan(?: sekerja)?\b", "Kumpulan")),
    "fil": ((r"\bunyon\b", "grupo"), (r"\bUnyon\b", "Grupo")),
    "ja": (("労働組合|組合", "グループ"),),
    "zh-hans": (("工会", "小组"),),
    "mn": (("үйлдвэрчний эвлэл|эвлэл", "нэгдэл"), ("Үйлдвэрчний эвлэл|Эвлэл", "Нэгдэл")),
    "bn": (("ইউনিয়ন|ইউনিয়ন", "দল"),),
    "hi": (("यूनियन", "टोली"),),
    "te": (("యూనియన్", "గ్రూప్"),),
    "ur": (("یونین", "ٹیم"),),
    "fa": (("اتحادیهٔ|اتحادیه|سندیکای|سندیکا", "گروه"),),
    "hy": (("արհմիութ", "կազմակերպութ"), ("Արհմիութ", "Կազմակերպութ"), ("արհմիութեն", "կազմակերպութեն")),
    "ru": (("профсоюзн", "общественн"), ("профсоюз", "коллектив"), ("Профсоюз", "Коллектив")),
    "uk": (
        ("профспілков", "групов"), ("профспілці", "групі"), ("Профспілці", "Групі"), ("профспілок", "груп"),
        ("профспілк", "груп"), ("Профспілк", "Груп"),
    ),
    "fr": (
        (r"\bsyndicat(s?)\b", r"groupe\1"), (r"\bSyndicat(s?)\b", r"Groupe\1"),
        (r"\bsyndica(?:le?s?|ux)\b", "du groupe"),
    ),
}  # fmt: skip
_PATTERNS = {
    language: tuple((re.compile(word), instead) for word, instead in words) for language, words in _WORDS.items()
}


class _Neutral:
    """A catalogue whose answers are said neutrally."""

    def __init__(self, spoken: Any) -> None:  # noqa: ANN401  # one of Django's translation objects
        self._spoken = spoken

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._spoken, name)

    def gettext(self, message: str) -> str:
        """As the catalogue, neutrally."""
        return neutral(self._spoken.gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """As the catalogue, neutrally."""
        return neutral(self._spoken.ngettext(singular, plural, number))


def neutral(text: str) -> str:
    """The text without the words that tell, in the language that is active; what is not translated is English.

    >>> neutral("A person from the union reads it. Reunion stays.")
    'A person from the group reads it. Reunion stays.'
    """
    for language in dict.fromkeys(("en", get_language() or "en")):
        for word, instead in _PATTERNS.get(language, ()):
            text = word.sub(instead, text)
    return text


@contextmanager
def words() -> Iterator[None]:
    """Speaks neutrally in the language that is active, until the end."""
    get_language()  # Django sets the language of the thread when it is first asked for
    active = trans_real._active  # type: ignore[attr-defined]  # noqa: SLF001  # where Django keeps the thread's language
    before = getattr(active, "value", None)
    active.value = _Neutral(before or trans_real.translation(get_language() or "en"))
    try:
        yield
    finally:
        if before is None:
            del active.value
        else:
            active.value = before
