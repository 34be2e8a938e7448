"""What a workplace does: the sections, divisions and groups of ISIC Rev. 4."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from safelamp.ground.standards.loading import load


@dataclass(frozen=True, slots=True)
class Sector:
    """One class of activity; `code` is the section's letter, then the digits: "C", "C14", "C141"."""

    code: str
    title: str

    @property
    def name(self) -> str:
        """The title in the reader's language, where it is translated."""
        return _(self.title)


@cache
def sectors() -> Mapping[str, Sector]:
    """All sectors by code, each section before its divisions, each division before its groups."""
    return {row["code"]: Sector(row["code"], row["title"]) for row in load("isic")["sectors"]}


def section_of(code: str) -> Sector:
    """The section of a code; raises KeyError."""
    return sectors()[code[:1]]


def name_of(code: str) -> str:
    """The name of the code, or of the narrowest sector above it; the code itself where nothing is known.

    >>> name_of("C1410")
    'Manufacture of wearing apparel, except fur apparel'
    """
    for length in range(len(code), 0, -1):
        if code[:length] in sectors():
            return sectors()[code[:length]].name
    return code
