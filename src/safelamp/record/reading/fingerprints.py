"""Fingerprints of items: the same words are known again without being kept."""

import hashlib
import re
import unicodedata

from safelamp.engines.extraction.values import Span

FEWEST_LETTERS_OF_A_HEADLINE = 24  # "Press release" is the headline of too many
FEWEST_LETTERS_OF_A_BODY = 40
LETTERS_OF_A_BODY = 160  # its beginning: publishers cut the rest now here, now there
NO_LETTER = re.compile(r"[\W_]+")


def of_headline(words: str) -> str:
    """The SHA-256 of a headline's letters; empty where they are too few."""
    letters = _letters(words)
    return _hashed(letters) if len(letters) >= FEWEST_LETTERS_OF_A_HEADLINE else ""


def of_body(text: str, spans: tuple[Span, ...]) -> str:
    """The SHA-256 of the first letters of an item's own text; empty where they are too few."""
    letters = _letters(" ".join(span.of(text) for span in spans))[:LETTERS_OF_A_BODY]
    return _hashed(letters) if len(letters) >= FEWEST_LETTERS_OF_A_BODY else ""


def _letters(words: str) -> str:
    """Letters and digits only, so that neither case nor spaces nor dashes make a difference.

    >>> _letters("Mine  collapse - 9 DEAD")
    'minecollapse9dead'
    """
    return NO_LETTER.sub("", unicodedata.normalize("NFKC", words).casefold())


def _hashed(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()
