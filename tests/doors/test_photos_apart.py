"""A stranger's photo is decoded in a process without keys, at both doors; whatever becomes of it, words are kept."""

import os
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safelamp.doors.desk.forms import filing
from safelamp.ground.apart import anew
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Report
from tests import pictures, watching
from tests.doors.worker.form import Phone, words_of
from tests.people import House, Person
from tests.running import Instance, Visitor, running

AtDesk = Callable[[Person], Client]
STORY = "The guard of the press is off."
PHOTO = pictures.photo(1200, 900, noise=True)


def told(house: House, raw: bytes) -> str:
    """What a worker without scripts reads who sends words and this file."""
    file = SimpleUploadedFile("IMG_1.jpg", raw, content_type="image/jpeg")
    return Phone().scan(house).tell().touch("go", "send", story=STORY, photo=file).text


def filed(client: Client, house: House, raw: bytes) -> str:
    """What a representative reads who files words and this file."""
    typed = {
        "channel": "desk", "workplace": str(house.workplace.id), "kind": "hazard", "hazard": "machine", "when": "now",
        "who_may_know": "nobody", "shut_to": "readers", "language": "en", "story": STORY,
        "secret": filing.new_secret(house.representative.member),
        "photo": SimpleUploadedFile("IMG_1.jpg", raw, content_type="image/jpeg"),
    }  # fmt: skip
    return client.post("/desk/reports/new/", typed).content.decode()


def assert_told_without_the_photo(house: House, page: str) -> None:
    assert "The photo did not come through" in page
    report = Report.objects.get()
    assert not report.photo_sealed
    assert queries.words_of(house.officer.session, report).story == STORY


def assert_the_form_keeps_the_words(page: str) -> None:
    assert "This is no photo that we can read." in page
    assert STORY in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("what", pictures.no_photos())
def test_a_file_made_to_do_harm_costs_a_worker_no_word(union: House, what: str) -> None:
    assert_told_without_the_photo(union, told(union, pictures.no_photos()[what]))


@pytest.mark.parametrize("what", pictures.no_photos())
def test_a_file_made_to_do_harm_costs_the_desk_no_word(at_desk: AtDesk, union: House, what: str) -> None:
    page = filed(at_desk(union.representative), union, pictures.no_photos()[what])
    assert_the_form_keeps_the_words(page)


@pytest.fixture(params=["killed", "not there", "not begun", "too slow"])
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """The process apart fails in one of its ways; gives what to send."""
    if request.param == "killed":
        with watching.seen([os.getpid()], kill=True) as seen:
            yield pictures.minutes_of_work()
        assert seen.ids
        return
    if request.param == "not there":
        monkeypatch.setattr(anew, "PHOTOS", "safelamp.ground.apart.not_there:stripped")
    elif request.param == "not begun":
        monkeypatch.setattr(sys, "executable", "/not/there")
    else:
        monkeypatch.setattr(anew, "PHOTO_SECONDS", 1)
    yield pictures.minutes_of_work() if request.param == "too slow" else PHOTO


def test_a_process_that_fails_costs_a_worker_no_word(union: House, without: bytes) -> None:
    assert_told_without_the_photo(union, told(union, without))


def test_a_process_that_fails_costs_the_desk_no_word(at_desk: AtDesk, union: House, without: bytes) -> None:
    assert_the_form_keeps_the_words(filed(at_desk(union.representative), union, without))


def test_minutes_of_work_cost_no_more_than_was_allowed(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anew, "PHOTO_SECONDS", 1)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told(union, pictures.minutes_of_work())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert 0.5 < (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 4


def test_words_that_are_refused_cost_no_decoding(union: House) -> None:
    file = SimpleUploadedFile("IMG_1.jpg", PHOTO, content_type="image/jpeg")
    with watching.seen([os.getpid()]) as seen:
        page = Phone().scan(union).tell().touch("go", "send", story="x" * 20_000, photo=file)
    assert "This is too long" in page.text
    assert not seen.ids


def loaded(process: int) -> str:
    """The libraries that a process has loaded."""
    return Path(f"/proc/{process}/maps").read_text()


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running(tmp_path_factory.mktemp("photos")) as running_instance:
        yield running_instance


def tell(instance: Instance, number: int) -> tuple[Visitor, str]:
    """A worker tells, with a photo; the page of the receipt and its code."""
    worker = Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")
    worker.send(go="send", story=f"{STORY} {number}", photo=PHOTO)
    return worker, "".join(sign for sign in words_of(worker.html).partition("20 digits")[2] if sign.isdigit())[:20]


def kept(instance: Instance) -> tuple[int, int]:
    """How many reports and messages have a photo."""
    said = instance.ask(
        "from safelamp.loop.reports.models import Message, Report\n"
        "print(Report.objects.exclude(photo_sealed=b'').count(), Message.objects.exclude(photo_sealed=b'').count())"
    )
    reports, messages = map(int, said.split())
    return reports, messages


@pytest.mark.slow
def test_no_served_process_ever_loads_a_decoder(instance: Instance) -> None:
    """Told, answered and filed with a photo, and looked at: by pages, and by what the kernel says of each process."""
    before = kept(instance)
    worker, receipt = tell(instance, 0)
    worker.send(go="follow").send(go="check", receipt=receipt).send(go="reply", text="More.", photo=PHOTO)
    assert "Your answer has arrived." in worker.html
    desk = Visitor(instance).log_in("floor").open("/desk/reports/new/")
    desk.send(
        "/reports/new/",
        photo=PHOTO, workplace=instance.workplace, kind="hazard", hazard="machine", story=STORY, language="en",
    )  # fmt: skip
    assert "This is no photo" not in desk.html
    assert kept(instance) == (before[0] + 2, before[1] + 1)
    for process in instance.processes:
        assert "cryptography" in loaded(process)  # what is loaded is seen
        assert "/PIL/" not in loaded(process)
        assert "/av/" not in loaded(process)


@pytest.mark.slow
def test_of_many_photos_at_once_none_is_lost_and_few_are_decoded_at_once(instance: Instance) -> None:
    with watching.seen(instance.processes) as seen, ThreadPoolExecutor(16) as pool:
        told_at_once = list(pool.map(lambda number: tell(instance, number), range(1, 17)))
    assert len({receipt for _, receipt in told_at_once}) == 16
    assert not [worker.html for worker, _ in told_at_once if "did not come through" in worker.html]
    assert 1 <= seen.most <= 2  # one a web process
