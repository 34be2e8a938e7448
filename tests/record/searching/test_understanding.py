"""What the words of a question name."""

# ruff: noqa: E501  # sentences and cases stand on one line

import pytest

from safelamp.record.searching.asked import Search, Understanding
from safelamp.record.searching.finding import find
from safelamp.record.searching.understanding import understood
from tests.record.pages import MINING, add


def named(words: str, **chosen: tuple[str, ...]) -> tuple[list[tuple[str, str]], str]:
    question = understood(Search(words=words, **chosen))
    return [(one.facet, one.value) for one in question.named], question.words


@pytest.mark.parametrize(
    ("words", "expected", "left"),
    [
        ("deaths in mining in Pakistan", [("metrics", "deaths"), ("sectors", "mining"), ("countries", "PK")], ""),
        ("Pakistani miners killed", [("countries", "PK"), ("sectors", "mining"), ("metrics", "deaths")], ""),
        ("injured in the garment sector of Viet Nam", [("metrics", "injuries"), ("sectors", "garment-textile"), ("countries", "VN")], ""),
        ("fire drills in Cambodia", [("countries", "KH")], "fire drills"),
        ("United States", [("countries", "US")], ""),
        ("tell us about dust", [], "tell us about dust"),
        ("US dust", [("countries", "US")], "dust"),
        ('"deaths in mining" Pakistan', [("countries", "PK")], '"deaths in mining"'),
        ("mining -Pakistan", [("sectors", "mining")], "-Pakistan"),
        ("in the", [], "in the"),
        ("", [], ""),
        ("กัมพูชา", [("countries", "KH")], ""),
    ],
)  # fmt: skip
def test_words_name_facets(words: str, expected: list[tuple[str, str]], left: str) -> None:
    assert named(words) == (expected, left)


def test_a_facet_of_which_something_was_chosen_takes_no_name_from_the_words() -> None:
    assert named("deaths in Pakistan", countries=("KH",)) == ([("metrics", "deaths")], "Pakistan")


def test_words_are_only_words_where_the_visitor_says_so() -> None:
    assert understood(Search(words="deaths in Pakistan", understanding=Understanding.WORDS)).named == ()


def test_each_name_can_be_left_out_with_its_small_words() -> None:
    question = understood(Search(words="deaths in mining in Pakistan"))
    assert [one.without for one in question.named] == [
        "in mining in Pakistan",
        "deaths in Pakistan",
        "deaths in mining",
    ]


@pytest.mark.django_db
def test_words_win_where_names_leave_nothing() -> None:
    add(MINING)
    answer = find(Search(words="agreement Togo deaths"))  # no such item by names, nor by words
    assert (answer.found.total, answer.named) == (0, ())
    add(
        "Report on Togo\n\nIn its report on deaths the ministry of another country says that the harbour was never asked."
    )
    answer = find(Search(words="deaths ministry"))
    assert answer.found.total == 1
    assert answer.named == ()
