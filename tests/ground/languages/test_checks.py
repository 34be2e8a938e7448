"""What would break a screen, or promise too much, is refused with words that say what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.languages.checks import PLACEHOLDER, faults, tidied
from safelamp.ground.languages.sentences import Sentence, shipped


def sentence(source: str, *, plural: str = "", forms: int = 1) -> Sentence:
    return Sentence("", source, plural, ("",) * forms, is_draft=True, files=())


@pytest.mark.parametrize(
    ("source", "said", "why"),
    [
        ("We come on {day}.", "យើងមក", "{day}"),
        ("We come on {day}.", "យើងមក {day} {day}", "Take it away"),
        ("%(count)d reports", "របាយការណ៍ %(cout)d", "%(count)d"),
        ("Half", "៥០%", "per cent"),
        ("Half", "ពាក់ { កណ្តាល", "curly"),
        ("Fixed", "<b>ដោះស្រាយ</b>", "HTML"),
        ("Fixed", '<img src=x onerror="x">', "HTML"),
        ("Fixed", 'ដោះ" onclick="x', "quotation"),
        ("Fixed", "a & b", "&"),
        ('See <a href="%(address)s">it</a>.', "មើល <a href='%(address)s'>វា</a>", "exactly"),
        ('See <a href="%(address)s">it</a>.', "មើល %(address)s", "exactly"),
        ("Fixed", "ដោះស្រាយ" * 40, "too long"),
        ("Fixed", "អនាមិក", "promises too much"),
        ("Fixed", "ដោះស្រាយ!", "exclamation"),
        ("Fixed", "แก้แล้ว", "another language"),
        ("Fixed", "ដោះ\u202eស្រាយ", "cannot be shown"),
        ("Fixed", "ដោះ\x00ស្រាយ", "cannot be shown"),
        ("Fixed", "", "none may stay empty"),
    ],
)
def test_what_breaks_a_screen_is_refused(source: str, said: str, why: str) -> None:
    found = faults(sentence(source), [said], language="km")
    assert any(why in each for each in found), found


def test_every_plural_form_has_words() -> None:
    assert faults(sentence("one", plural="many", forms=2), ["មួយ"], language="km")
    assert faults(sentence("one", plural="many", forms=2), ["មួយ", "ច្រើន"], language="km") == []


@pytest.mark.parametrize("language", ["th", "km"])
def test_everything_that_ships_would_be_kept(language: str) -> None:
    wrong = {
        each.source: found
        for each in shipped(language).values()
        if (found := faults(each, each.shipped, language=language))
    }
    assert wrong == {}


def test_words_are_tidied_as_unicode_wants_them() -> None:
    assert tidied("\ufeff e\u0301\u00a0 a\r\n") == "é a"
    assert tidied("ក\u200bខ") == "ក\u200bខ"  # a place where a line may break


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidied(tidied(text)) == tidied(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_passes_never_brings_markup_or_another_value(text: str) -> None:
    said = tidied(text)
    if faults(sentence("Fixed"), [said], language="km") == []:
        assert not set('<>&"%{}!') & set(said)
        assert not PLACEHOLDER.findall(said)
