"""Words for people who must not be seen with us: where a hostile profile holds, "union" is said as "group".

It works on what gettext gives, before names and other people's words are put in: those are never changed, no sentence
can be forgotten, and translators write each sentence once.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import get_language, trans_real

_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": ((r"\b(?:trade )?union(s?)\b", r"group\1"), (r"\bUnion(s?)\b", r"Group\1")),
    "th": (("สหภาพแรงงาน", "กลุ่ม"), ("สหภาพ", "กลุ่ม")),
    "km": (("សហជីពកម្មករ", "ក្រុម"), ("សហជីព", "ក្រុម")),
}  # fmt: skip


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
    """The text without the words that tell, in whichever of our languages it is; what is not translated is English.

    >>> neutral("A person from the union reads it. Reunion stays.")
    'A person from the group reads it. Reunion stays.'
    """
    for language in ("en", "th", "km"):
        for word, instead in _WORDS[language]:
            text = re.sub(word, instead, text)
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
