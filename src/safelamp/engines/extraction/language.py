"""The language of a text, by its script and its smallest words."""

import re
from collections import Counter

SCRIPTS = (
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("fa", re.compile(r"[پچژگکی]")),
    ("ur", re.compile(r"[ٹڈڑےں]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
SMALL_WORDS = {
    "en": "the of and to in for is on that with by are was were has have from at this",
    "fr": "le la les des du de et en un une pour dans que qui sur par au aux est sont",
    "es": "el la los las de y en que del un una por con para se su al es fue",
    "id": "yang dan di untuk dari pada dengan ini itu para dalam tidak akan oleh kepada telah",
    "pt": "o a os as de e do da dos das em que um uma para com não por no na",
    "de": "der die das und in den von zu mit ist im für auf dem nicht ein eine",
    "vi": "và của là cho các những trong được với một người không",
}
KANA_SHARE = 0.05  # between the Han letters of Japanese
OWN_LETTERS_SHARE = 0.03  # letters that Persian or Urdu has and Arabic has not
SHARE = 0.12  # of the letters: a script that only shows in a name does not decide
COMMONEST = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}


def language_of(text: str) -> str:
    """The ISO 639-1 code; "en" where nothing tells.

    >>> language_of("Le syndicat des mineurs est en grève dans la région")
    'fr'
    """
    letters = sum(letter.isalpha() for letter in text) or 1
    shares = {code: len(pattern.findall(text)) / letters for code, pattern in SCRIPTS}
    if shares["ja"] > KANA_SHARE:
        return "ja"
    if shares["ar"] > SHARE:
        return "ur" if shares["ur"] > OWN_LETTERS_SHARE else "fa" if shares["fa"] > OWN_LETTERS_SHARE else "ar"
    code, share = max(shares.items(), key=lambda pair: pair[1])
    return code if share > SHARE else _by_small_words(text)


def _by_small_words(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    counts = {code: sum(words[word] for word in small) for code, small in COMMONEST.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "en"
