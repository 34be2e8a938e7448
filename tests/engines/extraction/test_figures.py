"""Figures with their words, qualifiers and rates; and what only looks like a figure."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.figures import figures
from safelamp.engines.extraction.values import Figure, Span
from tests.engines.extraction.test_figure_sentences import ENGLISH, FRENCH, INDONESIAN, OTHERS, SPANISH

LANGUAGES = ("en", "fr", "es", "id", "pt", "vi", "th", "ja", "zh", "fa", "ar", "km", "my", "ru")
SENTENCES = [case[0] for case in (*ENGLISH, *FRENCH, *SPANISH, *INDONESIAN)] + [case[1] for case in OTHERS]


def read(sentence: str, language: str = "en") -> list[Figure]:
    return list(figures(sentence, [Span(0, len(sentence))], languages=(language,)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Yard no. 56 was closed.",
        "The shift begins at 6:30 and ends at 3 p.m. sharp.",
        "Convention No. 155 and Recommendation 164 apply.",
        "Conventions 87 and 98 protect them.",
        "The Hong Kong Convention enters into force.",
        "The G20 and Convention No. 190 are on page 3 of 10.",
        "Rahim, 34, worked there.",
        "A 19-year-old helper was taken home.",
        "It has been so since 2019.",
        "They met on 19 June and again from 9-10 January 2026.",
        "Article 13 of the law protects them.",
        "One of them said so.",
        "Two-thirds of the roof fell.",
        "One in five workers lacks cover.",
        "COVID-19 spread.",
        "Hundreds of workers came, and at one point thousands.",
        "Call 020 7946 0958 or write to 12 Main Street, Springfield 62704.",
        "Boeing 737 crews met in Room 12.",
        "If a worker is killed, the employer must pay.",
        "It happened two years ago, and again in the last six months.",
        "1 2 3 Next",
        "5 min read | 12 comments",
        "1. First of all, safety.",
    ],
)
def test_what_only_looks_like_a_number_is_no_figure(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "L’article 15 de la loi n° 2018-35 et la convention 190."),
        ("fr", "Une réunion s’est tenue les 13 et 14 mars derniers à 15 heures."),
        ("fr", "Une ouvrière de 29 ans travaille ici."),
        ("es", "El artículo 12 de la Ley 29783 y el Convenio 190, de 2019."),
        ("es", "Fue hace dos años, a las 15 horas."),
        ("id", "Ali (34) dan Budi (27 tahun) selamat pada pukul 08.30 WIB."),
        ("id", "UU No. 13 Tahun 2003 Pasal 88 ayat 2."),
        ("pt", "O artigo 7 da Lei 8.213 e a Convenção 190."),
        ("th", "มาตรา 23 ของกฎหมาย อายุ 34 ปี"),
        ("ja", "田中さん(45歳)は午前9時に第12条を読んだ。"),
        ("zh", "第十二条规定。"),
        ("fa", "ساعت نه بامداد روز ۲۸ آذرماه"),
    ],
)
def test_traps_of_other_languages_are_no_figures(language: str, sentence: str) -> None:
    assert read(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "quote"),
    [
        ("At least 208 workers were killed on the job.", "deaths", 208, "At least 208 workers were killed"),
        ("The blast killed 14 miners.", "deaths", 14, "killed 14 miners"),
        ("25,000 people died or disappeared that day.", "deaths", 25_000, "25,000 people died or disappeared"),
        ("It was the 14th fatality in the yards.", "deaths", 14, "14th fatality"),
        ("A miner was killed in Dukki.", "deaths", 1, "A miner was killed"),
        ("Two men, aged 20 and 30, were killed.", "deaths", 2, "Two men, aged 20 and 30, were killed"),
        ("8 million are injured.", "injuries", 8_000_000, "8 million are injured"),
        ("4,800 miners have been on strike.", "strikers", 4_800, "4,800 miners have been on strike"),
        ("It met 60 trade union representatives.", "participants", 60, "60 trade union representatives"),
        ("The plant employs 1,200 workers, who went on strike.", "workers", 1_200, "1,200 workers"),
        ("They came from four trade unions.", "unions", 4, "four trade unions"),
        ("Thailand ratified two core ILO OSH conventions.", "conventions", 2, "two core ILO OSH conventions"),
        ("The union represents 50 million workers.", "members-represented", 50_000_000, "50 million workers"),
        ("A joint statement by 15 organisations.", "signatories", 15, "15 organisations"),
        ("Exports fell 55 percent.", "percent", 55, "55 percent"),
        ("They won a wage increase of on average YEN8,407 a month.", "wage-increase", 8_407, "on average YEN8,407"),
        ("The fund paid US$63 to each.", "money", 63, "US$63"),
        ("A two-day workshop was held.", "days", 2, "two-day workshop"),
        ("The eighth day of the strike.", "days", 8, "eighth day of the strike"),
        ("The 135th year of May Day.", "years", 135, "135th year"),
        ("A magnitude of 9.0 was measured.", "other", 9, "magnitude of 9.0"),
    ],
)
def test_a_figure_is_counted_with_its_own_words(sentence: str, metric: str, value: float, quote: str) -> None:
    assert [(one.metric.value, one.value, one.quote) for one in read(sentence)] == [(metric, value, quote)]


def test_a_figure_that_is_said_twice_is_counted_once_in_its_richer_words() -> None:
    text = "Nine miners died. The nine miners died on Monday at Dukki, and nine workers mourn."
    assert [(figure.value, figure.quote) for figure in read(text)] == [(9, "Nine miners died")]


def test_of_a_headline_and_a_text_the_stronger_metric_stays() -> None:
    headline, body = "Three workers at Gadani", "Three workers were killed."
    found = figures(f"{headline}\n{body}", [Span(0, len(headline)), Span(len(headline) + 1, len(headline + body) + 1)])
    assert [(figure.metric.value, figure.quote) for figure in found] == [("deaths", "Three workers were killed")]


@pytest.mark.parametrize(
    ("language", "sentence", "qualifier", "period"),
    [
        ("en", "35,000 Bangladeshis die at work every year.", None, "P1Y"),
        ("en", "More than 40 workers were injured.", "over", None),
        ("en", "Some 51 million Thais lack it.", "some", None),
        ("en", "About 300 workers marched.", "about", None),
        ("en", "In 2020 at least 208 workers were killed.", "at least", "2020-01-01/2020-12-31"),
        ("fr", "Au moins 12 mineurs sont morts.", "at least", None),
        ("fr", "2 personnes décèdent chaque jour.", None, "P1D"),
        ("es", "Más de 300 trabajadores marcharon.", "over", None),
        ("id", "Sekitar 300 buruh mogok.", "about", None),
        ("th", "คนงานกว่า 400 คนนัดหยุดงาน", "over", None),
        ("zh", "至少12人死亡。", "at least", None),
        ("fa", "حدود ۳۰۰ کارگر اعتصاب کردند.", "about", None),
    ],
)
def test_qualifier_and_rate_are_kept(language: str, sentence: str, qualifier: str | None, period: str | None) -> None:
    assert [(one.qualifier, one.period) for one in read(sentence, language)] == [(qualifier, period)]


@pytest.mark.parametrize(
    ("language", "sentence", "unit"),
    [
        ("en", "Wages rise by US$20 a month.", "USD/month"),
        ("id", "Upah naik Rp 150 ribu per bulan.", "IDR/month"),
        ("en", "The pit is 300 metres deep.", "m"),
        ("fr", "Le débrayage a duré trois heures.", "hours"),
        ("es", "La multa es de 20.000 soles.", "PEN"),
        ("th", "ค่าปรับ 2 ล้านบาท", "THB"),
    ],
)
def test_what_is_measured_has_a_unit(language: str, sentence: str, unit: str) -> None:
    assert [one.unit for one in read(sentence, language)] == [unit]


def test_both_ends_of_a_range_take_the_scale_and_the_noun() -> None:
    found = read("Losses are US$5-10 million, and 20 to 30 workers are laid off.")
    assert [(one.metric.value, one.value) for one in found] == [
        ("money", 5_000_000), ("money", 10_000_000), ("workers", 20), ("workers", 30),
    ]  # fmt: skip


def test_a_word_far_away_gives_less_confidence_than_one_beside_the_number() -> None:
    [near], [far] = read("Fourteen miners died."), read("The death toll, officials told reporters, rose to 14.")
    assert far.confidence < near.confidence


@pytest.mark.parametrize(
    "unit", ["two workers died in Lahore 12 ", "12 workers and ", "killed 3 ", "a worker ", "一百名 "]
)
def test_a_line_that_never_ends_is_read_in_time(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    started = time.process_time()
    assert len(read(line)) <= 400
    assert time.process_time() - started < 5


@given(text=st.text(max_size=400), language=st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_random_text_is_quoted_exactly(text: str, language: str) -> None:
    for figure in read(text, language) if text else []:
        assert figure.quote == figure.span.of(text)
        assert 0 < figure.confidence <= 1


@given(st.lists(st.sampled_from(SENTENCES), max_size=4), st.sampled_from(LANGUAGES), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_sentences_cut_and_in_the_wrong_language_are_quoted_exactly(cut: list[str], language: str, place: int) -> None:
    text = " ".join(cut)[place:]
    for figure in read(text, language) if text else []:
        assert figure.quote == figure.span.of(text)
        assert figure.span.end <= len(text)
