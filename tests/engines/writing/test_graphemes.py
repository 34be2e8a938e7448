"""Grapheme clusters keep together what a reader calls one letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.writing.graphemes import clusters


@given(st.text())
def test_clusters_joined_again_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(st.text())
def test_no_cluster_is_empty(text: str) -> None:
    assert all(clusters(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("กำลัง", ["กำ", "ลั", "ง"]),
        ("កម្ពុជា", ["ក", "ម្ពុ", "ជា"]),
        ("မြန်မာ", ["မြ", "န်", "မာ"]),
        ("ລາວ", ["ລ", "າ", "ວ"]),
        ("e\u0301te", ["e\u0301", "t", "e"]),
        ("🇹🇭🇰🇭", ["🇹🇭", "🇰🇭"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
    ],
)
def test_marks_and_stacked_consonants_stay_with_their_letter(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected
