"""The number reader: digits of all groupings and scripts, scales, and numbers in words."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.number_reader import numbers
from safelamp.engines.extraction.stretches import stretch_of
from tests.engines.extraction import spelled

WRITERS: dict[str, Callable[[int], str]] = {
    "en": spelled.english, "fr": spelled.french, "es": spelled.spanish, "id": spelled.indonesian, "zh": spelled.chinese,
}  # fmt: skip
MOST = {"zh": 9_999}


def values(text: str, language: str = "en") -> list[float]:
    return [number.value for number in numbers(stretch_of(text), language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("67 million Bangladeshis", 67_000_000),
        ("25,000 people", 25_000),
        ("1,23,456 workers", 123_456),
        ("2 500 dockers", 2_500),
        ("1'200 nurses", 1_200),
        ("37.6 percent", 37.6),
        ("0,4 %", 0.4),
        ("3.5 lakh workers", 350_000),
        ("two crore people", 20_000_000),
        ("three hundred fifty thousand", 350_000),
        ("three hundred and fifty thousand", 350_000),
        ("one hundred and forty-six", 146),
        ("twenty-one delegates", 21),
        ("a dozen miners", 12),
        ("two dozen miners", 24),
        ("half a million people", 500_000),
        ("a hundred workers", 100),
        ("2.5m jobs", 2_500_000),
        ("$2.5m", 2_500_000),
        ("50k workers", 50_000),
        ("two and a half years", 2.5),
    ],
)
def test_a_number_is_read_in_english(text: str, expected: float) -> None:
    assert values(text)[0] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "1.200 trabajadores", 1_200),
        ("es", "mil doscientos mineros", 1_200),
        ("es", "un millón doscientos mil pesos", 1_200_000),
        ("es", "treinta y cinco obreros", 35),
        ("fr", "1 200 salariés", 1_200),
        ("fr", "quatre-vingt-deux mineurs", 82),
        ("fr", "soixante-dix-sept ouvriers", 77),
        ("fr", "2,3 milliards", 2.3e9),
        ("fr", "un demi-million de salariés", 500_000),
        ("fr", "une douzaine d'ouvriers", 12),
        ("id", "dua puluh tiga buruh", 23),
        ("id", "3,5 juta pekerja", 3_500_000),
        ("id", "seratus lima belas orang", 115),
        ("id", "setengah juta buruh", 500_000),
        ("pt", "vinte e três trabalhadores", 23),
        ("pt", "dois mil e quinhentos", 2_500),
        ("vi", "hai mươi ba công nhân", 23),
        ("vi", "1.200 công nhân", 1_200),
        ("th", "๖๐ คน", 60),
        ("th", "ยี่สิบสามคน", 23),
        ("th", "2 แสนบาท", 200_000),
        ("fa", "۵۲ کارگر", 52),
        ("fa", "بیست و پنج کارگر", 25),
        ("ar", "٣٠٠ عامل", 300),
        ("km", "១.២០០ នាក់", 1_200),
        ("my", "၃၀၀ ဦး", 300),
        ("zh", "3万2千名", 32_000),
        ("zh", "一百二十名", 120),
        ("zh", "20万元", 200_000),
        ("ja", "1万2000円", 12_000),
        ("ja", "2億1000万円", 210_000_000),
    ],
)
def test_a_number_is_read_in_its_language(language: str, text: str, expected: float) -> None:
    assert values(text, language)[0] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Once more the dos and don'ts"),
        ("en", "hundreds of workers, thousands of jobs, millions"),
        ("fr", "des centaines de salariés, des milliers"),
        ("es", "miles de trabajadores, cientos de mineros"),
        ("id", "ribuan buruh, ratusan pekerja, puluhan orang"),
        ("pt", "dos trabalhadores"),
    ],
)
def test_words_that_are_no_number_in_their_language_are_left_alone(language: str, text: str) -> None:
    assert values(text, language) == []


def test_two_numbers_in_words_stay_two() -> None:
    assert values("two workshops and four unions") == [2, 4]
    assert values("deux ateliers et quatre syndicats", "fr") == [2, 4]


@pytest.mark.parametrize("language", WRITERS)
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_what_a_writer_spells_out_is_read_back(language: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, MOST.get(language, 999_999)))
    assert values(WRITERS[language](number), language) == [number]


@given(number=st.integers(1_000, 999_999_999), mark=st.sampled_from([",", ".", " ", "\u00a0", "'"]))
def test_grouped_digits_are_read_back(number: int, mark: str) -> None:
    assert values(f"{number:,}".replace(",", mark)) == [number]


@given(number=st.integers(10_000, 999_999_999), zero=st.sampled_from("٠۰๐០၀０"))
def test_digits_of_every_script_are_read_back(number: int, zero: str) -> None:
    assert values("".join(chr(ord(zero) + int(digit)) for digit in str(number))) == [number]
