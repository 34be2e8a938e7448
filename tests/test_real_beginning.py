"""A union starts on Monday: an empty instance, HTTPS, a poster, danger at night, the bell, a fire, and the paper key.

Everything is real: each service runs by the line of its unit, Caddy by the Caddyfile that ships, mails go to a mail
server, pages are seen by Chromium. Only the clock is moved, and only for the second ring.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.fronting import SITE, Front, trusting
from tests.ground.post.mail_server import Mailbox
from tests.site.beginning import Home, Person
from tools.standing import BACKUP, WEB, WORK, Standing

pytestmark = [pytest.mark.browser, pytest.mark.caddy, pytest.mark.slow]

STORY = "The press of line four came down by itself, twice"
TITLE = "Press four"
MAIL = "anna@union.example"
RINGS_WITHIN = 60  # seconds after Send on a busy machine; `make bench PART=bell` measures it
PHONE = {"width": 360, "height": 640}
LAPTOP = {"width": 1280, "height": 800}
ANSWERS = (
    "--organisation", "Mill Workers' Union", "--kind", "union", "--country", "TH", "--language", "en", "--profile",
    "open", "--officer", "anna", "--workplace", "Mill 1", "--employer", "Mill Ltd", "--sector", "C14", "--place",
    "Rayong", "--address", f"https://{SITE}",
)  # fmt: skip
RING_A_QUARTER_OF_AN_HOUR_LATER = """
import datetime as dt
from django.utils import timezone
from safelamp.ground.post.sending import send_due
from safelamp.loop.duty.operations import ring_due
later = timezone.now() + dt.timedelta(minutes=16)
print(ring_due(at=later), send_due(at=later + dt.timedelta(seconds=5)))
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the officer copied by hand."""

    passphrase: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """A server with Caddy in front of it, and a browser that finds it."""

    standing: Standing
    front: Front
    browser: Browser

    def page(self, size: dict[str, int] = LAPTOP) -> Page:
        """A page of somebody who was never here; without scripts."""
        context = self.browser.new_context(
            base_url=f"https://{SITE}", viewport=size, java_script_enabled=False, locale="en"
        )
        return context.new_page()

    def close(self) -> None:
        """Everything ends."""
        self.browser.close()
        self.front.stop()
        self.standing.leave()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.start()
    yield box
    box.stop()


def opened(playwright: Playwright, standing: Standing, folder: Path) -> House:
    """The services by their units' lines, Caddy in front, a browser that trusts it."""
    standing.start(WEB)
    standing.start(WORK)
    standing.wait_for_work()
    front = Front(folder / "caddy", standing.listens)
    front.start()
    return House(standing, front, trusting(playwright, front, folder / "browser", authority=front.authority))


def begun(standing: Standing) -> Paper:
    """`safelamp start` at a terminal: the officer copies passphrase and sheets, and types them back."""
    person = Person(Home(standing.folder, settings=standing.environment), "start", *ANSWERS)
    person.until("Is it right? [yes] ")
    person.types("yes")
    _, passphrase = person.until_match(r"Passphrase\s+(\S+(?: \S+){5})\n")
    person.until("Press Enter when it is on paper. ")
    person.types().until("are enough): ")
    person.types(passphrase)
    sheets = tuple(copied(person, number) for number in (1, 2, 3))
    person.until("The instance stands.")
    person.ends()
    return Paper(passphrase, sheets)


def copied(person: Person, number: int) -> str:
    """One sheet as it stands on the screen, typed back by its last group."""
    person.until(f"Paper key, sheet {number} of 3.")
    text = person.until("Press Enter when it is on paper. ")
    groups = re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)
    sheet = "-".join(" ".join(groups).split())
    person.types().until("from your paper: ")
    person.types(sheet.rpartition("-")[2])
    return sheet


def logged_in(house: House, name: str, passphrase: str) -> Page:
    page = house.page()
    page.goto("/desk/log-in/")
    page.fill("[name=login_name]", name)
    page.fill("[name=passphrase]", passphrase)
    page.click("main button")
    page.wait_for_url(lambda address: "/log-in/" not in address)
    return page


def sends(page: Page, action: str, **typed: str) -> None:
    """Fills and sends the form that leads there; boxes and radios by value."""
    form = page.locator(f"main form[action$='{action}'], aside form[action$='{action}'], main form:not([action])").last
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") in {"radio", "checkbox"}:
            for each in value.split():
                form.locator(f"[name={name}][value='{each}']").check()
        else:
            field.fill(value)
    form.locator("button").last.click()


def goes_on_duty(page: Page) -> None:
    """The officer keeps an address for the bell and stands on the list, day and night."""
    page.goto("/desk/me/bell/")
    sends(page, "/me/address/", email=MAIL)
    page.goto("/desk/duty/add/")
    sends(page, "/duty/add/", level="first", days="0 1 2 3 4 5 6", begins="00:00", ends="00:00")
    assert "Somebody is on duty at every hour of the week." in page.locator("main").inner_text()


def enrols_a_deputy(page: Page) -> str:
    """A second log-in that was not handed any key yet."""
    page.goto("/desk/members/enrol/")
    sends(page, "/enrol/", login_name="bopha", role="focal_point")
    return page.locator(".slip .words").inner_text()


def printed_poster(page: Page) -> tuple[str, str]:
    """The poster as the printer draws it: its address and its check phrase."""
    page.goto("/desk/workplaces/")
    page.locator("main a[href*='/desk/workplaces/']:not([href$='/add/'])").first.click()
    page.goto(f"{page.url}poster/")
    page.emulate_media(media="print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert not page.locator("nav.screen").is_visible()
    assert page.locator(".square svg").is_visible()
    page.emulate_media(media="screen")
    return page.locator(".poster .code").inner_text(), page.locator(".poster .phrase").inner_text()


def danger_is_told(house: House, poster: tuple[str, str]) -> float:
    """A worker at night: the poster's address, danger now, advice first, words last; returns when Send was touched."""
    address, phrase = poster
    page = house.page(PHONE)
    page.goto(f"http://{address}")
    assert page.url.startswith(f"https://{SITE}/r/")
    assert phrase in page.locator("body").inner_text()
    touch(page, "go", "danger")
    assert "Get safe first" in page.locator("main").inner_text()
    assert "Nobody in the union is on duty" not in page.locator("main").inner_text()
    touch(page, "go", "told")
    for name, value in (("hazard", "machine"), ("kind", "near_miss")):
        touch(page, name, value)
    page.fill("#story", STORY)
    sent_at = time.monotonic()
    touch(page, "go", "send")
    receipt = "".join(page.locator(".ticket .code span").all_inner_texts())
    assert re.fullmatch(r"\d{20}", receipt), page.locator("main").inner_text()
    assert page.context.cookies() == []
    return sent_at


def touch(page: Page, name: str, value: str) -> None:
    page.locator(f"button[name={name}][value={value}]:visible").first.click()


def wait_for_mail(box: Mailbox, *, count: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while len(box.arrived) < count:
        assert time.monotonic() < until, f"{len(box.arrived)} mails within {seconds} s"
        time.sleep(0.05)


def rings_twice(house: House, box: Mailbox, sent_at: float) -> None:
    """At once by the service itself; again when a quarter of an hour has passed; never with a word of it."""
    wait_for_mail(box, count=1, seconds=RINGS_WITHIN - (time.monotonic() - sent_at))
    house.standing.stop(WORK)  # the clock of its own would contradict ours
    asked = Home(house.standing.folder, settings=house.standing.environment).ask(RING_A_QUARTER_OF_AN_HOUR_LATER)
    assert asked.split()[0] == "1", asked
    wait_for_mail(box, count=2, seconds=60)
    house.standing.start(WORK)
    assert box.recipients == [MAIL, MAIL]
    for mail in box.arrived:
        said = mail.as_string()
        assert not any(word in said for word in (*STORY.split(), "Mill", "Rayong", "machine", "press")), said


def taken(page: Page) -> str:
    """The officer sees who was told, reads, takes the case; returns the case's address."""
    page.goto("/desk/inbox/")
    page.locator("a[href*='/desk/reports/']:not([href$='/new/'])").first.click()
    shown = page.locator("main").inner_text()
    assert STORY in shown
    assert "at once: anna" in shown
    sends(page, "/take/", title=TITLE)
    assert TITLE in page.locator("h1").inner_text()
    return page.url


def logs_out_everywhere(page: Page, other: Page) -> None:
    """Both devices are asked to log in again."""
    page.goto("/desk/me/")
    sends(page, "/log-out-everywhere/")
    for each in (page, other):
        each.goto("/desk/inbox/")
        assert "/log-in/" in each.url
        assert STORY not in each.content()


def backed_up(standing: Standing) -> tuple[Path, Path]:
    """What the nightly unit writes: data and keys."""
    service = standing.start(BACKUP)
    assert service.wait(120) == 0, standing.log.read_text()
    del standing.processes[BACKUP]
    (data,) = (standing.folder / "backups" / "data").glob("*.age")
    return data, standing.folder / "backups" / "keys" / "keys.age"


def opens_with_two_sheets(page: Page, case: str, sheets: tuple[str, str]) -> None:
    """The deputy holds no key; two sheets give the keys of the role; then the case and the story are open."""
    page.goto(case)
    assert TITLE not in page.content()
    page.goto("/desk/paper-key/")
    sends(page, "/paper-key/", sheet_first=sheets[0], sheet_second=sheets[1])
    page.goto(case)
    assert TITLE in page.locator("h1").inner_text()
    page.goto("/desk/cases/")
    page.goto(case)
    page.locator("a[href*='/desk/reports/']").first.click()
    assert STORY in page.locator("main").inner_text()


def monday(house: House, box: Mailbox, paper: Paper) -> tuple[str, str]:
    """Everything until the case is taken and everybody is out; the case's address and the deputy's passphrase."""
    desk, second_device = (logged_in(house, "anna", paper.passphrase) for _ in range(2))
    goes_on_duty(desk)
    deputy = enrols_a_deputy(desk)
    sent_at = danger_is_told(house, printed_poster(desk))
    rings_twice(house, box, sent_at)
    case = taken(second_device)
    logs_out_everywhere(desk, second_device)
    return case, deputy


def test_a_union_starts_on_monday_and_survives_a_fire(playwright: Playwright, mailbox: Mailbox, tmp_path: Path) -> None:
    key = tmp_path / "key.txt"  # on the laptop of somebody else
    mail = f"smtp://127.0.0.1:{mailbox.port}?tls=none"
    settings = {"SAFELAMP_MAIL_URL": mail, "SAFELAMP_MAIL_FROM": "desk@union.example"}
    first = Standing(tmp_path / "first", SITE, settings)
    first.more = settings | {"SAFELAMP_BACKUP_TO": first.run("backup", "--new-key", key).stdout.strip()}
    paper = begun(first)
    house = opened(playwright, first, tmp_path / "first")
    try:
        case, deputy = monday(house, mailbox, paper)
        data, keys = backed_up(first)
    finally:
        house.close()

    other = Standing(tmp_path / "other", SITE, settings)
    said = other.run("restore", data, keys, "--identity", key)
    assert said.returncode == 0, said.stderr
    assert other.run("django", "collectstatic", "--no-input").returncode == 0
    restored = opened(playwright, other, tmp_path / "other")
    try:
        desk = logged_in(restored, "bopha", deputy)
        opens_with_two_sheets(desk, case, (paper.sheets[2], paper.sheets[0]))
    finally:
        restored.close()
