"""What the browser itself writes about open tabs: a form's words and code are not among it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright
from pytest_django.live_server_helper import LiveServer

from tests.doors.worker.pocket import Pocket
from tests.machine import CHROMIUM
from tests.people import House

STORY = "Krathongduang saw the Zylinder burst"
ANSWER = "Krathongduang asks once more"
LIST_OF_TABS = "Sessions"

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.usefixtures("transactional_db")]


def tell_and_answer(page: Page, code: str) -> str:
    """The whole way without scripts, then the code and a message; the code's digits."""
    page.goto(f"/r/{code}")
    page.click("button[value=machine]")
    page.click("button[name=kind][value=hazard]")
    page.fill("#story", STORY)
    page.click("button[value=send]")
    receipt = "".join(page.locator(".ticket .code span").all_inner_texts())
    page.click("button[value=follow]")
    page.fill("#receipt", receipt)
    page.click(".btn.main")
    page.fill("#text", ANSWER)
    page.click("button[value=reply]")
    page.wait_for_selector(".say[role=status]")
    return receipt


def test_the_list_of_open_tabs_on_the_phones_disk_holds_neither_words_nor_code(
    union: House, playwright: Playwright, live_server: LiveServer, tmp_path: Path
) -> None:
    context = playwright.chromium.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"],
        java_script_enabled=False, base_url=live_server.url,
    )  # fmt: skip
    receipt = tell_and_answer(context.pages[0], union.workplace.code)
    context.close()  # then the list is written
    kept = Pocket(playwright, tmp_path, live_server.url).bytes_on_disk
    tabs = b"".join(content for name, content in kept.items() if LIST_OF_TABS in name)
    assert b"/r/" in tabs  # it is the list of these tabs
    for words in (STORY, ANSWER, receipt):
        found = [name for name, content in kept.items() if words.encode() in content]
        assert not found, found
        assert not [name for name, content in kept.items() if words.encode("utf-16-le") in content]
