"""Dates in six languages and three calendars."""

import pytest

from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.layout.lines import lines
from safelamp.engines.extraction.layout.stamps import stamps


def read(text: str) -> list[str]:
    return [date.iso for date in dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 June, 2024Developing a plan", "2024-06-21"),
        ("1 April, 202125,000 people died", "2021-04-01"),
        ("June 21, 2024", "2024-06-21"),
        ("the 3rd of May 2024", "2024-05-03"),
        ("17 février 2025", "2025-02-17"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("25 Desember 2023", "2023-12-25"),
        ("18 มกราคม 2567", "2024-01-18"),
        ("๒ มกราคม พ.ศ. ๒๕๖๗", "2024-01-02"),
        ("۱ مهر ۱۴۰۳", "2024-09-22"),
        ("۱۴۰۳/۰۷/۰۱", "2024-09-22"),
        ("2024年5月10日", "2024-05-10"),
        ("2024-05-02", "2024-05-02"),
        ("05/03/2024", "2024-03-05"),
        ("9–10 January 2026", "2026-01-09/2026-01-10"),
        ("13-17 February", "--02-13/--02-17"),
        ("Saturday (6.11.)", "--11-06"),
        ("May 2024", "2024-05"),
    ],
)
def test_a_date_is_read(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["31 February 2024", "2024-13-01", "version 1.2.3", "he may 2 or 3 times"])
def test_a_day_that_does_not_exist_is_no_date(text: str) -> None:
    assert [iso for iso in read(text) if len(iso) == len("2024-01-01")] == []


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("21 June, 2024Developing a plan", True),
        ("24 November 2004, NEW DELHI", True),
        ("Published on Monday 1 April 2024, by the union", True),
        ("Seven dead in shipyard (19 April 2024)", True),
        ("21 May 2024 was a dark day for the miners", False),
        ("On 1 October 2020, the union renewed the agreement", False),
        ("The agreement ends on 31 May 2024", False),
    ],
)
def test_a_publication_date_opens_or_closes_its_line_and_stands_in_no_sentence(line: str, dated: bool) -> None:
    assert bool(stamps(line, lines(line))) is dated
