"""Short pages: an item or two, pairs without dates, digests of one accident a paragraph."""

import pytest

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import PageKind
from tests.engines.extraction import short_pages

SURE_FROM = 0.65  # below, a reading waits in the review queue


def told(text: str) -> list[tuple[str, str | None]]:
    return [(item.headline.value, item.published.value if item.published else None) for item in read_page(text).items]


@pytest.mark.parametrize(("text", "items"), short_pages.DATED.values(), ids=short_pages.DATED)
def test_the_line_without_a_full_stop_is_the_headline_of_the_date_beside_it(
    text: str, items: list[tuple[str, str]]
) -> None:
    assert told(text) == items
    assert all(item.body for item in read_page(text).items)


@pytest.mark.parametrize(("text", "headline"), short_pages.NOTICES.values(), ids=short_pages.NOTICES)
def test_a_headline_and_a_sentence_are_a_short_article_that_waits_for_a_person(text: str, headline: str) -> None:
    reading = read_page(text)
    assert (reading.kind, told(text)) == (PageKind.ARTICLE, [(headline, None)])
    assert reading.items[0].summary
    assert reading.items[0].confidence < SURE_FROM


@pytest.mark.parametrize(("text", "headlines"), short_pages.PAIRS.values(), ids=short_pages.PAIRS)
def test_pairs_of_headline_and_paragraph_are_a_listing_that_waits_for_a_person(text: str, headlines: list[str]) -> None:
    reading = read_page(text)
    assert (reading.kind, told(text)) == (PageKind.LISTING, [(headline, None) for headline in headlines])
    assert all(item.confidence < SURE_FROM and item.body for item in reading.items)


@pytest.mark.parametrize(("text", "headlines"), short_pages.DIGESTS.values(), ids=short_pages.DIGESTS)
def test_paragraphs_that_begin_alike_are_an_item_each(text: str, headlines: list[str]) -> None:
    reading = read_page(text)
    assert [item.headline.value for item in reading.items] == headlines
    assert all(item.confidence < SURE_FROM for item in reading.items)


@pytest.mark.parametrize("text", short_pages.ARTICLES.values(), ids=short_pages.ARTICLES)
def test_an_article_stays_one_item(text: str) -> None:
    reading = read_page(text)
    assert (reading.kind, len(reading.items)) == (PageKind.ARTICLE, 1)
    assert reading.items[0].headline.value == text.split("\n", 1)[0]


def test_the_place_that_opens_a_digests_paragraph_in_bold_is_read() -> None:
    text, _ = short_pages.DIGESTS["bold place"]
    assert [[mention.value for mention in item.countries] for item in read_page(text).items] == [["PK"], ["PK"], ["TG"]]


@pytest.mark.parametrize("text", short_pages.NO_NEWS.values(), ids=short_pages.NO_NEWS)
def test_forms_and_menus_give_no_short_article(text: str) -> None:
    assert read_page(text).items == ()
