"""From an answer at the desk to the wall and down again, in Chromium with JavaScript off; and every page looked at."""

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from safelamp.ground.releases.models import Release
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.reports.models import Report
from tests.browser import Device, Scripts
from tests.doors.desk import things
from tests.doors.worker.test_news import GATEWAY
from tests.people import House
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "I saw how the belt took the glove of somebody beside me"
WITH_A_NAME = "Mr. Somchai Jaidee told us about the belt. It has a cover now."
SAID = "A belt ran without a cover. The employer has fitted one."


def touch(page: Page, name: str, value: str) -> None:
    page.locator(f"button[name={name}][value={value}]:visible").first.click()


def told(phone: Device, union: House) -> str:
    page = phone.page(f"/r/{union.workplace.code}")
    touch(page, "hazard", "machine")
    touch(page, "kind", "hazard")
    page.fill("#story", STORY)
    touch(page, "go", "send")
    assert "Look again on" in page.locator("main").inner_text()
    return "".join(page.locator(".ticket .code span").all_inner_texts())


def followed(phone: Device, receipt: str) -> Page:
    page = phone.page("/r/")
    touch(page, "go", "follow")
    page.fill("#receipt", receipt)
    page.locator("button.main[value=check]").click()
    return page


def wall(phone: Device, union: House) -> str:
    page = phone.page(f"/r/{union.workplace.code}")
    if not page.locator("button[value=done]:visible").count():
        return ""
    touch(page, "go", "done")
    assert page.url.endswith("/r/")  # no workplace, no step in the address
    assert page.context.cookies() == []
    return page.locator("main").inner_text()


def written(desk: Page, case: Case) -> None:
    """A name in it is found; the mended words can be shown to the reporter."""
    desk.goto(f"/desk/cases/{case.id}/")
    desk.click("text=Tell everybody at the workplace")
    desk.fill("[name=text]", WITH_A_NAME)
    desk.click("text=Keep it")
    assert desk.get_by_text("“Somchai Jaidee” looks like a person's name.").is_visible()
    assert desk.get_by_role("button", name="Ask the reporters").count() == 0
    desk.click("text=Change the words")
    desk.fill("[name=text]", SAID)
    desk.select_option("[name=outcome]", "fixed")
    desk.click("text=Keep it")
    desk.click("text=Ask the reporters")
    assert desk.get_by_role("button", name="Let it out").count() == 0


def let_out(desk: Page) -> None:
    """Not before every line is ticked."""
    desk.reload()
    desk.click("text=Let it out")
    assert desk.get_by_role("alert").get_by_text("tick each line").is_visible()
    for box in desk.locator("[name=checked]").all():
        box.check()
    desk.click("text=Let it out")


def test_written_asked_let_out_read_and_taken_down_without_scripts(phone: Device, laptop: Device, union: House) -> None:
    receipt = told(phone, union)
    case = cases.open_case([Report.objects.get()], by=union.focal_point.session, title="Belt")
    desk = laptop.page("/desk/log-in/")
    log_in(desk, union.focal_point)
    written(desk, case)
    reporter = followed(phone, receipt)
    assert SAID in reporter.locator("main").inner_text()
    touch(reporter, "ready", "hang_yes")
    assert wall(phone, union) == ""
    let_out(desk)
    hangs = wall(phone, union)
    assert SAID in hangs
    assert "The employer says it is fixed" in hangs
    assert "glove" not in hangs
    desk.get_by_role("link", name="Wall sheet").click()
    assert SAID in desk.locator("main").inner_text()
    assert desk.pdf(prefer_css_page_size=True, print_background=True).count(b"/Type /Page\n") == 1
    touch(followed(phone, receipt), "ready", "hang_no")
    assert wall(phone, union) == ""
    assert not Release.objects.filter(withdrawn_on=None).exists()


def test_every_page_of_it_is_usable_by_everybody(
    phone: Device, laptop: Device, union: House, settings: Settings
) -> None:
    settings.POST_SMS = GATEWAY
    draft, release = things.wall_answer(union), things.release(union)
    at = f"/desk/workplaces/{union.workplace.id}/wall/"
    other = things.told(union)[0]
    case = cases.open_case([other], by=union.focal_point.session, title="Other")
    paths = [at, f"{at}sheet/", f"/desk/wall/{draft.id}/", f"/desk/wall/{draft.id}/words/?language=km",
             f"/desk/released/{release.id}/words/", f"/desk/cases/{case.id}/wall/"]  # fmt: skip
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(page, union.focal_point)
        for path in paths:
            page.goto(path)
            assert_accessible(page)


@pytest.mark.parametrize("language", ["en", "km", "ur"])
def test_the_workers_page_is_usable_in_every_direction(
    phone: Device, union: House, settings: Settings, language: str
) -> None:
    settings.POST_SMS = GATEWAY
    things.release(union)
    page = phone.page(f"/r/{union.workplace.code}?lang={language}", scripts=Scripts.ON)
    assert_accessible(page)
    touch(page, "go", "done")
    page.wait_for_selector("ol.wall")  # with scripts the page may go on by itself
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == language
    assert_accessible(page)


def test_the_offer_of_text_messages_is_usable(phone: Device, union: House, settings: Settings) -> None:
    settings.POST_SMS = GATEWAY
    _, receipt = things.told(union)
    page = phone.page("/r/", scripts=Scripts.ON)
    touch(page, "go", "follow")
    page.fill("#receipt", receipt)
    page.locator("button.main[value=check]").click()
    page.click("text=Tell me by SMS when there is an answer")
    assert_accessible(page)
    touch(page, "go", "news")
    assert page.locator("#number-error").is_visible()
    assert_accessible(page)
    page.fill("#number", "+66812345678")
    touch(page, "go", "news")
    assert page.get_by_text("Stop the messages").is_visible()
    assert_holds_still(page)


@pytest.mark.parametrize("language", ["en", "km", "ur"])
def test_a_full_wall_sheet_is_one_page_of_a4(laptop: Device, union: House, language: str) -> None:
    page = laptop.page("/desk/log-in/")
    log_in(page, union.officer)
    for letters, answers in ((590, 6), (120, 6)):
        things.full_wall(union, letters=letters, answers=answers)
        page.goto(f"/desk/workplaces/{union.workplace.id}/wall/sheet/?lang={language}")
        assert page.pdf(prefer_css_page_size=True, print_background=True).count(b"/Type /Page\n") == 1, letters
        assert page.locator(".wall ol li").count() >= 1
        assert page.locator(".wall .more").is_visible()
