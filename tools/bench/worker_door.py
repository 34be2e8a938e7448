"""What the worker door weighs on the wire: Chromium, empty cache, no JavaScript, from the poster to the receipt."""

from collections.abc import Iterator

from playwright.sync_api import CDPSession, Page, sync_playwright

from tools.bench.measured import Measured, Promise
from tools.instance import Instance
from tools.shoot import CHROMIUM, SIZES

LANGUAGES = ("en", "th", "km")
KB = 1024


class Wire:
    """Counts requests and bytes, heads included, as Chromium's own network log says."""

    def __init__(self, session: CDPSession) -> None:
        self.requests = 0
        self.bytes = 0.0
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, object]) -> None:
        if not str(dict(event["request"])["url"]).startswith("data:"):  # type: ignore[call-overload]
            self.requests += 1

    def _finished(self, event: dict[str, object]) -> None:
        self.bytes += float(str(event["encodedDataLength"]))


def measure(instance: Instance) -> Iterator[Measured]:
    """First screen and whole way, in each language."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in LANGUAGES:
            context = browser.new_context(
                base_url=instance.address, viewport=SIZES["360"], java_script_enabled=False, locale=language
            )
            page = context.new_page()
            wire = Wire(context.new_cdp_session(page))
            page.goto("/r/DEMO01")
            yield Measured(f"first screen, {language}", wire.bytes / KB, "KB", Promise.AT_MOST, 8)
            yield Measured(f"requests of the first screen, {language}", wire.requests, "", Promise.AT_MOST, 1)
            walk_to_the_receipt(page)
            yield Measured(f"whole way to the receipt, {language}", wire.bytes / KB, "KB", Promise.AT_MOST, 30)
            receipt = walk_to_the_question(page)
            before = wire.bytes
            check(page, receipt)
            yield Measured(f"check of an answer, {language}", (wire.bytes - before) / KB, "KB", Promise.AT_MOST, 5)
            context.close()
        browser.close()


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
