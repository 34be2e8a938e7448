"""Everyday words for check phrases on posters."""

from safelamp.ground.standards.loading import load


def in_language(language: str) -> list[str]:
    """The words in that language, or in English where there are none."""
    words: dict[str, list[str]] = load("check_words")
    return words.get(language, words["en"])
