"""Pages of many kinds of publisher are cut into their items, each with the date that stands by it."""

import pytest

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import PageKind, Reading
from tests.engines.extraction.layout_kind import Layout
from tests.engines.extraction.publishers import LAYOUTS

ARTICLES = {"ARTICLE_WITH_RELATED"}
HARD_SPACE = "\u00a0"


def told(reading: Reading) -> tuple[tuple[str, str | None], ...]:
    return tuple((item.headline.value, item.published.value if item.published else None) for item in reading.items)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_each_item_of_a_layout_is_found_with_its_date(layout: Layout) -> None:
    assert told(read_page(layout.text)) == layout.items


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_list_of_news_is_told_from_an_article(name: str) -> None:
    kind = read_page(LAYOUTS[name].text).kind
    assert kind is (PageKind.ARTICLE if name in ARTICLES else PageKind.LISTING)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_line_ends_of_windows_change_nothing(layout: Layout) -> None:
    assert told(read_page(layout.text.replace("\n", "\r\n"))) == layout.items


def test_the_day_of_an_event_is_told_as_an_event_and_never_as_publication() -> None:
    items = read_page(LAYOUTS["EVENTS_ONLY"].text).items
    assert [[day.value for day in item.event_dates] for item in items] == [
        ["2024-06-03"],
        ["2024-06-17"],
        ["2024-07-01/2024-07-02"],
    ]


def test_the_heading_of_an_archive_gives_its_year_and_no_item() -> None:
    text = LAYOUTS["BY_YEAR"].text
    assert {item.published.quote for item in read_page(text).items if item.published} >= {"12 May", "9 December"}


def test_what_stands_under_an_article_is_no_part_of_it() -> None:
    text = LAYOUTS["ARTICLE_WITH_RELATED"].text
    item = read_page(text).items[0]
    assert item.body[-1].of(text).endswith("all blasting for two weeks.")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("05/25/2024", "05/12/2024", "04/03/2024"), "2024-05-12"),  # 25 can only be a day
        (("25/05/2024", "12/05/2024", "03/04/2024"), "2024-05-12"),
        (("Sun, 05/12/2024 - 10:32", "Wed, 04/03/2024 - 08:00", "Tue, 03/05/2024 - 08:00"), "2024-04-03"),
        (("12/05/2024", "11/04/2024", "10/03/2024"), "2024-04-11"),  # days fall and months fall: nothing proves it
    ],
)
def test_day_and_month_in_figures_are_told_by_the_other_dates(dates: tuple[str, str, str], expected: str) -> None:
    page = "".join(
        f"Workers of mill {n} win safe stairs\n{day}\nThey asked for years.\n\n" for n, day in enumerate(dates)
    )
    second = read_page(page).items[1].published
    assert second is not None
    assert second.value == expected


def test_a_date_that_could_be_read_both_ways_says_that_it_is_unsure() -> None:
    page = "Workers of two mills win safe stairs\n05/06/2024\n" + "They had asked for them for a long time. " * 4
    published = read_page(page).items[0].published
    assert published is not None
    assert (published.value, published.confidence) == ("2024-06-05", 0.5)
