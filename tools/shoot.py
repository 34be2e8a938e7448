"""Takes the pictures of the documents: real pages of a running demonstration, at 360 x 640 and 1280 x 800."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.instance import ROOT, Instance

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SIZES = {"360": {"width": 360, "height": 640}, "1280": {"width": 1280, "height": 800}}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the size, whose browser it is (a log-in name, or nobody's), and the way to the page."""

    name: str
    size: str
    member: str
    way: Callable[[Page], None]
    language: str = "en"

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return PICTURES / f"{self.name}-{self.size}.png"


def to(address: str) -> Callable[[Page], None]:
    """The way straight to an address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


PLAN = [
    Picture("start", "1280", "", to("/")),
    Picture("worker", "360", "", to("/r/DEMO01")),
    Picture("worker-thai", "360", "", to("/r/DEMO01"), language="th"),
    Picture("record", "1280", "", to("/record/")),
    Picture("inbox", "1280", "focal-a", to("/desk/")),
    Picture("inbox", "360", "focal-a", to("/desk/")),
]


def pictures(instance: Instance) -> Iterator[Path]:
    """Takes each picture of the plan; raises where a page does not answer as it should."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PLAN:
            _take(browser, instance, picture)
            yield picture.path
        browser.close()


def _take(browser: Browser, instance: Instance, picture: Picture) -> None:
    context = browser.new_context(
        base_url=instance.address, viewport=SIZES[picture.size], locale=picture.language, color_scheme="light"
    )
    page = context.new_page()
    if picture.member:
        _log_in(page, picture.member, instance.log_ins[picture.member])
    picture.way(page)
    page.screenshot(path=picture.path)
    context.close()


def _log_in(page: Page, name: str, passphrase: str) -> None:
    page.goto("/desk/log-in/")
    page.fill("input[name=login_name]", name)
    page.fill("input[name=passphrase]", passphrase)
    page.click("button[type=submit], form button")
    page.wait_for_url("**/desk/**")
