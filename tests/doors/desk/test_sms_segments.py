"""The script that counts while an answer is written agrees with the server's own counting."""

from pathlib import Path

import pytest

from safelamp.doors import desk
from safelamp.engines.writing import sms
from tests.browser import Device, Scripts

pytestmark = pytest.mark.browser
SCRIPT = Path(desk.__file__).parent / "static" / "desk" / "sms_segments.js"
TEXTS = [
    "We come", "a" * 160, "a" * 161, "a" * 306, "a" * 307, "€" * 80, "€" * 81, "ก" * 70, "ก" * 71, "😀" * 35, "😀" * 67,
    "the union’s list – today", "[x]" * 60, "line\nline",
]  # fmt: skip


def test_the_script_counts_as_the_server_does(laptop: Device) -> None:
    page = laptop.page(scripts=Scripts.ON)
    page.goto("about:blank")
    page.set_content('<form><textarea name="text"></textarea><output id="segments" data-say="{count}"></output></form>')
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    for text in TEXTS:
        page.fill("textarea", text)
        assert page.inner_text("output") == str(sms.segments(sms.plainer(text)).count), text
