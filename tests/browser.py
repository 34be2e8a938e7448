"""Chromium for the tests: `phone` and `laptop` open pages of the running product; scripts are off unless asked for."""

from collections.abc import Callable, Iterator
from enum import Enum
from functools import wraps
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.machine import CHROMIUM

expect.set_options(timeout=60_000)  # of a page on a very busy machine


def _and_reads_on(act: Callable[..., None]) -> Callable[..., None]:
    """The act, and then all of the page where it leads: the driver goes on when the first bytes of it are there."""

    @wraps(act)
    def acting(where: Page | Locator, *given: Any, **named: Any) -> None:
        act(where, *given, **named)
        page = where if isinstance(where, Page) else where.page
        page.wait_for_load_state("domcontentloaded")

    return acting


for _kind in (Page, Locator):
    for _act in ("click", "press"):
        setattr(_kind, _act, _and_reads_on(getattr(_kind, _act)))


class Scripts(Enum):
    """Whether the browser runs JavaScript."""

    OFF = False
    ON = True


class Device:
    """A screen of one size; every page that it opens has cookies of its own."""

    def __init__(self, browser: Browser, *, address: str, width: int, height: int) -> None:
        self._browser = browser
        self._address = address
        self._size = {"width": width, "height": height}
        self._contexts: list[BrowserContext] = []

    def page(self, path: str = "/", *, language: str = "en", scripts: Scripts = Scripts.OFF) -> Page:
        """A page of the product, for somebody whose browser asks for that language."""
        context = self._browser.new_context(
            base_url=self._address, locale=language, viewport=self._size, java_script_enabled=scripts.value
        )
        self._contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    def put_away(self) -> None:
        """Closes everything."""
        for context in self._contexts:
            context.close()


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds on the page: rule, weight and place. The page must have been opened with scripts on."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']} ({each['impact']}): {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; a process can have one only."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Device]:
    """360 x 640, the size that every screen is made for first."""
    device = Device(chromium, address=live_server.url, width=360, height=640)
    yield device
    device.put_away()


@pytest.fixture
def laptop(chromium: Browser, live_server: LiveServer) -> Iterator[Device]:
    """1280 x 800."""
    device = Device(chromium, address=live_server.url, width=1280, height=800)
    yield device
    device.put_away()
