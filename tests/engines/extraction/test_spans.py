"""Whatever the text: every quote stands exactly where its span says."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import Figure, Item, Mention, Person
from tests.engines.extraction import layouts

PAGES = [value for name, value in vars(layouts).items() if name.isupper()]
PIECES = st.sampled_from([line + end for page in PAGES for line in page.splitlines() for end in ("\n", "\n\n", "")])


def quoted(item: Item) -> Iterator[Mention | Figure | Person]:
    yield item.headline
    yield from filter(None, (item.published, item.label, item.dateline))
    yield from (
        *item.countries,
        *item.places,
        *item.organisations,
        *item.standards,
        *item.event_dates,
        *item.figures,
        *item.persons,
    )


def assert_quotes_stand(text: str) -> None:
    for item in read_page(text).items:
        for one in quoted(item):
            assert one.quote == text[one.span.start : one.span.end]
            assert one.quote.strip()
            assert 0 <= one.confidence <= 1
        assert 0 <= item.confidence <= 1


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_random_text_is_quoted_exactly(text: str) -> None:
    assert_quotes_stand(text)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=60, deadline=None)
def test_shuffled_pages_are_quoted_exactly(text: str) -> None:
    assert_quotes_stand(text)


@pytest.mark.parametrize("page", PAGES)
def test_hard_spaces_stay_in_the_quotes(page: str) -> None:
    assert_quotes_stand(page.replace(" ", "\u00a0"))


@pytest.mark.parametrize("page", PAGES)
def test_hard_spaces_change_no_figure(page: str) -> None:
    soft, hard = read_page(page), read_page(page.replace(" ", "\u00a0"))
    assert [[one.value for one in item.figures] for item in soft.items] == [
        [one.value for one in item.figures] for item in hard.items
    ]


def test_a_very_long_line_is_read_in_time() -> None:
    assert_quotes_stand("Strike of miners\n\n" + "two hundred and five workers died in Lahore, 12 May 2024. " * 2_000)
