"""Sectors and topics with the words that say so, and the lists behind them."""

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction import lexicon, subjects
from safelamp.engines.extraction.lexicon import Lexicon, rows
from safelamp.engines.extraction.number_words import Kind
from safelamp.engines.extraction.stretches import stretch_of
from safelamp.engines.extraction.values import Mention, Span

SECTORS = {
    "mining",
    "energy",
    "nuclear",
    "oil-gas",
    "garment-textile",
    "metal",
    "automotive",
    "electronics",
    "cement-materials",
    "chemical",
    "construction",
    "agriculture",
    "fishing",
    "domestic-home-work",
    "transport",
    "shipbreaking",
    "public",
    "health",
    "informal",
    "retail",
    "other",
}
TOPICS = {
    "fatality",
    "injury",
    "disease",
    "accident",
    "strike",
    "protest",
    "repression",
    "wage",
    "agreement",
    "due-diligence",
    "law-policy",
    "ratification",
    "commitment",
    "training",
    "meeting",
    "survey-report",
    "statement",
    "organizing",
    "social-protection",
    "gender",
    "child-labour",
    "forced-labour-trafficking",
    "migration",
    "pandemic",
    "disaster",
    "visit",
}
LANGUAGES = {"en", "fr", "es", "id", "ms", "pt", "vi", "th", "ja", "zh", "km", "my", "fa", "ar", "ko", "de"}
LISTS = ("sectors", "topics", "number_words", "figure_events", "figure_nouns", "figure_measures", "figure_traps")


def spans(*lines: str) -> tuple[str, list[Span]]:
    text, found = "\n".join(lines), []
    for line in lines:
        start = found[-1].end + 1 if found else 0
        found.append(Span(start, start + len(line)))
    return text, found


def codes(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.value for mention in mentions]


@pytest.mark.parametrize(
    ("language", "headline", "sector", "topic"),
    [
        ("en", "Garment workers strike over unpaid wages", "garment-textile", "strike"),
        ("en", "Nine shipbreaking workers killed in a gas explosion", "shipbreaking", "fatality"),
        ("fr", "Grève des cheminots", "transport", "strike"),
        ("fr", "Effondrement d’une mine d’or", "mining", "accident"),
        ("es", "Huelga en las minas de cobre", "mining", "strike"),
        ("es", "Capacitación para trabajadoras del hogar", "domestic-home-work", "training"),
        ("id", "Buruh garmen mogok", "garment-textile", "strike"),
        ("id", "Kecelakaan di tambang batu bara", "mining", "accident"),
        ("pt", "Greve dos metalúrgicos", "metal", "strike"),
        ("vi", "Công nhân may mặc đình công", "garment-textile", "strike"),
        ("th", "คนงานก่อสร้างเสียชีวิต", "construction", "fatality"),
        ("ja", "建設現場で事故", "construction", "accident"),
        ("zh", "煤矿爆炸", "mining", "accident"),
        ("km", "កម្មករកាត់ដេរធ្វើកូដកម្ម", "garment-textile", "strike"),
        ("my", "အထည်ချုပ် အလုပ်သမား သပိတ်", "garment-textile", "strike"),
        ("fa", "اعتصاب کارگران معدن", "mining", "strike"),
        ("ar", "إضراب عمال المناجم", "mining", "strike"),
    ],
)
def test_a_headline_names_its_sector_and_topic(language: str, headline: str, sector: str, topic: str) -> None:
    text, found = spans(headline)
    assert sector in codes(subjects.sectors(text, found, languages=(language,)))
    assert topic in codes(subjects.topics(text, found, languages=(language,)))


def test_a_subject_quotes_the_words_that_say_so() -> None:
    text, found = spans("Fire at a plant", "Two garment workers were killed.")
    [sector] = subjects.sectors(text, found, languages=("en", "en"))
    assert (sector.value, sector.quote, sector.span.of(text)) == ("garment-textile", "garment", "garment")


def test_a_hospital_where_the_injured_lie_is_no_sector_beside_the_mine() -> None:
    text, found = spans("Mine collapse", "The miners of the coal mine were taken to the hospital.")
    assert codes(subjects.sectors(text, found, languages=("en", "en"))) == ["mining"]


def test_what_the_headline_says_is_surer_than_a_word_in_passing() -> None:
    text, found = spans("Miners strike", "The strike of miners goes on.", "They had met.", "A strike is a strike.")
    by_code = {mention.value: mention.confidence for mention in subjects.topics(text, found, languages=("en",) * 4)}
    assert by_code["strike"] > 0.8
    assert by_code["strike"] > by_code.get("meeting", 0)


def test_an_item_without_any_such_word_is_a_statement_that_nobody_should_trust() -> None:
    text, found = spans("Abc", "Def ghi.")
    [topic] = subjects.topics(text, found, languages=("en", "en"))
    assert (topic.value, topic.quote) == ("statement", "Abc")
    assert topic.confidence < 0.3
    assert subjects.sectors(text, found, languages=("en", "en")) == ()


@given(st.lists(st.text(min_size=1, max_size=80).filter(lambda line: "\n" not in line), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_subjects_of_random_text_quote_exactly(lines: list[str]) -> None:
    text, found = spans(*lines)
    mentions = (*subjects.sectors(text, found), *subjects.topics(text, found))
    assert all(mention.quote == mention.span.of(text) and 0 < mention.confidence <= 1 for mention in mentions)


@pytest.mark.parametrize(("name", "closed"), [("sectors", SECTORS), ("topics", TOPICS)])
def test_the_lists_know_every_subject_and_no_other(name: str, closed: set[str]) -> None:
    assert {row.meaning.removesuffix("?") for row in rows(name)} == closed


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_list_has_three_parts_and_known_languages(name: str) -> None:
    lines = resources.files("safelamp.engines.extraction").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    told = [line for line in lines.splitlines() if line.strip() and not line.startswith("#")]
    assert [line for line in told if line.count("|") != 2 or not line.split("|")[2].strip()] == []
    assert {language for row in rows(name) for language in row.languages} <= LANGUAGES


def test_every_number_word_has_a_value_and_a_known_kind() -> None:
    kinds = set(Kind)
    wrong = [row.word for row in rows("number_words") if row.meaning not in kinds or row.word.count("=") != 1]
    assert wrong == []
    assert all(float(row.word.split("=")[1]) >= 0 for row in rows("number_words"))


def test_words_are_found_however_few_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    stretch = stretch_of("Miners and dockers strike in the mines; the mines stay closed")
    found = Lexicon(("sectors",), language="en").marks(stretch)
    assert len(found) > 2
    monkeypatch.setattr(lexicon, "MOST_REMEMBERED", 1)
    forgetful = Lexicon(("sectors",), language="en")
    assert [forgetful.marks(stretch) for _ in range(3)] == [found] * 3
