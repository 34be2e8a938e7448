"""What a message may say, in any language and any digits; nothing that comes breaks the reading."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from safelamp.doors.sms import keywords
from safelamp.doors.sms.keywords import Meaning, folded, language_of_number, meaning_of, number_of_language
from safelamp.doors.sms.scripts import language_written
from safelamp.doors.sms.understanding import digits_in, possible_codes, understood, without

CODES = [code for code, _ in settings.WORKER_LANGUAGES]


@given(st.text(max_size=300))
def test_reading_never_fails(text: str) -> None:
    read = understood(text)
    digits_in(read.text)
    for code in possible_codes(read.text):
        assert len(code) == 6
        without(read.text, code)
    meaning_of(read.text, language="th")
    assert language_written(text) in {None, *CODES}


@pytest.mark.parametrize("code", CODES)
def test_each_language_has_every_word(code: str) -> None:
    assert set(keywords._words(code).values()) == set(Meaning)


@pytest.mark.parametrize("code", CODES)
def test_yes_and_no_are_understood_in_their_own_language(code: str) -> None:
    for word, meaning in keywords._words(code).items():
        assert meaning_of(word.upper(), language=code) == (meaning, code)


def test_no_word_is_yes_in_one_language_and_no_in_another() -> None:
    """A short dialogue may be understood in another language than it is written in: never the other way round."""
    said = {(word, meaning) for code in CODES for word, meaning in keywords._words(code).items()}
    yes = {word for word, meaning in said if meaning is Meaning.YES}
    no = {word for word, meaning in said if meaning is Meaning.NO}
    stops = {word for word, meaning in said if meaning is Meaning.STOP}
    assert not yes & no
    assert not stops & (yes | no)


def test_a_vietnamese_word_that_without_its_marks_may_mean_right_or_stop_deletes_nothing() -> None:
    assert meaning_of("dừng", language="vi") == (Meaning.STOP, "vi")
    assert meaning_of("dung", language="vi") is None


def test_each_language_has_a_number_of_two_digits_of_its_own() -> None:
    assert [language_of_number(number_of_language(code)) for code in CODES] == CODES
    assert language_of_number(10) is None
    assert language_of_number(11 + len(CODES)) is None


def test_languages_near_a_country_are_ours() -> None:
    assert keywords.spoken_near("TH")[0] == "th"
    assert keywords.spoken_near("XX") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ไม่มีฝาครอบ", "th"), ("គ្មានគម្រប", "km"), ("ບໍ່ມີຝາ", "lo"), ("အဖုံးမရှိ", "my"), ("không có nắp", "vi"),
        ("機械のカバーがない", "ja"), ("没有护罩", "zh-hans"), ("Хамгаалалт байхгүй үү", "mn"), ("Нет защиты", "ru"),
        ("Немає захисту, є ризик", "uk"), ("ঢাকনা নেই", "bn"), ("ढक्कन नहीं है", "hi"), ("మూత లేదు", "te"),
        ("ڈھکن نہیں ہے", "ur"), ("پوشش ندارد چرا", "fa"), ("Պաշտպանություն չկա", "hy"), ("no guard", None),
        ("tidak ada pelindung", None), ("๑๒๓", None),
    ],
)  # fmt: skip
def test_the_script_tells_the_language(text: str, language: str | None) -> None:
    assert language_written(text) == language


def test_burmese_in_its_old_form_is_put_into_unicode() -> None:
    old = "ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး"
    assert understood(old).text == "ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး"


@pytest.mark.parametrize("text", ["k7m2pq", " K7M 2PQ ", "K7M-2PQ", "Ｋ７Ｍ２ＰＱ", "at K7M2PQ, no guard"])
def test_a_code_is_found_however_it_is_typed(text: str) -> None:
    assert "K7M2PQ" in possible_codes(text)


def test_a_word_is_folded_with_what_stands_around_it() -> None:
    assert folded(" Yes! ") == folded("YES.") == "yes"
