"""Names of private persons are shown nowhere, not found by search, and stay exact in the table."""

import pytest

from safelamp.engines.extraction.values import Span
from safelamp.record.reading import queries
from safelamp.record.reading.keeping import without
from safelamp.record.reading.models import Item, NamedPerson, Standing
from safelamp.record.reading.showing import (
    shown_headline,
    shown_headline_text,
    shown_quote,
    shown_teaser,
    shown_teaser_text,
)
from tests.record.pages import MINING, add

pytestmark = pytest.mark.django_db


def item_with(name: str, standing: Standing) -> Item:
    """The first item of the page, in which `name` stands for a person's name."""
    page = add(MINING)
    item = page.items.get(position=0)
    for place in (page.text.find(name, item.headline_start), page.text.find(name, item.teaser_start or 0)):
        if place >= 0:
            NamedPerson.objects.get_or_create(
                item=item, quote=name, start=place, end=place + len(name), standing=standing, confidence=0.7
            )
    return queries.items_on(page)[0]


@pytest.mark.parametrize("standing", [Standing.MASKED, Standing.UNSURE])
def test_a_withheld_name_stands_in_no_shown_text(standing: Standing) -> None:
    item = item_with("Quetta", standing)
    shown = [shown_headline_text(item), shown_teaser_text(item), *(shown_quote(item, one) for one in item.facts.all())]
    assert not [words for words in shown if "Quetta" in words]
    assert "near [name withheld], Pakistan" in shown_teaser_text(item)


@pytest.mark.parametrize("standing", [Standing.PUBLIC_OFFICE, Standing.RELEASED])
def test_a_public_office_or_a_release_shows_the_name(standing: Standing) -> None:
    assert "near Quetta, Pakistan" in shown_teaser_text(item_with("Quetta", standing))


def test_a_mark_stays_a_mark_where_a_name_is_withheld_in_it() -> None:
    item = item_with("nine miners", Standing.MASKED)
    assert [(piece.words, piece.withheld) for piece in shown_teaser(item) if piece.marked][:3] == [
        ("At least ", False), ("[name withheld]", True), (" were killed", False),
    ]  # fmt: skip
    assert [piece.words for piece in shown_headline(item)] == ["Mine collapse kills nine in Balochistan"]


def test_the_stored_words_stay_exact() -> None:
    item = item_with("Quetta", Standing.MASKED)
    assert "Quetta" in item.teaser
    assert [item.page.text[one.start : one.end] for one in item.persons.all()] == ["Quetta"]


def test_cutting_out_a_name_joins_nothing() -> None:
    text = "Yesterday Ana Torres fell."
    assert without(text, [Span(0, 26)], [Span(10, 20)]) == ["Yesterday ", " fell."]
    assert without(text, [Span(14, 26)], [Span(10, 20)]) == [" fell."]
    assert without(text, [Span(0, 26)], [Span(10, 20), Span(14, 22)]) == ["Yesterday ", "ell."]
