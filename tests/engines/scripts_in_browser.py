"""The phone's scripts in a real Chromium, each module by its own name, without a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

import safelamp.doors.worker

SCRIPTS = Path(safelamp.doors.worker.__path__[0]) / "static" / "worker"
PLACE = "http://localhost:9"  # nobody listens there; browsers take it for protected, as they take HTTPS


@contextmanager
def scripts(browser: Browser) -> Iterator[Page]:
    """A page that can `import("/NAME.js")`, and reaches nothing else."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", _answer)
    page.goto(PLACE)
    try:
        yield page
    finally:
        context.close()


def run(page: Page, body: str, given: Any = None) -> Any:
    """What a piece of script returns; it has `given` (JSON), every module by name, and two words for bytes as hex."""
    return page.evaluate(
        """async ([body, given]) => {
            const [hpke, receipt, parcel, proof, seal] = await Promise.all(
                ["hpke", "receipt", "parcel", "proof", "seal"].map((name) => import("/" + name + ".js")));
            const hex = (bytes) => parcel.hexOf(new Uint8Array(bytes));
            const bytes = parcel.bytesOfHex;
            const AsyncFunction = (async () => {}).constructor;
            const names = ["given", "hpke", "receipt", "parcel", "proof", "seal", "hex", "bytes"];
            return new AsyncFunction(...names, body)(given, hpke, receipt, parcel, proof, seal, hex, bytes);
        }""",
        [body, given],
    )


def _answer(route: Route) -> None:
    path = SCRIPTS / route.request.url.rpartition("/")[2]
    if path.suffix == ".js" and path.is_file():
        route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>-</title>", content_type="text/html")
