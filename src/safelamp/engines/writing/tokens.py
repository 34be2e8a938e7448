"""Search tokens: one tokenizer for every script and for both databases.

Scripts written without spaces (Thai, Lao, Khmer, Burmese, Chinese, Japanese, ...) are cut into overlapping pairs of
grapheme clusters, so a word is found wherever it stands; the rest into words, folded and without plural endings.
Tokens hold letters, marks and digits only, so neither FTS5 nor tsvector can cut them again.
"""

import re
import unicodedata
from itertools import pairwise

from safelamp.engines.writing.graphemes import clusters
from safelamp.engines.writing.numerals import with_plain_digits

SHORTEST_IES, SHORTEST_S = 5, 4  # shorter words keep their ending: "ties", "gas"
LONGEST_TOKEN = 60  # clusters and words longer than this are noise, such as data in an address
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0640"))  # joiners, soft hyphen, tatweel
# Thai to Tibetan, Burmese, Khmer, Tai scripts, kana and Han, Burmese extensions, Han extensions.
UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
SPACED_MARKS = frozenset({"Mn", "Mc"})


def tokens(text: str) -> list[str]:
    """The tokens of a text in reading order, doubles included.

    >>> tokens("Miners’ deaths in 2021")
    ['miner', 'death', 'in', '2021']
    >>> tokens("ความปลอดภัย")[:3]
    ['คว', 'วา', 'าม']
    """
    found: list[str] = []
    for script, run in _runs(_folded(text)):
        found += _pairs(run) if script else [_stem(run)]
    return [token for token in found if 0 < len(token) <= LONGEST_TOKEN]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(INVISIBLE)
    return unicodedata.normalize("NFC", with_plain_digits(plain).casefold())


def _runs(text: str) -> list[tuple[bool, str]]:
    """Runs of letters, marks and digits, each with whether its script is written without spaces."""
    runs: list[tuple[bool, str]] = []
    open_run = False
    for letter in text:
        kind = unicodedata.category(letter)
        if kind[0] not in "LN" and kind not in SPACED_MARKS:
            open_run = letter in "'’" and open_run and not runs[-1][0]
            if open_run:
                runs[-1] = (False, runs[-1][1] + "'")
            continue
        unspaced = bool(UNSPACED_LETTER.match(letter))
        if open_run and (runs[-1][0] == unspaced or kind in SPACED_MARKS):
            runs[-1] = (runs[-1][0], runs[-1][1] + letter)
        else:
            runs.append((unspaced, letter))
        open_run = True
    return runs


UNSPACED_LETTER = re.compile(rf"[{UNSPACED}]")


def _pairs(run: str) -> list[str]:
    letters = clusters(run)
    return [first + second for first, second in pairwise(letters)] or letters


def _stem(word: str) -> str:
    """Drops the apostrophe and a plural ending (the S stemmer: Harman, 1991, JASIS 42(1))."""
    word = word.partition("'")[0] if not word.startswith("l'") else word[2:].replace("'", "")
    if len(word) >= SHORTEST_IES and word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if len(word) >= SHORTEST_S and word.endswith("s") and word[-2] not in "us" and not word.isdigit():
        return word[:-1]
    return word
