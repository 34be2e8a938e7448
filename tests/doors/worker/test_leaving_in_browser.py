"""Leave quickly, Back and Reload in a real browser: neither words nor code come up again."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page

from safelamp.ground.organisations import operations as organisations
from safelamp.loop.reports.models import Report
from tests.browser import Device, Scripts
from tests.doors.worker.pocket import wait_until
from tests.people import House

STORY = "Krathongduang saw it"


def to_the_words(page: Page) -> None:
    page.click("button[value=machine]")
    page.click("button[value=hazard]")
    page.fill("#story", STORY)


def back(page: Page) -> None:
    """The browser's own button; a page that only a form can bring back fails, which is what we want."""
    with suppress(Error):  # net::ERR_CACHE_MISS
        page.go_back(timeout=5_000)
    page.wait_for_load_state()


def forward(page: Page) -> None:
    """The other button, touched again while the browser is still putting its own error page there."""
    for _ in range(20):
        with suppress(Error):
            page.go_forward()
            return
        page.wait_for_load_state()
    raise AssertionError("the browser never went forward")


def seen(page: Page) -> str:
    """All that stands on the page, also in its fields; the browser may just be putting its own error page there."""
    for _ in range(20):
        with suppress(Error):
            fields = page.eval_on_selector_all("input,textarea", "each => each.map(one => one.value).join(' ')")
            return f"{page.content()} {fields}"
        page.wait_for_load_state()
    raise AssertionError("the page never came to rest")


@pytest.mark.slow
@pytest.mark.parametrize("scripts", Scripts)
def test_after_leaving_back_shows_no_word(
    transactional_db: None, union: House, phone: Device, scripts: Scripts
) -> None:
    page = phone.page(f"/r/{union.workplace.code}", scripts=scripts)
    to_the_words(page)
    page.click(".end")
    page.wait_for_url("**/r/calendar/")
    back(page)
    assert STORY not in seen(page)


@pytest.mark.slow
def test_back_and_reload_never_show_the_code_again(transactional_db: None, union: House, phone: Device) -> None:
    page = phone.page(f"/r/{union.workplace.code}", scripts=Scripts.ON)
    to_the_words(page)
    page.click("button[value=send]")
    code = page.locator(".ticket .code").inner_text()
    page.reload()
    assert page.url.endswith("/r/")
    assert code not in seen(page)
    assert page.locator(".tiles").is_visible()  # a fresh first screen: no form was sent again
    back(page)
    forward(page)
    assert code not in seen(page)
    wait_until(lambda: Report.objects.count() == 1)  # the phone sends what a reload cut off


@pytest.mark.slow
def test_leave_empties_what_this_browser_kept(transactional_db: None, union: House, phone: Device) -> None:
    page = phone.page(f"/r/{union.workplace.code}", scripts=Scripts.ON)
    page.evaluate("localStorage.setItem('kept', 'words')")
    page.click(".end")
    page.wait_for_url("**/r/calendar/")
    assert page.evaluate("localStorage.getItem('kept')") is None


@pytest.mark.slow
def test_the_page_that_the_organisation_chose_takes_the_place_of_ours(
    transactional_db: None, union: House, phone: Device
) -> None:
    organisations.choose_leave_address(union.organisation, address="https://example.org/news", by=union.officer.member)
    page = phone.page(f"/r/{union.workplace.code}", scripts=Scripts.ON)
    page.route("https://example.org/*", lambda route: route.fulfill(body="<title>News</title>news"))
    page.click(".end")
    page.wait_for_url("https://example.org/news")
    page.go_back()
    assert page.url.endswith(f"/r/{union.workplace.code}")  # not our dull page: it was replaced


@pytest.mark.slow
def test_logging_out_empties_storage_and_cookies(transactional_db: None, union: House, laptop: Device) -> None:
    page = laptop.page("/desk/log-in/", scripts=Scripts.ON)
    page.fill("[name=login_name]", union.officer.member.login_name)
    page.fill("[name=passphrase]", union.officer.passphrase)
    page.click(".btn.main")
    page.wait_for_url("**/desk/inbox/")
    page.evaluate("localStorage.setItem('kept', 'words')")
    assert page.context.cookies()
    page.click(".leave button")
    page.wait_for_load_state()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.getItem('kept')") is None
    back(page)
    assert "/log-in/" in page.url or union.officer.member.login_name not in seen(page)
