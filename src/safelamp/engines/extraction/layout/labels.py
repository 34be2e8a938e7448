"""Kinds of item that pages print ("Press release", "Vidéo"), and places that open a text ("BANGKOK -")."""

import re
from collections import Counter

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.furniture import EDGES
from safelamp.engines.extraction.layout.lines import LONGEST_LABEL, Line
from safelamp.engines.extraction.values import Span

PLACE_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:[ -][A-ZÀ-Þ][\w.'’-]*){0,3}(?:, [A-ZÀ-Þ][\w.'’ -]{2,24})?"
OPENING_PLACE = re.compile(
    rf"(?P<place>{PLACE_NAME})(?:\s?[,(]\s?[\w .,:/]{{2,30}}\)?)?\s?(?:–|—|--|\s-\s|:\s?-|\.-|\.—|\s?//\s?)\s?(?=\S)|"
    rf"(?P<shout>[A-Z]{{4,}}(?: [A-Z]{{3,}}){{0,2}}(?:, [A-Z][\w ]+)?)\s?[:–—-]\s"
)
REPEATED = 3  # a short line that stands so often is a label
SHOUTED_PLACE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,38}[A-ZÀ-Þ]")
WRITTEN_PLACE = re.compile(rf"{PLACE_NAME}")
DATELINE_REACH = 80


def labels(page: list[Line]) -> frozenset[str]:
    """The labels of this page: known ones, and short lines that it repeats."""
    short = [line.text for line in page if len(line.text) <= LONGEST_LABEL]
    repeated = {text for text, times in Counter(short).items() if times >= REPEATED and not any(map(str.isdigit, text))}
    return frozenset(repeated | {text for text in short if is_kind(text)})


def is_kind(text: str) -> bool:
    """Whether a line names a kind of item, in any of the languages known here."""
    return len(text) <= LONGEST_LABEL and text.strip(EDGES).casefold() in words.KINDS


def dateline_opening(text: str, body: Span) -> Span | None:
    """The place that opens a text, as in "JAKARTA - Workers ..."."""
    found = OPENING_PLACE.match(text, body.start, min(body.end, body.start + DATELINE_REACH))
    if not found:
        return None
    group = "place" if found["place"] else "shout"
    return Span(found.start(group), found.end(group))
