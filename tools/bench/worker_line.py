"""How long the first screen takes on a thin line: 50 kbit/s and 400 ms there and back, a real TLS handshake counted.

Real Caddy with the Caddyfile that ships stands in front, its certificate from an authority of its own (two are sent, as
by a public one). The line between Chromium and Caddy carries one packet after the other in each direction and delays
each by half a round trip; opening a connection waits for one more, TLS does its own. So a first screen costs three
round trips and every byte of handshake, heads and page. What is not counted: the look-up of the name.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Playwright

from tools.bench.measured import Measured, Promise
from tools.instance import ROOT, Instance, free_port
from tools.line import Speed, line
from tools.shoot import CHROMIUM, SIZES

SLOW = Speed(bits=50_000, round_trip=0.4)
STARTS_WITHIN = 60  # seconds
TRIES = 3  # the middle one counts
USABLE = """() => { const page = performance.getEntriesByType('navigation')[0];
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return Math.max(page.domInteractive, painted ? painted.startTime : 0); }"""


def measure(playwright: Playwright, instance: Instance, languages: list[str]) -> Iterator[Measured]:
    """Seconds from the touch on a link until every button of the first screen can be touched."""
    with _caddy(instance) as port:
        for language in languages:
            seconds = sorted(_seconds(playwright, port, language) for _ in range(TRIES))[TRIES // 2]
            what = f"first screen usable at 50 kbit/s, 400 ms, TLS, {language}"
            yield Measured(what, seconds, "s", Promise.AT_MOST, 3.5, digits=2)


def _seconds(playwright: Playwright, port: int, language: str) -> float:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--ignore-certificate-errors", "--disable-background-networking"],
    )  # a new one each time: no session of TLS is taken up again
    try:
        with line(port, SLOW) as wire:
            page = browser.new_page(viewport=SIZES["360"], locale=language)
            page.goto(f"https://localhost:{wire.port}/r/DEMO01", wait_until="domcontentloaded")
            page.wait_for_timeout(300)  # until what was painted is written down
            return float(page.evaluate(USABLE)) / 1000
    finally:
        browser.close()


@contextmanager
def _caddy(instance: Instance) -> Iterator[int]:
    """Caddy in front of the instance; gives its port for HTTPS."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="safelamp-caddy-") as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_CONFIG_HOME": f"{folder}/config",
            "SAFELAMP_SITE": "https://localhost",
            "SAFELAMP_TLS": "tls internal",
            "SAFELAMP_HTTP_PORT": str(free_port()),
            "SAFELAMP_HTTPS_PORT": str(port),
            "SAFELAMP_ONION_PORT": str(free_port()),
            "SAFELAMP_UPSTREAM": f"127.0.0.1:{urlsplit(instance.address).port}",
            "SAFELAMP_CODE": str(ROOT),
        }
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                ["caddy", "run", "--config", ROOT / "deploy" / "Caddyfile"], env=environment, stdout=said, stderr=said
            )
            try:
                _wait_for(Path(folder) / "data/caddy/certificates/local/localhost/localhost.crt")
                yield port
            finally:
                process.terminate()
                process.wait(STARTS_WITHIN)


def _wait_for(certificate: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not certificate.exists():
        if time.monotonic() > until:
            raise SystemExit("Caddy gave no certificate. Is caddy installed?")
        time.sleep(0.1)
    time.sleep(1)  # it begins to use it
