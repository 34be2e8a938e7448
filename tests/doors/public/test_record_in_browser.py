"""The public record in Chromium: usable by everybody, at every width, without scripts, from the right."""

import pytest
from playwright.sync_api import expect

from tests.browser import Device, Scripts
from tests.record.pages import ARTICLE, MINING, UNSPACED, add
from tests.screens import RIGHT_TO_LEFT, assert_accessible, assert_holds_still

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def record(transactional_db: None) -> None:
    add(MINING)
    add(ARTICLE, publisher="Inspectorate", address="https://inspectorate.example/fire")
    add(UNSPACED, publisher="News")


@pytest.mark.parametrize(
    "path", ["/record/", "/record/?q=deaths+in+mining+in+Pakistan", "/record/?q=none&since=garbage"]
)
@pytest.mark.parametrize("device", ["phone", "laptop"])
def test_the_list_is_accessible(request: pytest.FixtureRequest, device: str, path: str) -> None:
    screen: Device = request.getfixturevalue(device)
    assert_accessible(screen.page(path, scripts=Scripts.ON))


@pytest.mark.parametrize("name", ["tolls", "agreements", "map", "over-time", "about"])
def test_pages_that_collect_are_accessible(phone: Device, name: str) -> None:
    assert_accessible(phone.page(f"/record/{name}/", scripts=Scripts.ON))


def test_an_item_is_accessible(phone: Device) -> None:
    page = phone.page("/record/", scripts=Scripts.ON)
    page.click("text=Fire in a furniture factory")
    assert_accessible(page)


def test_a_visitor_finds_deaths_in_pakistan_and_lands_on_the_exact_words(phone: Device) -> None:
    page = phone.page("/record/")
    page.fill("#id_q", "deaths in mining in Pakistan")
    page.press("#id_q", "Enter")
    expect(page.locator(".read-as .chip")).to_have_count(3)
    page.click("text=at least 9 deaths")
    assert page.locator(":target mark").inner_text() == "At least nine miners were killed"


def test_choosing_a_country_keeps_the_words(laptop: Device) -> None:
    page = laptop.page("/record/?q=workers")
    page.check("label:has-text('Cambodia') input")
    page.click("text=Show these")
    expect(page.locator(".found > li")).to_have_count(1)
    assert "q=workers" in page.url


def test_nothing_slides_at_320_in_any_direction(phone: Device, right_to_left) -> None:
    for path in (
        "/record/",
        f"/record/?lang={RIGHT_TO_LEFT}",
        "/record/?lang=km&q=រោងចក្រ",
        "/record/tolls/",
        "/record/about/",
    ):
        page = phone.page(path)
        page.set_viewport_size({"width": 320, "height": 640})
        assert_holds_still(page)


def test_the_page_reads_from_the_right(phone: Device, right_to_left) -> None:
    page = phone.page(f"/record/?lang={RIGHT_TO_LEFT}")
    assert page.locator("html").get_attribute("dir") == "rtl"
