"""Makes tests/engines/sealing_interoperability.json: envelopes made by Python and by Chromium with one key pair.

Made once and kept: what was sealed by yesterday's program must open by today's. `python -m tools.make_interoperability`
makes it anew, with a new key pair, where the format itself has changed (a new version byte).
"""

import json
import uuid
from pathlib import Path

from playwright.sync_api import sync_playwright

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context, PublicKey
from tests.engines.scripts_in_browser import run, scripts
from tests.machine import CHROMIUM
from tools.sealing_phone import text_of

TARGET = Path(__file__).parents[1] / "tests" / "engines" / "sealing_interoperability.json"
WORDS = {
    "words": '{"story": "ឧបករណ៍ការពារបាត់ \U0001f6a7", "when": "now"}'.encode(),
    "photo": bytes(range(256)) * 4,
    "voice": b"OggS" + bytes(700),
    "head": b"",
}
SEAL = "return hex(await seal.envelope(given.key, bytes(given.words), given.organisation, given.subject, given.field));"


def main() -> None:
    """Writes the file."""
    private = envelopes.new_private_key()
    to = PublicKey(uuid.uuid4(), envelopes.public_point(private))
    key = [text_of(to.id.bytes), text_of(to.point)]
    by_python, by_chromium = [], []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with scripts(browser) as page:
            for field, words in WORDS.items():
                belongs = Context(uuid.uuid4(), uuid.uuid4(), field)
                case = {
                    "organisation": belongs.organisation.hex,
                    "subject": belongs.subject.hex,
                    "field": field,
                    "info": belongs.info().decode(),
                    "words": words.hex(),
                }
                sealed = envelopes.seal(words, to=to, context=belongs)
                by_python.append(case | {"envelope": sealed.hex()})
                by_chromium.append(case | {"envelope": run(page, SEAL, case | {"key": key})})
        browser.close()
    made = {"private": private.hex(), "point": to.point.hex(), "made_by_python": by_python}
    TARGET.write_text(json.dumps(made | {"made_by_chromium": by_chromium}, indent=1) + "\n")


if __name__ == "__main__":
    main()
