"""An onion address and a second name, with the files that ship: real Caddy, and Tor's own look at its configuration.

Tor's network is never reached: what Tor does with a visitor is done by Chromium's own map of names.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, Response

from tests.fronting import MIRROR, ONION, SITE, Front, HttpsInstance, fronted, trusting
from tests.running import ROOT

STORY = "Phonsawan saw that the exit of the dye house is locked"
ANSWER = "The key hangs beside the door since this morning"
# Whatever would lead away from the address that somebody came by: another scheme, another name.
LEADS_AWAY = re.compile(
    r"""(?:href|src|action|formaction|content|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A Safelamp with Caddy in front, under three addresses."""

    instance: HttpsInstance
    front: Front
    browser: Browser


@pytest.fixture(scope="module")
def place(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("onion")
    instance = HttpsInstance(folder / "safelamp")
    instance.prepare()
    instance.start()
    try:
        with fronted(folder / "caddy", instance) as front:
            browser = trusting(playwright, front, folder / "home", authority=front.authority)
            yield Place(instance, front, browser)
            browser.close()
    finally:
        instance.stop()


@dataclass
class Visitor:
    """Somebody with a browser: remembers everything that was asked and answered."""

    page: Page
    asked: list[Request] = field(default_factory=list)
    answered: list[Response] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._ask)
        self.page.on("response", self._answer)

    def _ask(self, request: Request) -> None:
        self.asked.append(request)

    def _answer(self, response: Response) -> None:
        self.answered.append(response)

    def touch(self, name: str, value: str) -> None:
        self.seen.append(self.page.content())
        self.page.locator(f"button[name={name}][value={value}]:visible").first.click()

    def tells(self, address: str, *, hazard: str = "fire") -> str:
        """Comes by a poster, tells a story, reads the code."""
        self.page.goto(address)
        self.touch("hazard", hazard)
        self.touch("kind", "hazard")
        self.page.fill("#story", STORY)
        self.touch("go", "send")
        self.page.locator(".ticket").wait_for()
        self.seen.append(self.page.content())
        return "".join(self.page.locator(".ticket .code span").all_inner_texts())

    def checks(self, address: str, receipt: str) -> str:
        """Comes back with the code."""
        self.page.goto(address)
        self.touch("go", "follow")
        self.page.fill("#receipt", receipt)
        self.page.locator("button.main[value=check]").click()
        self.page.locator("h1").wait_for()
        return self.page.locator("main").inner_text()


def visitor(place: Place, *, scripts: bool) -> Visitor:
    return Visitor(place.browser.new_context(java_script_enabled=scripts).new_page())


def answered_at_the_desk(place: Place) -> None:
    """The focal point reads and answers, under the address that has a certificate."""
    page = place.browser.new_context().new_page()
    page.goto(f"https://{SITE}/desk/log-in/")
    page.fill("[name=login_name]", "officer")
    page.fill("[name=passphrase]", place.instance.passphrases["officer"])
    page.click("main button")
    page.goto(f"https://{SITE}/desk/inbox/")
    links = page.locator("a[href*='/desk/reports/']:not([href$='/new/'])").all()
    for address in {link.get_attribute("href") for link in links}:  # other tests told the same
        page.goto(f"https://{SITE}{address}")
        assert STORY in page.locator("main").inner_text()
        form = page.locator("form[action$='/answer/']")
        form.locator("[name=text]").fill(ANSWER)
        form.locator("button").last.click()
    page.context.close()


@pytest.mark.browser
@pytest.mark.caddy
@pytest.mark.slow
def test_a_report_goes_round_by_an_onion_address_and_its_code_opens_the_answer_at_every_address(place: Place) -> None:
    worker = visitor(place, scripts=False)
    receipt = worker.tells(f"http://{ONION}/r/{place.instance.code}", hazard="electric")  # a row of its own at the desk
    assert re.fullmatch(r"\d{20}", receipt)
    answered_at_the_desk(place)
    assert ANSWER in worker.checks(f"http://{ONION}/r/", receipt)
    assert ANSWER in visitor(place, scripts=False).checks(f"https://{MIRROR}/r/", receipt)


@pytest.mark.browser
@pytest.mark.caddy
@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "scripts"),
    [(f"http://{ONION}", False), (f"http://{ONION}", True), (f"https://{MIRROR}", True)],
    ids=["onion without scripts", "onion with scripts", "second name with scripts"],
)
def test_nothing_leads_away_from_the_address_that_somebody_came_by(place: Place, address: str, scripts: bool) -> None:
    worker = visitor(place, scripts=scripts)
    worker.tells(f"{address}/r/{place.instance.code}")
    assert len(worker.answered) >= 4
    assert {_origin(request.url) for request in worker.asked if _travels(request)} == {address}
    pages = [answer for answer in worker.answered if _travels(answer.request)]
    assert [answer.url for answer in pages if 300 <= answer.status < 400] == []
    documents = [answer for answer in pages if answer.request.resource_type == "document"]
    assert {_path(answer.url) for answer in documents} <= {"/r/", f"/r/{place.instance.code}"}
    for answer in documents:
        assert "location" not in answer.headers
        assert ("strict-transport-security" in answer.headers) == address.startswith("https")
    assert len(worker.seen) >= 4
    assert [found[0] for page in worker.seen for found in LEADS_AWAY.finditer(page)] == []
    assert worker.page.context.cookies() == []
    worker.page.context.close()


@pytest.mark.tor
def test_tor_takes_the_configuration_that_ships(tmp_path: Path) -> None:
    said = looked_at_by_tor(ROOT / "deploy" / "torrc", tmp_path)
    assert said.returncode == 0, said.stdout
    assert "Configuration was valid" in said.stdout


@pytest.mark.tor
def test_tor_would_refuse_a_configuration_with_a_slip(tmp_path: Path) -> None:
    wrong = tmp_path / "torrc"
    wrong.write_text((ROOT / "deploy" / "torrc").read_text().replace("SafeLogging 1", "SafeLogs 1"))
    assert looked_at_by_tor(wrong, tmp_path).returncode != 0


def looked_at_by_tor(torrc: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Tor reads it and ends; its folders are ours."""
    asked = [
        "tor", "--verify-config", "-f", torrc, "--defaults-torrc", "/dev/null", "--DataDirectory", folder / "data",
        "--HiddenServiceDir", folder / "address", "--HiddenServicePort", "80 127.0.0.1:8081",
    ]  # fmt: skip
    return subprocess.run(asked, capture_output=True, text=True, timeout=400, check=False)


def test_what_tor_brings_is_taken_by_caddy_at_the_same_door() -> None:
    torrc = (ROOT / "deploy" / "torrc").read_text()
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    port = re.search(r"HiddenServicePort 80 127\.0\.0\.1:(\d+)", torrc)
    assert port is not None
    assert f"{{$SAFELAMP_ONION_PORT:{port[1]}}}" in caddyfile
    assert "SocksPort 0" in torrc


def _travels(request: Request) -> bool:
    return not request.url.startswith(("data:", "blob:"))


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2].partition("?")[0]
