"""Which question comes next, and what a touched button adds to the way."""

import uuid
from collections.abc import Mapping
from enum import StrEnum

from django.http import QueryDict

from safelamp.doors.worker.way import Way
from safelamp.ground.organisations import queries as organisations
from safelamp.ground.standards.hazards import body_parts, hazards
from safelamp.ground.workplaces import queries as workplaces
from safelamp.loop.reports.models import Harm, Kind, PlaceKind

PEOPLE = ("1", "2-5", "6-20", "21+")


class Screen(StrEnum):
    """The screens of telling, in their order."""

    PICTURES = "pictures"
    KIND = "kind"
    UNION = "union"
    PLACE = "place"
    HARM = "harm"
    BODY = "body"
    WORDS = "words"


def next_screen(way: Way) -> Screen:
    """The first question that is still open."""
    asked = (
        (Screen.PICTURES, way.hazard),
        (Screen.KIND, way.kind),
        (Screen.UNION, way.organisation),
        (Screen.PLACE, way.place_kind),
        (Screen.HARM, way.harm or not way.somebody_is_hurt),
        (Screen.BODY, way.body_part or not way.somebody_is_hurt),
    )
    return next((screen for screen, answered in asked if not answered), Screen.WORDS)


def back_from(way: Way) -> Way:
    """The way without its last answer; a poster's workplace stays."""
    for choice in ("body_part", "harm"):
        if getattr(way, choice):
            return way.with_choice(**{choice: ""})
    if way.place_kind and (way.found or not way.workplace):
        return way.without_place()
    if way.found:
        return _without_receiver(way)
    for choice in ("kind", "hazard"):
        if getattr(way, choice):
            return way.with_choice(**{choice: ""})
    return way.with_choice(danger_now=False)


def _without_receiver(way: Way) -> Way:
    neutral = organisations.somebody_is_endangered()  # as at the beginning: whoever receives it is not known again
    return way.with_choice(organisation="", receiver="", country="", above="", neutral=neutral, found=False)


_CHOICES: Mapping[str, frozenset[str]] = {
    "hazard": frozenset(hazards()),
    "kind": frozenset(Kind.values),
    "harm": frozenset(Harm.values) - {Harm.UNKNOWN, Harm.NOBODY},
    "body_part": frozenset(body_parts()),
    "place_kind": frozenset(PlaceKind.values) - {PlaceKind.WORKPLACE},
}


def chosen(way: Way, posted: QueryDict) -> Way:
    """The way with what the touched button says; a choice that is not on the screen changes nothing."""
    for name, allowed in _CHOICES.items():
        value = posted.get(name, "")
        if value in allowed and not (name == "place_kind" and way.workplace):
            way = way.with_choice(**{name: value})
    placed = _placed(way, posted)
    return placed if placed == way else placed.with_choice(found=True)


def resumed(way: Way, posted: QueryDict) -> Way:
    """The way with everything that was touched on the phone since the server last saw it."""
    if not way.organisation:  # where a way began is signed; a page that the phone kept has none
        way = _placed(way, posted)
    later = posted.copy()
    later.pop("code", None)
    later.pop("union", None)
    way = way.with_choice(danger_now=way.danger_now or "danger" in posted)
    return chosen(way, later)


def _placed(way: Way, posted: QueryDict) -> Way:
    if code := posted.get("code", ""):
        workplace = workplaces.by_code(code)
        return way.at(workplace) if workplace else way
    if union_id := _id(posted.get("union", "")):
        found = organisations.findable().filter(id=union_id).first()
        return way.to(found) if found else way
    workplace_id, union_id = _id(posted.get("workplace", "")), _id(way.organisation)
    if workplace_id and union_id:
        union = organisations.findable().filter(id=union_id).first()
        place = workplaces.listed_for(union).filter(id=workplace_id).first() if union else None
        return way.at(place) if place else way
    return way


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
