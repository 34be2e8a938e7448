"""What the worker door weighs on the wire: Chromium, nothing cached, from the poster to the receipt.

Bytes are counted on the line between browser and server: heads, scripts, service worker and manifest are all in them.
"""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tools.bench import worker_line
from tools.bench.measured import Measured, Promise
from tools.instance import Instance
from tools.line import Line, line
from tools.shoot import CHROMIUM, SIZES

WITH_SCRIPTS = ("en", "km", "my", "ur")  # light and heavy scripts, both directions
PEERS = "GlobaLeaks 1,175 KB, Hush Line 267 KB with and 99 KB without JavaScript"
PATIENCE = 60  # seconds
KB = 1024
INSTALLED = "navigator.serviceWorker.ready.then(() => caches.match('/r/')).then(found => !!found)"
MEDIA = "caches.match('/r/kit').then(kit => kit.json()).then(kit => fetch(kit.scripts[2])).then(got => got.text())"
NAME = """fetch('/r/page.json').then(got => got.json()).then(name => fetch(name.icons[0].src))
    .then(got => got.text())"""


def measure(instance: Instance) -> Iterator[Measured]:
    """First screen and whole way, without scripts in each language of workers, with them in four."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        spoken = languages(browser, instance)
        for language in spoken:
            yield from _on_a_line(browser, instance, language, _without_scripts, scripts=False)
        for language in WITH_SCRIPTS:
            if language in spoken:
                yield from _on_a_line(browser, instance, language, _with_scripts, scripts=True)
        yield from worker_line.measure(playwright, instance, [each for each in WITH_SCRIPTS if each in spoken])
        browser.close()


def languages(browser: Browser, instance: Instance) -> list[str]:
    """Those that the first screen offers: settings.WORKER_LANGUAGES."""
    page = browser.new_page(base_url=instance.address)
    page.goto("/r/DEMO01")
    found = page.locator(".langs button").evaluate_all("all => all.map(each => each.value)")
    page.close()
    return [str(each) for each in found]


def _on_a_line(
    browser: Browser,
    instance: Instance,
    language: str,
    walk: Callable[[Page, Line, str], Iterator[Measured]],
    *,
    scripts: bool,
) -> Iterator[Measured]:
    with line(urlsplit(instance.address).port or 0) as wire:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{wire.port}",
            viewport=SIZES["360"],
            java_script_enabled=scripts,
            locale=language,
        )
        yield from walk(context.new_page(), wire, language)
        context.close()


def _without_scripts(page: Page, wire: Line, language: str) -> Iterator[Measured]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/r/DEMO01")
    page.wait_for_load_state("networkidle")
    yield Measured(f"first screen, {language}", wire.down / KB, "KB", Promise.AT_MOST, 8)
    sent = [each for each in asked if not each.startswith("data:")]
    yield Measured(f"requests of the first screen, {language}", len(sent), "", Promise.AT_MOST, 1)
    walk_to_the_receipt(page)
    yield Measured(f"whole way to the receipt, {language}", wire.down / KB, "KB", Promise.AT_MOST, 30, beside=PEERS)
    receipt = walk_to_the_question(page)
    before = wire.down
    check(page, receipt)
    yield Measured(f"check of an answer, {language}", (wire.down - before) / KB, "KB", Promise.AT_MOST, 5)


def _with_scripts(page: Page, wire: Line, language: str) -> Iterator[Measured]:
    page.goto("/r/DEMO01")
    page.wait_for_selector("style[data-more]", state="attached")
    until = time.monotonic() + PATIENCE
    while not page.evaluate(INSTALLED) and time.monotonic() < until:
        page.wait_for_timeout(100)
    page.click("button[name=hazard][value=machine]")
    page.click("button[name=kind][value=hazard]")
    page.click("button[name=go][value=send]")
    page.wait_for_selector("h1[data-state=arrived]:not([hidden])")
    what = f"whole way, sealed on the phone, offline from then on, {language}"
    yield Measured(what, wire.down / KB, "KB", Promise.AT_MOST, 40, beside=PEERS)
    before = wire.down
    page.evaluate(MEDIA)
    page.evaluate(NAME)
    yield Measured(
        f"photo, voice, name and icon, when idle, {language}", (wire.down - before) / KB, "KB", Promise.AT_MOST, 7
    )


def walk_to_the_question(page: Page) -> str:
    """From the receipt to the page that asks for it; returns its digits."""
    receipt = "".join(page.locator(".ticket .code span").all_inner_texts())
    page.click("button[name=go][value=follow]")
    page.wait_for_load_state("networkidle")
    return receipt


def check(page: Page, receipt: str) -> None:
    """Types the receipt and looks."""
    page.fill("#receipt", receipt)
    page.locator("button.main[value=check]").click()
    page.wait_for_load_state("networkidle")
    page.locator("[name=visit]").wait_for(state="attached")


def walk_to_the_receipt(page: Page) -> None:
    """The shortest way: a picture, a kind, Send."""
    page.click("button[name=hazard][value=machine]")
    page.click("button[name=kind][value=hazard]")
    page.click("button[name=go][value=send]")
    page.wait_for_load_state("networkidle")
