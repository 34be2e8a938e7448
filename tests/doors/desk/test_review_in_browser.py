"""Reviewing in Chromium: by keyboard, on a phone, without scripts; what was corrected by hand survives a reading."""

import pytest
from playwright.sync_api import Page as Screen

from safelamp.record.reading.models import Fact, Page
from safelamp.record.reviewing import operations
from tests.browser import Device, Scripts
from tests.people import House
from tests.record.pages import MINING, add
from tests.record.reviewing.reviewed import deaths, first_item, lost_correction_of, unsure
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(union: House, transactional_db: None) -> Page:
    """A page with a figure and a name of which the program was unsure."""
    page = add(MINING)
    Fact.objects.filter(item__page=page).update(confidence=0.9)
    Fact.objects.filter(item__page=page, metric="deaths").update(confidence=0.4)
    unsure(page, "Quetta")
    return page


def press_on(screen: Screen, words: str) -> None:
    """Walks with the Tab key to what says these words, and presses Enter."""
    for _ in range(80):
        screen.keyboard.press("Tab")
        said = screen.evaluate("document.activeElement.innerText || ''")
        if said.strip() == words:
            with screen.expect_navigation():
                screen.keyboard.press("Enter")
            return
    raise AssertionError(f"{words!r} is not reached by Tab on {screen.url}")


def test_the_queue_is_walked_by_keyboard_alone(laptop: Device, union: House, page: Page) -> None:
    screen = laptop.page("/desk/log-in/")
    log_in(screen, union.officer)
    screen.goto("/desk/record/review/")
    press_on(screen, "Begin with the first")
    assert screen.locator("mark.here").inner_text() == "At least nine miners were killed"
    press_on(screen, "Right as it stands")
    assert screen.locator("h1").inner_text() == "May this person be named?"
    screen.locator("[name=reason][value=private]").focus()
    screen.keyboard.press("Space")
    press_on(screen, "Decide")
    assert "Nothing waits" in screen.locator("main").inner_text()


def test_a_figure_corrected_by_hand_survives_a_reading_and_is_seen_in_public(
    phone: Device, union: House, page: Page
) -> None:
    screen = phone.page("/desk/log-in/")
    log_in(screen, union.focal_point)
    screen.goto("/desk/record/review/next/")
    assert screen.locator(".there").bounding_box()["y"] < screen.locator(".decide").bounding_box()["y"]  # type: ignore[index]
    screen.click("text=The words are right, but they mean something else")
    screen.fill("[name=value]", "11")
    screen.select_option("[name=qualifier]", "")
    screen.click("text=Keep what I changed")
    operations.reread(page, by=None)
    assert deaths(page).value == 11
    screen.goto(f"/record/{first_item(page).id}/")
    assert "11 deaths" in screen.locator("main").inner_text()


def test_every_page_is_usable_by_everybody(phone: Device, laptop: Device, union: House, page: Page) -> None:
    item, fact = first_item(page), deaths(page)
    person, lost = unsure(page, "Quetta"), lost_correction_of(union)
    review = "/desk/record/review/"
    paths = [review, f"{review}fact/{fact.id}/", f"{review}person/{person.id}/", f"{review}item/{item.id}/"]
    paths += [f"{review}correction/{lost.id}/", f"{review}take-downs/"]
    paths += [f"{review}item/{item.id}/{act}/" for act in ("missed", "head", "countries", "bounds", "remove", "name")]
    for device in (phone, laptop):
        screen = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(screen, union.officer)
        for path in paths:
            screen.goto(path)
            assert_accessible(screen)
        screen.goto(f"/record/{item.id}/take-down/")
        assert_accessible(screen)
    screen.set_viewport_size({"width": 320, "height": 640})
    for path in paths:
        screen.goto(path)
        assert_holds_still(screen)
