"""Translations: compiled, so that nobody is spoken to in English by mistake."""

from collections.abc import Iterator

from safelamp.ground.languages import compiling
from safelamp.site.doctor.finding import Finding, good, missing


def examine() -> Iterator[Finding]:
    """Every catalogue."""
    stale = list(compiling.stale())
    if stale:
        yield missing(f"{len(stale)} catalogues are not compiled", "Run: safelamp languages compile")
    else:
        yield good("the translations are compiled")
