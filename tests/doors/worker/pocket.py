"""A phone with a profile folder of its own: it can be closed, opened again, and read by whoever takes it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.machine import CHROMIUM
from tests.running import Instance
from tools.line import Line

PATIENCE = 90_000  # milliseconds; the machine may be busy
READY = "style[data-more]"
INSTALLED = "navigator.serviceWorker.ready.then(() => caches.match('/r/')).then(found => !!found)"
WAITING = """new Promise(done => { const asked = indexedDB.open('r', 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => done(0);
  asked.onsuccess = () => { const db = asked.result, all = db.transaction('o').objectStore('o').getAll();
    all.onsuccess = () => { db.close(); done(all.result.length); }; }; })"""


@dataclass
class Pocket:
    """The phone: `page` is what it shows."""

    playwright: Playwright
    folder: Path
    address: str
    language: str = "en"
    context: BrowserContext | None = None

    def open(self) -> Page:
        """Starts the browser with what it kept."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], locale=self.language,
            viewport={"width": 360, "height": 640}, base_url=self.address,
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        return self.context.pages[0]

    def close(self) -> None:
        """Ends the browser."""
        if self.context:
            self.context.close()
        self.context = None

    @property
    def bytes_on_disk(self) -> dict[str, bytes]:
        """Every file of the profile."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()
        }


@contextmanager
def pocket(playwright: Playwright, folder: Path, wire: Line, *, language: str = "en") -> Iterator[Pocket]:
    """A phone whose every request passes the line."""
    phone = Pocket(playwright, folder, f"http://127.0.0.1:{wire.port}", language)
    try:
        yield phone
    finally:
        phone.close()


def arrive(page: Page, path: str) -> None:
    """Opens the page and waits until it could go on without a connection."""
    page.goto(path)
    page.wait_for_selector(READY, state="attached")
    wait_until(lambda: page.evaluate(INSTALLED))


def to_the_words(page: Page, **typed: str) -> None:
    """The two taps before the words, and what is written there."""
    page.click("button[value=machine]")
    page.click("button[name=kind][value=hazard]")
    for name, words in typed.items():
        if name == "contact":
            page.click("details.more summary")
        page.fill(f"#{name}", words)


def send(page: Page) -> str:
    """Touches Send; the code that the page shows."""
    page.click("button[value=send]")
    page.wait_for_selector(".ticket .code")
    return "".join(page.locator(".ticket .code span").all_inner_texts())


def says(page: Page, sentence: str) -> None:
    """Waits until the page's title says so."""
    page.locator("h1:visible, [data-note]:visible", has_text=sentence).first.wait_for()


def reports_in(instance: Instance) -> int:
    """How many reports the server has."""
    with closing(sqlite3.connect(instance.folder / "home" / "safelamp.sqlite3", timeout=30)) as database:
        return int(database.execute("SELECT count(*) FROM reports_report").fetchone()[0])


def wait_until(fits: Callable[[], bool], seconds: float = 60) -> None:
    """Waits for what another process does; fails when it does not come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if fits():
                return
        except Error:  # the page is just loading
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come")
