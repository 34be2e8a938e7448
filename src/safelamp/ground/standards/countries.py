"""The countries of ISO 3166-1, with their usual English names."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from safelamp.ground.standards.loading import load


@cache
def _english() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in load("countries")["countries"]}


def codes() -> frozenset[str]:
    """All alpha-2 codes."""
    return frozenset(_english())


def name_of(code: str) -> str:
    """The country's name in the reader's language where it is translated; the code where it is not known.

    >>> name_of("KH")
    'Cambodia'
    """
    return _(_english()[code]) if code in _english() else code


def by_name() -> list[tuple[str, str]]:
    """Codes with names, in the order of the names."""
    return sorted(((code, name_of(code)) for code in _english()), key=lambda row: row[1])
