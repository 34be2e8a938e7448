"""Figures in the cells of a table."""

import pytest

from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.values import Span

TABS = (
    "Date\tAccident\tPlace\tKilled\tInjured\n"
    "14/02/2024\tRoof fall at Dukki\tQuetta\t2\t1\n"
    "15/02/2024\tFire\tLahore\t0\t7"
)
PIPES = "| Date | What happened | Dead |\n| --- | --- | --- |\n| 14 March 2024 | Trench collapses | 3 |"
FRENCH = "Date\tAccident\tMorts\tBlessés\n14/02/2024\tÉboulement\t2\t1 200"


def read(text: str, headline: str, language: str = "en") -> list[tuple[str, float, str]]:
    start = text.index(headline)
    found = figures(text, [Span(start, start + len(headline))], languages=(language,))
    assert all(figure.quote == figure.span.of(text) for figure in found)
    return [(figure.metric.value, figure.value, figure.quote) for figure in found]


@pytest.mark.parametrize(
    ("text", "headline", "language", "expected"),
    [
        (TABS, "Roof fall at Dukki", "en", [("deaths", 2, "2"), ("injuries", 1, "1")]),
        (TABS, "Fire", "en", [("injuries", 7, "7")]),
        (PIPES, "Trench collapses", "en", [("deaths", 3, "3")]),
        (FRENCH, "Éboulement", "fr", [("deaths", 2, "2"), ("injuries", 1_200, "1 200")]),
    ],
)
def test_a_cell_counts_what_its_column_says(
    text: str, headline: str, language: str, expected: list[tuple[str, float, str]]
) -> None:
    assert read(text, headline, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Roof fall at Dukki\t2\t1",  # no head
        "Killed\tInjured\nRoof fall at Dukki\t2\t1",  # another number of cells
        "Name\tShoe size\tRoom\nRoof fall at Dukki\t42\t12",
        "Date\tKilled\tNote\nRoof fall at Dukki\t1.2.3\tx",
    ],
)
def test_a_cell_without_a_telling_head_counts_nothing(text: str) -> None:
    assert read(text, "Roof fall at Dukki") == []
