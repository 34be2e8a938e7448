"""A worker never meets a word of English, whatever happens on the way: seen in languages that have other letters."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from safelamp.ground.languages import queries
from safelamp.ground.languages.compiling import compile_catalogues
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.ready import READY, ReadyUse
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords
from tests.people import House
from tests.shown_words import latin_words, shown

LATIN = frozenset({"en", "vi", "id", "ms", "fil", "fr"})  # where a word of English does not stand out
SPOKEN = [code for code, _ in settings.WORKER_LANGUAGES if code not in LATIN]
HIDDEN = re.compile(r'name="(way|visit)" value="([^"]*)"')
DAY = "2026-11-21"
SHORT = "ILO"  # the International Labour Organization's own letters, in every script

pytestmark = pytest.mark.usefixtures("compiled")


@pytest.fixture(scope="session")
def compiled() -> None:
    compile_catalogues()
    queries._counted.cache_clear()


@dataclass
class Worker:
    """Somebody with a browser: touches buttons, keeps what every page said."""

    language: str
    page: str = ""
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def client(self) -> Client:
        return Client(headers={"accept-language": self.language})

    def open(self, name: str, address: str) -> "Worker":
        return self._read(name, self.client.get(address, {"lang": self.language}))

    def touch(self, name: str, **posted: object) -> "Worker":
        hidden = {key: html.unescape(value) for key, value in HIDDEN.findall(self.page)}
        return self._read(name, self.client.post("/r/", {**hidden, **posted}))

    def _read(self, name: str, answer) -> "Worker":
        self.page = answer.content.decode()
        self.seen[name] = self.page
        assert f'lang="{self.language}"' in self.page[:60], name
        return self


@pytest.fixture
def found(union: House) -> House:
    """The union lets itself and its workplace be found; its parent takes reports."""
    organisation, workplace = union.organisation, union.workplace
    organisation.findable = True
    organisation.emergency_numbers, organisation.emergency_confirmed_by = "1669", "Somchai"
    organisation.emergency_confirmed_on = DAY
    organisation.save()
    workplace.listed = True
    workplace.save(update_fields=["listed"])
    return union


def tells(house: House, language: str) -> Worker:
    """From the list: every question, every slip, the receipt."""
    worker = Worker(language).open("pictures", "/r/")
    worker.touch("danger now", go="danger").touch("kind", go="told", hazard="")
    worker.touch("kind", hazard="machine").touch("union", kind="injury").touch("unknown code", code="ZZZZZZ")
    worker.touch("place", union=house.organisation.id.hex).touch("harm", place_kind="home")
    worker.touch("body", harm="treated").touch("words", body_part="back")
    worker.touch("too long", go="send", story="ก" * (LONGEST_STORY + 1), place="ก" * 500, contact="ก" * 500)
    worker.touch("receipt", go="send", story="ก", photo=SimpleUploadedFile("a.jpg", b"no photo"))
    return worker


def tells_from_a_poster(house: House, language: str) -> Worker:
    """From the poster's code: the restricted lane, an expired page, rights."""
    worker = Worker(language).open("poster", f"/r/{house.workplace.code}")
    worker.touch("words of the restricted lane", hazard="violence", kind="retaliation")
    worker.touch("forged way", way="forged", go="send").open("rights", "/r/").touch("rights", go="rights")
    worker.open("calendar", "/r/calendar/")
    return worker


def follows(house: House, language: str) -> Worker:
    """Every sentence that the union can choose, every slip with the code, every answer."""
    worker = Worker(language).open("poster", f"/r/{house.workplace.code}")
    worker.touch("words", hazard="chemical", kind="hazard").touch("receipt", go="send", story="ก")
    code = "".join(re.findall(r"<span>(\d{4})</span>", worker.page))
    report = Report.objects.get(hazard="chemical")
    for ready in READY.values():
        if ready.use != ReadyUse.REPLY:
            words = MessageWords(ready=ready.key, day=DAY if ready.needs_day else "")
            reports.answer(report, words, by=house.focal_point.session)
    worker.touch("ask for the code", go="follow").touch("slip", go="check", receipt="1234")
    worker.touch("unknown", go="check", receipt="00000000000000000000").touch("status", go="check", receipt=code)
    worker.touch("nothing written", go="reply").touch("too long", go="reply", text="ก" * (LONGEST_STORY + 1))
    worker.touch("no photo", go="reply", photo=SimpleUploadedFile("a.jpg", b"no photo"))
    worker.touch("answered", go="reply", text="ก").touch("visit over", go="reply", visit="forged", text="ก")
    return worker


def names_in(house: House) -> str:
    """What the union itself named: shown as it was written, in every language."""
    parent, place = house.organisation.parent, house.workplace
    assert parent is not None
    return f"{SHORT} {parent.name} {house.organisation.name} {place.name} {place.place} {place.check_phrase}"


def english_on(worker: Worker, names: str) -> Iterator[tuple[str, list[str]]]:
    for name, page in worker.seen.items():
        if found := latin_words(page, names=names):
            yield name, found


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("way", [tells, tells_from_a_poster, follows])
def test_no_page_shows_a_word_of_english(found: House, language: str, way) -> None:
    assert dict(english_on(way(found, language), names_in(found))) == {}


def test_the_same_pages_are_full_of_english_in_english(found: House) -> None:
    for way in (tells, tells_from_a_poster, follows):
        worker = way(found, "en")
        assert set(dict(english_on(worker, names_in(found)))) == set(worker.seen)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_worker_reads_that_the_translation_is_a_draft(found: House, language: str) -> None:
    english = shown(Worker("en").open("pictures", "/r/").page)
    assert not [said for said in english if "native speaker" in said]
    with translation.override(language):
        draft = translation.gettext("This translation is a draft. No native speaker has checked it yet.")
    assert draft != "This translation is a draft. No native speaker has checked it yet."
    assert any(draft in said for said in shown(Worker(language).open("pictures", "/r/").page))
