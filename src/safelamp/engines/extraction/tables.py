"""Figures in the cells of a table: a register of accidents with a column "Killed" and one number in each row."""

import re
from collections.abc import Iterator

from safelamp.engines.extraction.counts import BY_FAR_EVENT
from safelamp.engines.extraction.nouns import kind_of
from safelamp.engines.extraction.number_places import marks_of
from safelamp.engines.extraction.number_reader import value_of
from safelamp.engines.extraction.people import METRIC_OF
from safelamp.engines.extraction.stretches import stretch_of
from safelamp.engines.extraction.values import Figure, Metric, Span
from safelamp.engines.writing.numerals import with_plain_digits

CELL = re.compile(r"[^\t|\n]+")
NUMBER = re.compile(r"\s*(?P<digits>\d[\d., ]{0,11})\s*$")
RULE = re.compile(r"[\s|:\-–—=+]*$")
FEWEST_CELLS = 3
FURTHEST_HEAD = 200  # rows
TOLD = {"deaths": Metric.DEATHS, "injuries": Metric.INJURIES, "cases": Metric.CASES, "strikers": Metric.STRIKERS}


def figures_of_row(text: str, headline: Span, *, language: str) -> list[Figure]:
    """The figures in the row that a headline stands in; none where it stands in no table with a head."""
    start = text.rfind("\n", 0, headline.start) + 1
    end = text.find("\n", headline.end)
    end = len(text) if end < 0 else end
    if "\t" not in text[start:end] and "|" not in text[start:end]:
        return []
    row = [Span(start + cell.start(), start + cell.end()) for cell in CELL.finditer(text[start:end])]
    head = _head(text[:start], len(row))
    found = (_figure(text, cell, name, language) for cell, name in zip(row, head, strict=False))
    return [figure for figure in found if figure]


def _head(above: str, cells: int) -> list[str]:
    """The names of the columns: the nearest row above with as many cells and no digit."""
    if cells < FEWEST_CELLS:
        return []
    for line in _lines_upwards(above):
        names = CELL.findall(line)
        if len(names) == cells and not RULE.match(line) and not any(letter.isdigit() for letter in line):
            return names
    return []


def _lines_upwards(above: str) -> Iterator[str]:
    end = len(above)
    for _ in range(FURTHEST_HEAD):
        end = above.rfind("\n", 0, end)
        if end < 0:
            return
        yield above[above.rfind("\n", 0, end) + 1 : end]


def _figure(text: str, cell: Span, name: str, language: str) -> Figure | None:
    number = NUMBER.match(with_plain_digits(cell.of(text)))
    metric = _counted(name, language)
    if number is None or metric is None:
        return None
    digits = number["digits"].strip()
    try:
        value = value_of(digits)
    except ValueError:  # 1.2.3
        return None
    start = cell.start + number.start("digits")
    span = Span(start, start + len(digits))
    return Figure(metric, value, span.of(text), span, BY_FAR_EVENT, of=name.strip()) if value else None


def _counted(name: str, language: str) -> Metric | None:
    """What a column counts, by its name."""
    stretch = stretch_of(name.strip() or " ")
    for mark in marks_of(stretch, language=language):
        for event, metric in TOLD.items():
            if any(meaning[:-1] == event for meaning in mark.meanings):
                return metric
        kind = kind_of(mark)
        if kind in {"worker", "participant", "union"}:
            return METRIC_OF[kind]
    return None
