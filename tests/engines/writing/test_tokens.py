"""Search tokens: words where words are spaced, pairs of letters where they are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.writing.tokens import LONGEST_TOKEN, tokens

SEARCHABLE = {"Mn", "Mc"}


@given(st.text())
def test_tokens_hold_only_letters_marks_and_digits(text: str) -> None:
    for token in tokens(text):
        assert 0 < len(token) <= LONGEST_TOKEN
        assert all(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) in SEARCHABLE for sign in token)


@given(st.text(), st.text())
def test_a_text_holds_the_tokens_of_its_halves(first: str, second: str) -> None:
    assert set(tokens(first)) | set(tokens(second)) == set(tokens(f"{first} {second}"))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("อุบัติเหตุในโรงงานทำให้คนงานเสียชีวิต", "คนงาน"),
        ("គ្រោះថ្នាក់ការងារនៅរោងចក្រ", "រោងចក្រ"),
        ("建設現場で作業員が死亡した", "作業員"),
        ("ကျန်းမာရေးနှင့်ဘေးကင်းရေး", "ဘေးကင်းရေး"),
        ("ອຸບັດຕິເຫດໃນໂຮງງານ", "ໂຮງງານ"),
    ],
)
def test_a_word_is_found_inside_a_sentence_without_spaces(sentence: str, word: str) -> None:
    assert set(tokens(word)) <= set(tokens(sentence))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("miners", "Miner"),
        ("fatalities", "FATALITY"),
        ("workers’", "worker"),
        ("l'accident", "accident"),
        ("๒๕๖๗", "2567"),
        ("۱۴۰۳", "1403"),
        ("ＩＬＯ", "ilo"),
        ("می‌شود", "میشود"),
    ],
)
def test_forms_of_one_word_are_one_token(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize("short", ["gas", "bus", "class", "2021"])
def test_a_word_that_only_looks_like_a_plural_keeps_its_ending(short: str) -> None:
    assert tokens(short) == [short]


@pytest.mark.parametrize("nothing", ["", "  ", '";--', "()*^:", "\x00", "…"])
def test_signs_alone_give_no_token(nothing: str) -> None:
    assert tokens(nothing) == []
