"""Takes the pictures of the documents: real pages of a running demonstration, at 360 x 640 and 1280 x 800."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.instance import ROOT, Instance

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LOOKS, BETWEEN = 120, 5_000  # milliseconds: alerts on counts are found while the doors are open
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


def to(address: str, *then: str) -> Callable[[Page], None]:
    """The way to an address, and from there by touching what the selectors name, one after the other."""

    def go(page: Page) -> None:
        answer = page.goto(address)
        if answer is None or not answer.ok:
            raise SystemExit(f"{address} does not answer as it should: {answer.status if answer else 'no answer'}")
        for selector in then:
            with page.expect_navigation():
                page.locator(selector).first.click()

    return go


def once_there(address: str, selector: str, *then: str) -> Callable[[Page], None]:
    """The way to a page that shows what the demonstration finds only after a while, and on from there."""

    def go(page: Page) -> None:
        for _look in range(LOOKS):
            to(address)(page)
            if page.locator(selector).count():
                break
            page.wait_for_timeout(BETWEEN)
        to(address, *then)(page)

    return go


_FOCAL_POINT = "focal-a"
_OFFICER = "officer-a"
_CASE = "main a:has-text('Press runs without a guard')"  # of the demonstration's script
_MINE = "table.rows a:has-text('Mine')"
_TELL = ("button[name=hazard][value=machine]", "button[name=kind][value=hazard]", "button[name=go][value=send]")
PLAN = [
    Picture("start", "1280", "", to("/")),
    Picture("start", "360", "", to("/")),
    Picture("worker", "360", "", to("/r/DEMO01")),
    Picture("worker-thai", "360", "", to("/r/DEMO01"), language="th"),
    Picture("worker-khmer", "360", "", to("/r/DEMO01"), language="km"),
    Picture("receipt", "360", "", to("/r/DEMO01", *_TELL)),
    Picture("record", "1280", "", to("/record/?q=deaths+in+mining+in+Pakistan")),
    Picture("tolls", "1280", "", to("/record/tolls/")),
    Picture("map", "1280", "", to("/record/map/")),
    Picture("review", "1280", "officer-federation", to("/desk/record/review/")),
    Picture("promises", "1280", "officer-federation", to("/desk/followed/")),
    Picture("inbox", "1280", _FOCAL_POINT, to("/desk/inbox/")),
    Picture("inbox", "360", _FOCAL_POINT, to("/desk/inbox/")),
    Picture("case", "1280", _FOCAL_POINT, to("/desk/cases/", _CASE)),
    Picture("case", "360", _FOCAL_POINT, to("/desk/cases/", _CASE)),
    Picture("alerts", "1280", "officer-federation", once_there("/desk/alerts/", _MINE)),
    Picture("alert", "1280", "officer-federation", once_there("/desk/alerts/", _MINE, _MINE)),
    Picture("alert", "360", "officer-federation", once_there("/desk/alerts/", _MINE, _MINE)),
    Picture("actions", "1280", _FOCAL_POINT, to("/desk/actions/")),
    Picture("overview", "1280", _OFFICER, to("/desk/overview/")),
    Picture("policy", "1280", _OFFICER, to("/desk/who-may-see-what/")),
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
        base_url=instance.address, viewport=SIZES[picture.size], locale=picture.language, color_scheme="light",
        java_script_enabled=bool(picture.member),  # with scripts the worker's pages turn without an address
    )  # fmt: skip
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
