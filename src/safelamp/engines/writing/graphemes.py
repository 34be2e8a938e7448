"""Grapheme clusters: what a reader calls one letter (after Unicode annex 29, stacked consonants kept together)."""

import unicodedata

EXTENDING = frozenset({"Mn", "Mc", "Me"})
JOINERS = frozenset("\u200c\u200d")
# Thai and Lao sara am are letters (Lo) that annex 29 counts as spacing marks.
SPACING_LETTERS = frozenset("\u0e33\u0eb3")
# After these the next consonant stands under or beside the one before: viramas, Khmer coeng, Burmese stacker.
STACKERS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u200d")


def clusters(text: str) -> list[str]:
    """Splits a text into grapheme clusters; joined again they are the text.

    >>> clusters("ខ្មែរ")
    ['ខ្មែ', 'រ']
    >>> clusters("ที่นี่")
    ['ที่', 'นี่']
    """
    found: list[str] = []
    for letter in text:
        if found and _belongs_to(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _belongs_to(cluster: str, letter: str) -> bool:
    if cluster.isspace():
        return cluster == "\r" and letter == "\n"
    if letter in JOINERS or letter in SPACING_LETTERS or unicodedata.category(letter) in EXTENDING:
        return True
    if cluster[-1] in STACKERS:
        return unicodedata.category(letter) in {"Lo", "So"}
    return _completes_a_flag(cluster, letter)


def _completes_a_flag(cluster: str, letter: str) -> bool:
    return len(cluster) == 1 and _is_flag_half(cluster) and _is_flag_half(letter)


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
