"""What of a page may be shown in public: never the whole of it."""

import pytest

from safelamp.record.reading import queries
from safelamp.record.reading.showing import LONGEST_TEASER, shown_headline, shown_teaser
from tests.record.pages import ARTICLE, MINING, add

pytestmark = pytest.mark.django_db


def marked(pieces) -> list[str]:
    return [piece.words for piece in pieces if piece.marked]


def test_the_words_of_facts_are_marked_in_the_teaser() -> None:
    item = queries.items_on(add(MINING))[0]
    assert marked(shown_teaser(item)) == ["At least nine miners were killed", "10 May", "Convention No. 176"]


def test_the_pieces_joined_are_the_text() -> None:
    for item in queries.items_on(add(MINING)):
        assert "".join(piece.words for piece in shown_headline(item)) == item.headline
        assert "".join(piece.words for piece in shown_teaser(item)).startswith(item.teaser)


def test_an_article_shows_its_first_paragraph_only() -> None:
    item = queries.items_on(add(ARTICLE))[0]
    assert "doors were locked" not in item.teaser
    assert item.teaser.startswith("Two workers died")


def test_a_long_paragraph_is_cut_at_a_word_and_says_that_it_goes_on() -> None:
    item = queries.items_on(add("Long story of a short shift\n\n" + "They worked on and on in the heat " * 90))[0]
    assert len(item.teaser) <= LONGEST_TEASER
    assert item.page.text[item.teaser_start + len(item.teaser)] == " "
    assert shown_teaser(item)[-1].words == "…"
