"""What a correction must keep, so that a screen never breaks: places for values, tags, plural forms, plain signs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from safelamp.ground.languages.sentences import Sentence

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MARKUP = '<>&"'  # what would end an attribute or begin a tag; templates trust catalogues
HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\ufffd")  # turn or hide what is read
SHORTEST_LIMIT = 60  # signs
TIMES_LONGER = 4  # the longest of our translations is 5.4 times as long, of a word of five letters
# Never promise that nobody can be known. Beginnings of words, as each language bends them.
TOO_MUCH = {
    "th": ("นิรนาม",), "km": ("អនាមិក",), "lo": ("ນິລະນາມ",), "my": ("အမည်ဝှက်",), "vi": ("ẩn danh", "nặc danh"),
    "id": ("anonim",), "ms": ("anonim",), "fil": ("anonim", "hindi nagpapakilala"), "ja": ("匿名",),
    "zh-hans": ("匿名",), "mn": ("нэргүй",), "bn": ("বেনামি", "বেনামী"), "hi": ("गुमनाम",), "te": ("అజ్ఞాత",),
    "ur": ("گمنام",),
    "fa": ("ناشناس",), "hy": ("անանուն",), "ru": ("анонимн",), "uk": ("анонімн",), "fr": ("anonym",),
}  # fmt: skip
SCRIPTS = {  # the script that a language is written in, beside Latin names
    "th": "THAI", "km": "KHMER", "lo": "LAO", "my": "MYANMAR", "bn": "BENGALI", "hi": "DEVANAGARI", "te": "TELUGU",
    "ur": "ARABIC", "fa": "ARABIC", "hy": "ARMENIAN", "ru": "CYRILLIC", "uk": "CYRILLIC", "mn": "CYRILLIC",
}  # fmt: skip


def tidied(text: str) -> str:
    r"""The same words as Unicode wants them (NFC), with single spaces, without what stands beside them.

    >>> tidied("  a\r\n b ")
    'a b'
    """
    return " ".join(unicodedata.normalize("NFC", text.replace("\ufeff", "")).replace("\u00a0", " ").split())


def faults(sentence: Sentence, said: Sequence[str], *, language: str) -> list[str]:
    """Why these words cannot be kept, for the person who wrote them; nothing where they can."""
    if len(said) != sentence.forms or not all(said):
        return [_("Write all forms of this sentence: none may stay empty.")]
    found = [fault for form in said for fault in _of_form(sentence, form, language)]
    return list(dict.fromkeys(found))


def _of_form(sentence: Sentence, form: str, language: str) -> Iterator[str]:
    yield from _of_places(sentence, form)
    yield from _of_signs(sentence, form)
    longest = max(SHORTEST_LIMIT, TIMES_LONGER * len(sentence.plural or sentence.source))
    if len(form) > longest:
        yield _("This is too long for its place: {count} signs, at most {most}.").format(count=len(form), most=longest)
    if "100%" in form or any(word in form.casefold() for word in TOO_MUCH.get(language, ())):
        yield _("This promises too much. We say that we do not ask for the name, and that people may still guess.")
    foreign = _scripts_in(form) - {SCRIPTS.get(language, "")}
    if foreign:
        yield _("Some letters belong to another language's writing.")


def _of_places(sentence: Sentence, form: str) -> Iterator[str]:
    wanted = Counter(PLACEHOLDER.findall(sentence.plural or sentence.source))
    given = Counter(PLACEHOLDER.findall(form))
    for place in wanted - given:
        yield _("“{place}” is missing. A value stands there later: write it as it is.").format(place=place)
    for place in given - wanted:
        yield _("“{place}” does not stand in the English so often. Take it away.").format(place=place)
    rest = PLACEHOLDER.sub("", form)
    if any(sign in rest for sign in "%{}") and not any(sign in PLACEHOLDER.sub("", sentence.source) for sign in "%{}"):
        yield _("Write the word for per cent, and no curly brackets: these signs stand for values.")


def _of_signs(sentence: Sentence, form: str) -> Iterator[str]:
    english = sentence.plural or sentence.source
    tags = Counter(TAG.findall(english))
    if Counter(TAG.findall(form)) != tags:
        if tags:
            yield _("Keep {tags} exactly as in the English.").format(tags=" ".join(tags))
        else:
            yield _("Write no angle brackets: they are signs of HTML.")
    bare, english_bare = TAG.sub("", form), TAG.sub("", english)
    if any(bare.count(sign) > english_bare.count(sign) for sign in MARKUP):
        yield _("Write no angle brackets, no & and no straight quotation marks. Use “ ” and the word for “and”.")
    if any(sign in HIDDEN or unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"} for sign in form):
        yield _("There is a sign that cannot be shown. Type the words again.")
    if "!" in form:
        yield _("Write it without an exclamation mark.")


def _scripts_in(form: str) -> set[str]:
    """Which of the scripts that belong to one language the letters come from."""
    names = {unicodedata.name(sign, "").partition(" ")[0] for sign in form if not sign.isascii()}
    return names & set(SCRIPTS.values())
