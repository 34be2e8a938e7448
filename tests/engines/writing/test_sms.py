"""Segments of text messages, against a plain reference that builds each one sign by sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.writing.sms import BASIC, EXTENDED, Coding, parts, plainer, segments

signs = st.one_of(
    st.sampled_from(sorted(BASIC | EXTENDED)),
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("ก្ကမြန😀🚧€{}"),
)
texts = st.text(signs, max_size=400)
gsm_texts = st.text(st.sampled_from(sorted(BASIC | EXTENDED)), max_size=700)


def in_seven_bits(text: str) -> bool:
    return all(sign in BASIC | EXTENDED for sign in text)


def places_by_hand(text: str, *, plain: bool) -> list[int]:
    """How many places each sign takes: septets, or bytes of UTF-16 halved."""
    if plain:
        return [2 if sign in EXTENDED else 1 for sign in text]
    return [len(sign.encode("utf-16-be")) // 2 for sign in text]


def count_by_hand(text: str) -> tuple[str, int]:
    """Fills one segment after the other, a sign at a time."""
    plain = in_seven_bits(text)
    alone, joined = (160, 153) if plain else (70, 67)
    places = places_by_hand(text, plain=plain)
    if sum(places) <= alone:
        return ("gsm" if plain else "ucs2"), 1
    filled = [0]
    for width in places:
        if filled[-1] + width > joined:
            filled.append(0)
        filled[-1] += width
    return ("gsm" if plain else "ucs2"), len(filled)


@given(st.one_of(texts, gsm_texts))
def test_alphabet_and_count_are_those_of_the_plain_reference(text: str) -> None:
    found = segments(text)
    assert (found.coding.value, found.count) == count_by_hand(text)
    assert found.places == sum(places_by_hand(text, plain=in_seven_bits(text)))


@given(st.one_of(texts, gsm_texts))
def test_the_parts_joined_again_are_the_text_and_each_fits(text: str) -> None:
    cut = list(parts(text))
    assert "".join(cut) == text
    coding = segments(text).coding
    most = coding.alone if len(cut) <= 1 else coding.joined
    assert all(sum(places_by_hand(part, plain=in_seven_bits(text))) <= most for part in cut)


@given(texts)
def test_plainer_words_never_cost_more(text: str) -> None:
    assert segments(plainer(text)).count <= segments(text).count


@pytest.mark.parametrize(
    ("text", "coding", "count"),
    [
        ("", Coding.GSM, 1),
        ("a" * 160, Coding.GSM, 1),
        ("a" * 161, Coding.GSM, 2),
        ("a" * 306, Coding.GSM, 2),
        ("a" * 307, Coding.GSM, 3),
        ("€" * 80, Coding.GSM, 1),
        ("€" * 81, Coding.GSM, 2),  # 76 fit in 153: the 77th is not torn
        ("€" * 153, Coding.GSM, 3),
        ("ก" * 70, Coding.UCS2, 1),
        ("ก" * 71, Coding.UCS2, 2),
        ("😀" * 35, Coding.UCS2, 1),
        ("😀" * 36, Coding.UCS2, 2),
        ("😀" * 67, Coding.UCS2, 3),  # 33 in 67 places: no half sign in a segment
        ("a" * 69 + "’", Coding.UCS2, 1),
        ("`", Coding.UCS2, 1),  # ASCII, and yet not in the alphabet
        ("ç", Coding.UCS2, 1),  # only the capital is
        ("Ç", Coding.GSM, 1),
    ],
)
def test_known_lengths(text: str, coding: Coding, count: int) -> None:
    found = segments(text)
    assert (found.coding, found.count) == (coding, count)


def test_a_typographic_apostrophe_is_said_plainly() -> None:
    assert plainer("Your union’s answer – read…") == "Your union's answer - read..."


def test_the_alphabet_has_its_128_places() -> None:
    assert len(BASIC) == 127  # and the escape
    assert not BASIC & EXTENDED
