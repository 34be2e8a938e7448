"""Letters with sections and digests that name who told it: each piece of news is an item, with low confidence."""

import pytest

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import PageKind

LETTER = """\
LAMPLIGHT LETTER
Number 7, for members
What happened this month

TOGO

Dockers in Lomé get masks against dust
The masks came after a letter of the union to the port. The crane drivers wait for theirs, the union said.

NEPAL

Brick workers open a school at the kilns
Forty children of brick workers read and write there in the mornings, while their parents carry clay to the ovens.

PERU

Miners in Puno refuse a lift without a brake
The lift was repaired two days later. Nobody lost a day of pay, and the inspector came to look at it for himself.

You receive this letter because you are a member of the network of friends.
"""
DIGEST = """\
WATCHING THE WORK
Gathered from newspapers
Issue of 3 May 2024

Roof of a mine falls on three near Kolwezi. Three diggers were killed on Monday when the roof fell. (Le Fanal)

Ammonia leaks in a cold store at Callao. Nine packers were taken to hospital on Tuesday. (Diario del Puerto)

Nurses in Brno stop for an hour. About 400 nurses stood before the hospital and asked for more hands. (Hlas)
"""
ARTICLE = """\
A year after the fire, the doors are still locked

3 May 2024

The union of garment workers counted the doors of forty mills in the spring. In nine of them a door was locked. (They
employ 12,000 people.)

What the ministry says

The ministry says that it has sent letters to all owners and that inspectors will come before the end of the year.

What the workers say

Workers say that they were told to stay at their machines when the alarm rang in March, and that nobody came to look.
"""


def test_a_letter_with_sections_holds_its_news() -> None:
    reading = read_page(LETTER)
    assert reading.kind == PageKind.LISTING
    assert [item.headline.value for item in reading.items] == [
        "Dockers in Lomé get masks against dust",
        "Brick workers open a school at the kilns",
        "Miners in Puno refuse a lift without a brake",
    ]
    assert all(item.confidence < 0.65 and item.published is None for item in reading.items)


def test_a_digest_that_names_who_told_it_holds_its_news() -> None:
    reading = read_page(DIGEST)
    assert [item.headline.value for item in reading.items] == [
        "Roof of a mine falls on three near Kolwezi.",
        "Ammonia leaks in a cold store at Callao.",
        "Nurses in Brno stop for an hour.",
    ]
    assert all(item.confidence < 0.65 and item.published is None for item in reading.items)


@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.replace("3 May 2024\n\n", "")], ids=["dated", "without a date"])
def test_an_article_with_subheadings_stays_one(text: str) -> None:
    reading = read_page(text)
    assert [item.headline.value for item in reading.items] == ["A year after the fire, the doors are still locked"]
