"""Nothing lost: what the database cannot take is spooled sealed, stored later, once."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports import operations, queries, spool
from safelamp.loop.reports.models import Message, Report
from tests.loop.tellings import telling
from tests.people import House

SECRET = bytes(range(16))
STORY = "nobody may lose these words"


@pytest.fixture(autouse=True)
def own_spool(settings, tmp_path: Path) -> Path:
    settings.SPOOL = tmp_path / "spool"
    return settings.SPOOL


class Refusal:
    """A database that reads and cannot write, by SQLite's own switch: the real error, not a made one."""

    def __enter__(self) -> None:
        if connection.vendor != "sqlite":
            pytest.skip("switches SQLite to reading only")
        connection.ensure_connection()
        connection.connection.execute("PRAGMA query_only = ON")

    def __exit__(self, *_: object) -> None:
        connection.connection.execute("PRAGMA query_only = OFF")


@pytest.fixture
def refusing() -> Iterator[Refusal]:
    return Refusal()


def files() -> list[Path]:
    return sorted(settings.SPOOL.glob("*"))


def test_the_refusal_is_a_real_one(union: House, refusing: Refusal) -> None:
    with refusing, pytest.raises(OperationalError, match="readonly"), transaction.atomic():
        Organisation.objects.create(name="x", kind="union", country="TH")


def test_a_report_that_the_database_refuses_is_spooled_with_its_receipt_and_stored_once(
    union: House, refusing: Refusal
) -> None:
    told = telling(union, story=STORY)
    with refusing:
        answer = operations.receive(told)
    assert answer.spooled
    assert answer.receipt == told.receipt
    assert Report.objects.count() == 0
    assert operations.store_spooled() == 1
    assert operations.store_spooled() == 0
    assert files() == []
    assert queries.words_of(union.officer.session, Report.objects.get()).story == STORY
    assert queries.access(answer.receipt) is not None


def test_a_spooled_report_lies_sealed_and_for_the_owner_only(union: House, refusing: Refusal) -> None:
    told = telling(union, story=STORY, contact="0812345678", photo=b"\xff\xd8 the picture")
    with refusing:
        operations.receive(told)
    (file,) = files()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    raw = file.read_bytes()
    for word in (STORY.encode(), b"0812345678", b"the picture", told.receipt.encode(), told.secret.hex().encode()):
        assert word not in raw
    assert told.secret.hex() not in file.name


def test_the_same_form_sent_again_while_the_database_is_away_waits_once(union: House, refusing: Refusal) -> None:
    with refusing:
        receipts = {operations.receive(telling(union, secret=SECRET, story=STORY)).receipt for _ in range(3)}
    assert len(receipts) == 1
    assert len(files()) == 1


def test_other_words_sent_while_the_database_is_away_do_not_take_the_place_of_the_first(
    union: House, refusing: Refusal
) -> None:
    with refusing:
        operations.receive(telling(union, secret=SECRET, story="the first words"))
        operations.receive(telling(union, secret=SECRET, story="the second words"))
    assert operations.store_spooled() == 1
    report = Report.objects.get()
    assert queries.words_of(union.officer.session, report).story == "the first words"
    texts = [told.words.text for told in queries.thread_for_desk(union.officer.session, report) if told.words]
    assert "the second words" in texts
    assert files() == []


def test_a_form_sent_again_when_the_database_is_back_finds_what_waits(
    union: House, refusing: Refusal, django_capture_on_commit_callbacks
) -> None:
    with refusing:
        first = operations.receive(telling(union, secret=SECRET, story="the first words"))
    with django_capture_on_commit_callbacks(execute=True):
        again = operations.receive(telling(union, secret=SECRET, story="the first words"))
    assert (again.receipt, again.again) == (first.receipt, True)
    assert Report.objects.count() == 1
    assert Message.objects.count() == 0
    assert files() == []


def test_words_spooled_for_a_report_that_is_already_stored_come_into_its_thread(
    union: House, refusing: Refusal
) -> None:
    operations.receive(telling(union, secret=SECRET, story="the first words"))
    with refusing:
        operations.receive(telling(union, secret=SECRET, story="the second words"))
    assert operations.store_spooled() == 0
    texts = [
        told.words.text for told in queries.thread_for_desk(union.officer.session, Report.objects.get()) if told.words
    ]
    assert "the second words" in texts
    assert files() == []


def test_a_file_that_was_stored_but_not_yet_taken_away_is_stored_once(union: House, refusing: Refusal) -> None:
    """As after a crash between the commit and the removal."""
    with refusing:
        operations.receive(telling(union, secret=SECRET))
    (file,) = files()
    raw = file.read_bytes()
    operations.store_spooled()
    file.write_bytes(raw)
    assert operations.store_spooled() == 0
    assert (Report.objects.count(), Message.objects.count(), files()) == (1, 0, [])


def test_damaged_files_stay_and_hold_nothing_up(union: House, refusing: Refusal) -> None:
    with refusing:
        operations.receive(telling(union))
    (whole,) = files()
    (settings.SPOOL / "0-cut.report").write_bytes(whole.read_bytes()[:100])
    (settings.SPOOL / "1-empty.report").write_bytes(b"")
    (settings.SPOOL / "2-noise.report").write_bytes(bytes(range(256)))
    (settings.SPOOL / "3-other.report").write_text(json.dumps([{"model": "organisations.member", "fields": {}}]))
    orphan = json.loads(whole.read_text())
    orphan[0]["fields"]["organisation"] = "00000000-0000-4000-8000-000000000000"
    orphan[0]["pk"] = "00000000-0000-4000-8000-000000000001"
    (settings.SPOOL / "4-orphan.report").write_text(json.dumps(orphan[:1]))
    assert operations.store_spooled() == 1
    assert len(files()) >= 4


def test_a_draft_of_a_write_that_was_cut_is_never_stored(union: House) -> None:
    settings.SPOOL.mkdir()
    (settings.SPOOL / "abc.draft").write_text("[]")
    assert operations.store_spooled() == 0


def test_without_a_spool_folder_nothing_waits(db: None) -> None:
    assert list(spool.waiting()) == []


def test_a_shut_report_is_spooled_to_the_same_keys(union: House, refusing: Refusal) -> None:
    with refusing:
        operations.receive(telling(union, shut_to=Audience.NO_FOCAL_POINTS, story=STORY))
    operations.store_spooled()
    assert queries.words_of(union.representative.session, Report.objects.get()).story == STORY
    with pytest.raises(queries.CannotOpen):
        queries.words_of(union.focal_point.session, Report.objects.get())


def test_the_disk_is_told_to_write_before_a_report_is_acknowledged(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite")
    settings_of = {
        name: connection.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "secure_delete")
    }
    assert settings_of == {"synchronous": 2, "secure_delete": 1}
    assert sqlite3.sqlite_version_info >= (3, 30)
