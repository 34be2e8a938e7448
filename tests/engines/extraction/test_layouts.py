"""Unseen layouts and languages are cut into the right items, with their dates."""

import pytest

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import PageKind
from tests.engines.extraction import layouts

DATES = {
    "DATE_OVER_HEADLINE": ["2024-05-12", "2024-05-03", "2024-04-28"],
    "FRENCH": ["2025-02-17", "2025-02-03", "2025-01-21"],
    "SPANISH": ["2024-03-05", "2024-02-28", "2024-02-12"],
    "DATE_BEFORE_HEADLINE": ["2024-05-02", "2024-04-19", "2024-04-02", "2024-03-11"],
    "DATE_BEHIND_HEADLINE": ["2024-05-02", "2024-04-19", "2024-04-02"],
    "WITHOUT_DATES": [None] * 4,
    "INDONESIAN": ["2023-12-25", "2023-11-30"],
    "THAI": ["2024-01-18", "2024-01-05", "2024-01-02"],
    "JAPANESE": ["2024-05-10", "2024-04-22"],
    "PERSIAN": ["2024-09-22", "2024-09-05"],
    "ARTICLE": ["2024-06-14"],
}
FIRST_HEADLINES = {
    "DATE_OVER_HEADLINE": "Explosion at fireworks plant kills nine",
    "FRENCH": "Effondrement d'une mine au Mali : au moins 48 morts",
    "SPANISH": "Tres mineros mueren tras derrumbe en Coahuila",
    "DATE_BEFORE_HEADLINE": "Garment workers in Dhaka win fire safety training",
    "DATE_BEHIND_HEADLINE": "Garment workers in Dhaka win fire safety training",
    "WITHOUT_DATES": "Miners trapped in Hwange rescued after two days",
    "INDONESIAN": "Ledakan tungku smelter di Morowali, 21 pekerja tewas",
    "THAI": "โรงงานพลุระเบิดที่สุพรรณบุรี คนงานเสียชีวิต 23 คน",
    "JAPANESE": "建設現場で足場が崩れ作業員3人死亡 東京都",
    "PERSIAN": "انفجار در معدن زغال‌سنگ طبس",
    "ARTICLE": "Fire in Karachi garment factory kills two",
}
LANGUAGES = {"FRENCH": "fr", "SPANISH": "es", "INDONESIAN": "id", "THAI": "th", "JAPANESE": "ja", "PERSIAN": "fa"}
TOTALS = {"FRENCH": 27, "SPANISH": 112, "INDONESIAN": 38, "WITHOUT_DATES": None, "ARTICLE": None}
FIRST_COUNTRIES = {
    "DATE_OVER_HEADLINE": ["IN"],
    "FRENCH": ["ML"],
    "SPANISH": ["MX"],
    "DATE_BEHIND_HEADLINE": ["BD"],
    "WITHOUT_DATES": ["ZW"],
    "INDONESIAN": ["ID"],
    "JAPANESE": ["JP"],
    "PERSIAN": ["IR"],
    "ARTICLE": ["PK"],
}
FIRST_DEATHS = {
    "DATE_OVER_HEADLINE": (9, "At least nine workers were killed"),
    "SPANISH": (3, "Tres mineros murieron"),
    "INDONESIAN": (21, "21 pekerja tewas"),
    "THAI": (23, "ผู้เสียชีวิต 23 คน"),
    "JAPANESE": (3, "3人が死亡"),
    "PERSIAN": (52, "دست‌کم ۵۲ کارگر کشته"),
    "ARTICLE": (2, "Two workers, including a 19-year-old helper, were killed"),
}


@pytest.mark.parametrize(("name", "expected"), DATES.items())
def test_each_item_has_the_date_that_the_page_prints(name: str, expected: list[str | None]) -> None:
    items = read_page(getattr(layouts, name)).items
    assert [item.published and item.published.value for item in items] == expected


@pytest.mark.parametrize(("name", "expected"), FIRST_HEADLINES.items())
def test_the_first_headline_is_told_from_menu_and_date(name: str, expected: str) -> None:
    assert read_page(getattr(layouts, name)).items[0].headline.quote == expected


@pytest.mark.parametrize(("name", "expected"), LANGUAGES.items())
def test_the_language_is_recognised(name: str, expected: str) -> None:
    assert read_page(getattr(layouts, name)).language == expected


@pytest.mark.parametrize(("name", "expected"), TOTALS.items())
def test_the_page_says_how_many_results_there_are(name: str, expected: int | None) -> None:
    assert read_page(getattr(layouts, name)).listing_total == expected


@pytest.mark.parametrize(("name", "expected"), FIRST_COUNTRIES.items())
def test_the_first_item_is_placed_in_its_country(name: str, expected: list[str]) -> None:
    assert [mention.value for mention in read_page(getattr(layouts, name)).items[0].countries] == expected


@pytest.mark.parametrize(("name", "expected"), FIRST_DEATHS.items())
def test_the_dead_of_the_first_item_are_counted_in_its_own_words(name: str, expected: tuple[int, str]) -> None:
    figures = read_page(getattr(layouts, name)).items[0].figures
    assert next((figure.value, figure.quote) for figure in figures if figure.metric == "deaths") == expected


@pytest.mark.parametrize("name", [name for name in DATES if name != "ARTICLE"])
def test_a_list_is_not_taken_for_an_article(name: str) -> None:
    assert read_page(getattr(layouts, name)).kind is PageKind.LISTING


def test_an_article_is_one_item_with_all_its_text() -> None:
    reading = read_page(layouts.ARTICLE)
    assert reading.kind is PageKind.ARTICLE
    assert reading.items[0].body[-1].of(layouts.ARTICLE).endswith("no licence since 2019.")


def test_the_place_that_opens_an_article_is_its_dateline_and_no_part_of_its_text() -> None:
    item = read_page(layouts.ARTICLE).items[0]
    assert item.dateline is not None
    assert (item.dateline.quote, item.summary[:11]) == ("Karachi", "Two workers")


def test_an_invitation_to_read_on_is_no_label() -> None:
    assert {item.label for item in read_page(layouts.FRENCH).items} == {None}


def test_labels_over_headlines_are_kept() -> None:
    labels = [item.label and item.label.quote for item in read_page(layouts.SPANISH).items]
    assert labels == ["Comunicado de prensa", "Comunicado de prensa", "Noticia"]


@pytest.mark.parametrize("text", ["", "\n\n", "Home\nMenu\nSearch\n", "12", "🙂"])
def test_a_page_without_news_has_no_items(text: str) -> None:
    assert read_page(text).items == ()


def test_a_date_in_a_sentence_is_never_a_publication_date() -> None:
    page = "Miners remember their dead\n\n" + "21 May 2024 was a dark day for the miners of Quetta. " * 4
    assert read_page(page).items[0].published is None


def test_hours_ago_give_no_date() -> None:
    page = "".join(
        f"Workers of factory {name} win safe exits\n6 hours ago\n{'They got them. ' * 9}\n" for name in "ABC"
    )
    assert [item.published for item in read_page(page).items] == [None] * 3
