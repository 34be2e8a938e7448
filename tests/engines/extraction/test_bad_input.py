"""Whatever comes in: nothing crashes, nothing is invented, every quote stands where its span says."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.reading import MOST_READ, read_page
from safelamp.engines.extraction.values import Item, Span
from tests.engines.extraction.publishers import LAYOUTS
from tests.engines.extraction.test_markup import ATOM, LISTING, RSS

PAGES = [*(layout.text for layout in LAYOUTS.values()), LISTING, RSS, ATOM]
LOGIN = (
    "Members' area\nPlease log in to continue\nUser name\nPassword\nForgot your password?\n"
    "You must be logged in to read this page.\n"
)
CAPTCHA = (
    "Just a moment...\nChecking your browser before accessing the site.\n"
    "This process is automatic. It takes up to 5 seconds.\n"
)
MARKS = st.sampled_from("<>&;[]()#*|-\n\t\r\u2028 \u00a0\u200b\u0661٫٢/.,:\"'0129A")


def spans(item: Item) -> Iterator[tuple[Span, str]]:
    singles = (item.headline, item.published, item.label, item.dateline)
    lists = (item.countries, item.places, item.organisations, item.standards, item.event_dates)
    for mention in (*filter(None, singles), *(one for each in lists for one in each)):
        yield mention.span, mention.quote
    yield from ((one.span, one.quote) for one in (*item.figures, *item.persons))


def assert_true_to(text: str) -> None:
    for item in read_page(text).items:
        for span, quote in spans(item):
            assert quote == text[span.start : span.end] != ""
        assert all(0 <= span.start < span.end <= len(text) for span in item.body)
        assert item.headline.value.strip()


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A page with stretches cut out, doubled, or overwritten with marks."""
    text = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(text) - 1, 0)))
        end = min(len(text), start + draw(st.integers(1, 200)))
        text = (
            text[:start]
            + draw(st.sampled_from([text[start:end] * 2, "", draw(st.text(MARKS, max_size=20))]))
            + text[end:]
        )
    return text


@given(damaged())
@settings(max_examples=120, deadline=None)
def test_damaged_pages_are_quoted_exactly(text: str) -> None:
    assert_true_to(text)


@given(st.text(MARKS, max_size=300), st.sampled_from(["", "<html>", "<rss><item><title>a</title>", "# "]))
@settings(max_examples=120, deadline=None)
def test_soup_of_marks_is_quoted_exactly(soup: str, opening: str) -> None:
    assert_true_to(opening + soup)


@pytest.mark.parametrize(
    "page", [LOGIN, CAPTCHA, "404\nPage not found\nThe page you look for does not exist any more.\n"]
)
def test_a_page_that_shows_nothing_gives_no_items(page: str) -> None:
    assert read_page(page).items == ()


def test_a_page_in_a_language_that_is_not_known_says_so() -> None:
    page = "Qhuw zebbo tarrak mifol gandi surpok wellat brinzo kaddu forlim " * 6
    assert read_page(page).language == "und"


@pytest.mark.parametrize(
    "line",
    [
        "12 May 2024\n",
        "Workers strike in a mine\n12 May 2024\n",
        "12/05/2024 ",
        "1 ",
        "<p>12 May 2024",
        "- ",
        "# Workers strike again\n",
    ],
)
def test_endless_repetition_is_read_in_time(line: str) -> None:
    assert_true_to(line * (100_000 // len(line)))


def test_what_stands_behind_the_end_of_a_huge_text_is_left_unread() -> None:
    page = "Strike in the mine of Lota\n\n12 May 2024\n\n" + "They struck for air and light. " * (MOST_READ // 20)
    assert max(span.end for item in read_page(page).items for span in item.body) <= MOST_READ
