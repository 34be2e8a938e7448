"""Words are found again where they moved to, and nowhere where nobody can tell."""

from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.extraction.values import Span
from safelamp.record.reviewing.anchors import anchor_of, place

TEXT = "Fire in a mill\n\nTwo workers died on Sunday.\n\nFire at sea\n\nTwo workers died on Monday.\n"


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_words_are_found_where_they_moved_to() -> None:
    anchor = anchor_of(TEXT, span_of("workers died on Sunday"))
    later = f"New headline of a new item\n\n{TEXT}"
    assert place(anchor, later) == span_of("workers died on Sunday", later)


def test_of_two_places_the_one_with_the_same_letters_around_is_taken() -> None:
    second = TEXT.rindex("Two")
    anchor = anchor_of(TEXT, Span(second, second + 3))
    turned = "Fire at sea\n\nTwo workers died on Monday.\n\nFire in a mill\n\nTwo workers died on Sunday.\n"
    assert place(anchor, turned) == Span(turned.index("Two"), turned.index("Two") + 3)


def test_other_line_ends_make_no_difference() -> None:
    anchor = anchor_of(TEXT, span_of("Two workers died on Sunday"))
    folded = TEXT.replace("workers died", "workers\r\ndied")
    found = place(anchor, folded)
    assert found is not None
    assert found.of(folded) == "Two workers\r\ndied on Sunday"


def test_a_short_word_in_other_company_is_not_taken_for_it() -> None:
    assert place(anchor_of(TEXT, span_of("Two")), "Two unions met yesterday in the capital.") is None


def test_words_that_are_gone_are_not_found() -> None:
    assert place(anchor_of(TEXT, span_of("Sunday")), TEXT.replace("Sunday", "Friday")) is None


@given(st.text(min_size=1, max_size=200), st.data())
def test_on_the_same_page_every_span_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert place(anchor_of(text, span), text) == span
