"""Line and server are cut in the middle of a report: it arrives once; the phone never holds a plain word."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright

from tests.doors.worker.pocket import WAITING, Pocket, arrive, pocket, reports_in, says, send, to_the_words, wait_until
from tests.running import Instance, Visitor, running
from tools.line import Line, State, line

STORY = "Krathongduang saw the Zylinder burst"
CONTACT = "call Vipawan 0815550199"
SAVED = "Saved on this phone. It will be sent when there is a connection."
ARRIVED = "Thank you. Your report has arrived."

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("instance")) as begun:
        yield begun


@pytest.fixture
def wire(instance: Instance) -> Iterator[Line]:
    with line(port_of(instance)) as made:
        yield made


@pytest.fixture
def phone(playwright: Playwright, wire: Line, tmp_path: Path) -> Iterator[Pocket]:
    with pocket(playwright, tmp_path / "profile", wire) as made:
        yield made


def port_of(instance: Instance) -> int:
    return urlsplit(instance.address).port or 0


def saved_without_connection(phone: Pocket, wire: Line, instance: Instance) -> tuple[Page, str]:
    """A report that was made while the line was cut, after the first screen."""
    page = phone.open()
    arrive(page, f"/r/{instance.code}")
    wire.become(State.CUT)
    to_the_words(page, story=STORY, contact=CONTACT)
    receipt = send(page)
    says(page, SAVED)
    return page, receipt


def test_a_report_made_without_connection_waits_and_arrives_once(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    page, receipt = saved_without_connection(phone, wire, instance)
    assert page.evaluate(WAITING) == 1
    assert reports_in(instance) == before
    wire.become(State.OPEN)
    page.click("[data-do=again]")
    says(page, ARRIVED)
    assert page.evaluate(WAITING) == 0
    assert reports_in(instance) == before + 1
    visitor = Visitor(instance).open("/r/").send("/r/", go="follow").send("/r/", go="check", receipt=receipt)
    assert visitor.form("/r/").values.get("visit"), "the code that the phone made opens the report"


def test_an_answer_that_is_lost_on_the_way_back_doubles_nothing(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    page = phone.open()
    arrive(page, f"/r/{instance.code}")
    to_the_words(page, story=STORY)
    wire.become(State.ANSWERS_LOST)
    send(page)
    wait_until(lambda: reports_in(instance) == before + 1)
    wire.become(State.CUT)
    says(page, SAVED)
    wire.become(State.OPEN)
    page.click("[data-do=again]")
    says(page, ARRIVED)
    assert reports_in(instance) == before + 1
    assert page.evaluate(WAITING) == 0


def test_it_survives_the_end_of_browser_and_server(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    saved_without_connection(phone, wire, instance)
    instance.kill()
    phone.close()
    instance.start()
    wire.port_of_server = port_of(instance)
    wire.become(State.OPEN)
    page = phone.open()
    page.goto("/r/")
    page.goto(f"/r/{instance.code}")
    wait_until(lambda: page.evaluate(WAITING) == 0)
    assert reports_in(instance) == before + 1


def test_two_tabs_send_what_waits_once(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    page, _ = saved_without_connection(phone, wire, instance)
    assert phone.context
    other = phone.context.new_page()
    other.goto(f"/r/{instance.code}")  # from the phone: there is no line
    says(other, "A report waits on this phone")
    wire.become(State.OPEN)
    page.evaluate("dispatchEvent(new Event('online'))")
    other.evaluate("dispatchEvent(new Event('online'))")
    says(page, ARRIVED)
    wait_until(lambda: page.evaluate(WAITING) == 0)
    assert reports_in(instance) == before + 1


def test_everything_opens_without_connection_and_a_strange_code_says_so(
    phone: Pocket, wire: Line, instance: Instance
) -> None:
    before = reports_in(instance)
    page = phone.open()
    arrive(page, f"/r/{instance.code}")
    phone.close()
    wire.become(State.CUT)
    page = phone.open()
    page.goto("/r/calendar/")
    assert page.locator("table td").count() > 27
    page = reopened(phone, wire, instance)
    page.goto("/r/ZZZZ99")
    says(page, "this phone does not know this code")
    page.click("button[value=anyway]")
    page.click("button[value=machine]")
    page.click("button[name=kind][value=hazard]")
    page.click("button[name=place_kind][value=farm]")  # the poster's workplace is not taken for another one
    page.fill("#story", STORY)
    send(page)
    says(page, SAVED)
    wire.become(State.OPEN)
    page.click("[data-do=again]")
    says(page, ARRIVED)
    assert reports_in(instance) == before + 1
    assert instance.ask(
        "from safelamp.loop.reports.models import Report\n"
        "print(Report.objects.filter(place_kind='farm', workplace=None).exists())"
    ) == "True"  # fmt: skip


def reopened(phone: Pocket, wire: Line, instance: Instance) -> Page:
    """After the dull page nothing is left on the phone; a visit with a line puts the kit there again."""
    assert phone.context
    page = phone.context.new_page()
    wire.become(State.OPEN)
    arrive(page, f"/r/{instance.code}")
    wire.become(State.CUT)
    return page


def test_whoever_reads_the_whole_phone_finds_no_plain_word(phone: Pocket, wire: Line, instance: Instance) -> None:
    page, receipt = saved_without_connection(phone, wire, instance)
    assert page.evaluate(WAITING) == 1
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("JSON.stringify(history.state)") in {"null", *map(str, range(20))}
    phone.close()
    files = phone.bytes_on_disk
    assert holding(files, "What do you want to tell us?"), "the kit is there: what is searched can be found"
    for word in (*STORY.split(), *CONTACT.split(), receipt, receipt[:8], receipt[4:12], receipt[12:]):
        if len(word) > 5:  # shorter ones stand in any browser's files
            assert holding(files, word) == [], word


def holding(files: dict[str, bytes], word: str) -> list[str]:
    """The files that hold the word, in the ways in which browsers write text."""
    written = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    return [name for name, content in files.items() if any(each in content for each in written)]


def test_leaving_empties_the_phone_but_for_a_report_that_waits(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    page, _ = saved_without_connection(phone, wire, instance)
    wire.become(State.OPEN)
    page.evaluate("localStorage.setItem('kept', 'words')")
    page.click(".end")
    page.wait_for_url("**/r/calendar/")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(WAITING) == 1 or reports_in(instance) == before + 1  # it may just have been sent
    page.goto(f"/r/{instance.code}")
    wait_until(lambda: reports_in(instance) == before + 1)
    wait_until(lambda: page.evaluate(WAITING) == 0)
    arrive(page, f"/r/{instance.code}")
    page.click(".end")
    page.wait_for_url("**/r/calendar/")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_leaving_without_connection_shows_the_dull_page_at_once(phone: Pocket, wire: Line, instance: Instance) -> None:
    page, receipt = saved_without_connection(phone, wire, instance)
    page.click(".end")
    page.wait_for_selector("table")
    assert receipt not in re.sub(r"\D", "", page.content())
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(WAITING) == 1


def test_delete_takes_the_report_and_everything_else_away(phone: Pocket, wire: Line, instance: Instance) -> None:
    before = reports_in(instance)
    page, _ = saved_without_connection(phone, wire, instance)
    page.click("details.more summary")
    page.click("[data-do=delete]")
    page.wait_for_selector("table")
    wait_until(lambda: page.evaluate("caches.keys()") == [])
    assert page.evaluate(WAITING) == 0
    wait_until(lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0)
    wire.become(State.OPEN)
    page.goto(f"/r/{instance.code}")
    assert reports_in(instance) == before


# Two parcels wait; while the first is on its way, whoever holds the phone deletes everything. The server refuses both.
DELETED_MEANWHILE = """async () => {
  const { all, entry, forget, keep, sendAll } = await import("/static/worker/outbox.js");
  const sent = [];
  self.fetch = async (address, { body }) => {
    sent.push(body[0]);
    await forget();
    return new Response('{"state": "refused"}');
  };
  for (const first of [1, 2]) await keep(entry(String(first), new Uint8Array(40).fill(first)));
  await sendAll();
  return [sent, (await all()).length];
}"""


def test_what_is_deleted_while_another_is_sent_is_neither_sent_nor_put_back(
    phone: Pocket, wire: Line, instance: Instance
) -> None:
    page = phone.open()
    arrive(page, f"/r/{instance.code}")
    assert page.evaluate(DELETED_MEANWHILE) == [[1], 0]


HELD = "self.held = []; self.fetch = () => new Promise((_, failed) => held.push(failed));"
ASKED = "self.asked = 0; navigator.serviceWorker.register = async () => { asked += 1; }; 0"
BREAKS_OFF = """async () => {
  held[0](new TypeError());
  for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setTimeout(done, 20));
  return asked;
}"""


def test_what_is_deleted_while_it_is_being_sent_installs_nothing_anew(
    phone: Pocket, wire: Line, instance: Instance
) -> None:
    page, _ = saved_without_connection(phone, wire, instance)
    page.evaluate(HELD + ASKED)
    page.click("[data-do=again]")
    wait_until(lambda: page.evaluate("held.length") == 1)
    page.click("details.more summary")
    page.click("[data-do=delete]")
    page.wait_for_selector("table")
    assert page.evaluate(BREAKS_OFF) == 0
    assert page.evaluate(WAITING) == 0


# What the page would do in five seconds and more is done when the test says so.
LATER = """self.later = []; const soon = setTimeout;
  self.setTimeout = (act, pause) => (pause >= 1000 ? (later.push(act), 1e9) : soon(act, pause)); 0"""
BACK = """() => new Promise((done) => {
  addEventListener("popstate", () => done(), { once: true });
  history.back();
})"""
SENT_LATER = """async () => {
  let sent = 0;
  self.fetch = async (address, { body }) => {
    sent += body instanceof Uint8Array;
    throw new TypeError();
  };
  for (const act of later) act();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setTimeout(done, 20));
  return sent;
}"""


def test_of_two_reports_that_were_deleted_neither_is_sent_by_the_page_that_is_still_open(
    phone: Pocket, wire: Line, instance: Instance
) -> None:
    page = phone.open()
    arrive(page, f"/r/{instance.code}")
    wire.become(State.CUT)
    page.evaluate(LATER)
    to_the_words(page, story=STORY)
    send(page)
    says(page, SAVED)
    for _held in range(2):  # one touch of Back does not take the code away
        page.evaluate(BACK)
    to_the_words(page, story=STORY)
    send(page)
    says(page, SAVED)
    assert page.evaluate(WAITING) == 2
    page.click("details.more summary")
    page.click("[data-do=delete]")
    page.wait_for_selector("table")
    assert page.evaluate(SENT_LATER) == 0
    assert page.evaluate(WAITING) == 0
