"""The number reader, and what only looks like a figure."""

import pytest

from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.number_reader import numbers
from safelamp.engines.extraction.stretches import stretch_of
from safelamp.engines.extraction.values import Figure, Span


def values(text: str, language: str = "en") -> list[float]:
    return [number.value for number in numbers(stretch_of(text), language=language)]


def read(sentence: str) -> list[Figure]:
    return list(figures(sentence, [Span(0, len(sentence))]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("67 million Bangladeshis", 67_000_000),
        ("25,000 people", 25_000),
        ("1,23,456 workers", 123_456),
        ("2 500 dockers", 2_500),
        ("1.200 trabajadores", 1_200),
        ("37.6 percent", 37.6),
        ("0,4 %", 0.4),
        ("3.5 lakh workers", 350_000),
        ("two crore people", 20_000_000),
        ("three hundred fifty thousand", 350_000),
        ("one hundred and forty-six", 146),
        ("twenty-one delegates", 21),
        ("dua puluh", 20),
        ("๖๐ คน", 60),
        ("۵۲ کارگر", 52),
        ("1万2000円", 12_000),
        ("2,3 milliards", 2.3e9),
    ],
)
def test_a_number_is_read(text: str, expected: float) -> None:
    assert values(text)[0] == expected


def test_two_numbers_in_words_stay_two() -> None:
    assert values("two workshops and four unions") == [2, 4]


@pytest.mark.parametrize(
    "sentence",
    [
        "Yard no. 56 was closed.",
        "The shift begins at 6:30 and ends at 3 p.m. sharp.",
        "Convention No. 155 and Recommendation 164 apply.",
        "The Hong Kong Convention enters into force.",
        "Rahim, 34, worked there.",
        "A 19-year-old helper was taken home.",
        "It has been so since 2019.",
        "They met on 19 June and again from 9-10 January 2026.",
        "Article 13 of the law protects them.",
        "One of them said so.",
        "Two-thirds of the roof fell.",
        "COVID-19 spread.",
        "Hundreds of workers came.",
    ],
)
def test_what_only_looks_like_a_number_is_no_figure(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "quote"),
    [
        ("At least 208 workers were killed on the job.", "deaths", 208, "At least 208 workers were killed"),
        ("The blast killed 14 miners.", "deaths", 14, "killed 14 miners"),
        ("25,000 people died or disappeared that day.", "deaths", 25_000, "25,000 people died or disappeared"),
        ("It was the 14th fatality in the yards.", "deaths", 14, "14th fatality"),
        ("A miner was killed in Dukki.", "deaths", 1, "A miner was killed"),
        ("8 million are injured.", "injuries", 8_000_000, "8 million are injured"),
        ("4,800 miners have been on strike.", "strikers", 4_800, "4,800 miners have been on strike"),
        ("It met 60 trade union representatives.", "participants", 60, "60 trade union representatives"),
        ("The plant employs 1,200 workers, who went on strike.", "workers", 1_200, "1,200 workers"),
        ("They came from four trade unions.", "unions", 4, "four trade unions"),
        ("Thailand ratified two core ILO OSH conventions.", "conventions", 2, "two core ILO OSH conventions"),
        ("The union represents 50 million workers.", "members-represented", 50_000_000, "50 million workers"),
        ("A joint statement by 15 organisations.", "signatories", 15, "15 organisations"),
        ("Exports fell 55 percent.", "percent", 55, "55 percent"),
        ("They won a wage increase of on average YEN8,407 a month.", "wage-increase", 8_407, "on average YEN8,407"),
        ("The fund paid US$63 to each.", "money", 63, "US$63"),
        ("A two-day workshop was held.", "days", 2, "two-day workshop"),
        ("The eighth day of the strike.", "days", 8, "eighth day of the strike"),
        ("The 135th year of May Day.", "years", 135, "135th year"),
        ("A magnitude of 9.0 was measured.", "other", 9, "magnitude of 9.0"),
    ],
)
def test_a_figure_is_counted_with_its_own_words(sentence: str, metric: str, value: float, quote: str) -> None:
    assert [(one.metric.value, one.value, one.quote) for one in read(sentence)] == [(metric, value, quote)]


def test_a_figure_that_is_said_twice_is_counted_once() -> None:
    text = "Nine miners died. The nine miners died on Monday."
    assert [figure.value for figure in read(text)] == [9]


@pytest.mark.parametrize(
    ("sentence", "qualifier", "period"),
    [
        ("35,000 Bangladeshis die at work every year.", None, "P1Y"),
        ("More than 40 workers were injured.", "over", None),
        ("Some 51 million Thais lack it.", "some", None),
        ("About 300 workers marched.", "about", None),
    ],
)
def test_qualifier_and_rate_are_kept(sentence: str, qualifier: str | None, period: str | None) -> None:
    assert [(one.qualifier, one.period) for one in read(sentence)] == [(qualifier, period)]
