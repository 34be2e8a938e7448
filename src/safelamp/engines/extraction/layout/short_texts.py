"""Texts of one short sentence: lines that are too short for running text, yet end as sentences under a headline."""

import re
from collections.abc import Sequence

from safelamp.engines.extraction.layout.lines import MIDDLING, SHORTEST_HEAD, Line

FULL_STOP = re.compile(r"(?<![.…])[.。۔။។।]['\"”’»)\]」』]*$")
SHORTENED = re.compile(r"(?:\b\w\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Bros|No|St|Dr|Jr|Sr|etc|al|cie|pvt)\.$", re.IGNORECASE)
STOPLESS = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]")  # Thai, Lao and Khmer sentences end in a space or a line
SHORTEST, FEWEST_WORDS, UNSPACED_WORDS = 20, 4, 2
MOST_HEADS = 2  # headlines for each text
HEAD_SHARE = 0.6  # of the text under it, where no stop tells one from the other


def ends_as_sentence(text: str) -> bool:
    """Whether a full stop closes it, and no shortened word."""
    return bool(FULL_STOP.search(text)) and not SHORTENED.search(text)


def short_texts(lines: Sequence[Line], free: Sequence[bool]) -> frozenset[int]:
    """Which of the lines that are no date, label or running text (`free`) are a sentence under its headline."""
    places = [number for number, is_free in enumerate(free) if is_free]
    closed = {number for number in places if ends_as_sentence(lines[number].text)}
    found = {number for number in closed if _tells(lines[number]) and _is_headed(lines, free, number, closed)}
    heads = sum(number not in closed and lines[number].could_be_headline for number in places)
    texts = sum(line.is_running_text and not line.heading for line in lines)
    if found and heads <= (len(found) + texts) * MOST_HEADS:
        return frozenset(found)
    return frozenset() if texts else _in_turn(lines, places)


def _tells(line: Line) -> bool:
    parts = len(line.text.split())
    few = UNSPACED_WORDS if line.weight > len(line.text) else FEWEST_WORDS
    return not line.heading and not line.listed and line.weight >= SHORTEST and (parts >= few or few == UNSPACED_WORDS)


def _is_headed(lines: Sequence[Line], free: Sequence[bool], number: int, closed: set[int]) -> bool:
    """Whether the nearest line over it that is no date or label could be its headline."""
    over = next((other for other in range(number - 1, -1, -1) if free[other] or lines[other].is_running_text), None)
    return over is not None and free[over] and over not in closed and lines[over].weight >= SHORTEST_HEAD


def _in_turn(lines: Sequence[Line], places: Sequence[int]) -> frozenset[int]:
    """The long lines, where short and long lines of a script without full stops take turns on the whole page."""
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(
        STOPLESS.search(lines[text].text)
        and lines[text].weight > MIDDLING
        and lines[head].weight <= lines[text].weight * HEAD_SHARE
        for head, text in pairs
    ):
        return frozenset()
    return frozenset(text for _, text in pairs)
