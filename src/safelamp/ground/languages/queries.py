"""What is known about the translations."""

from functools import cache

from safelamp.ground.languages.compiling import CATALOGUES


@cache
def drafts_of(language: str) -> int:
    """How many translations into a language no native speaker has checked; 0 for the source language.

    Counted when the catalogue was compiled, read once a process.
    """
    counted = CATALOGUES / language / "LC_MESSAGES" / "django.drafts"
    return int(counted.read_text(encoding="ascii")) if counted.exists() else 0
