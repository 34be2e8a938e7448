"""Choices that are shown with pictures: a row of radio buttons, each with its pictogram and words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.safestring import SafeString

from safelamp.doors.desk import titles
from safelamp.loop.reports.models import Kind

KIND_FIGURES = {
    Kind.HAZARD: "kind_see",
    Kind.NEAR_MISS: "kind_near",
    Kind.INJURY: "kind_hurt",
    Kind.ILLNESS: "illness_bio",
    Kind.RETALIATION: "retaliation",
    Kind.FORCED: "kind_forced",
}


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice: its radio button, its words, and its pictogram, if it has one."""

    button: SafeString
    words: str
    figure: str


def picks(field: BoundField, *, figure: Callable[[str], str] = lambda _value: "") -> Iterator[Pick]:
    """The choices of a field of radio buttons, in their order."""
    for each in field.subwidgets:
        value = str(each.data["value"])
        yield Pick(each.tag(), str(each.data["label"]), figure(value))


def figure_of_kind(value: str) -> str:
    """The pictogram of a kind."""
    return KIND_FIGURES[Kind(value)]


def figure_of_hazard(value: str) -> str:
    """The pictogram of a hazard."""
    return titles.figure_of(None, value)
