"""A union loses its machine: data and keys come back elsewhere, the story is read, the reporter finds the answer."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import Visitor
from tests.site.backups.backed_up import (
    ANSWER,
    STORY,
    BackedUp,
    Said,
    a_union,
    elsewhere,
    follow,
    reports_at_desk,
    safelamp,
    tell,
    words_at_desk,
)

pytestmark = [pytest.mark.slow]
COUNT_SESSIONS = "from django.contrib.sessions.models import Session; print(Session.objects.count())"


@dataclass(frozen=True, slots=True)
class Restored:
    """The instance, the same elsewhere, what restoring said, and how many sessions each had right then."""

    union: BackedUp
    again: BackedUp
    said: Said
    sessions: list[int]


@pytest.fixture(scope="module")
def restored(tmp_path_factory: pytest.TempPathFactory) -> Restored:
    """A union whose instance was backed up while it served, and the same restored on another machine."""
    folder = tmp_path_factory.mktemp("restored")
    union = a_union(folder)
    union.instance.start()
    try:
        receipt = tell(union.instance)
        [report] = reports_at_desk(union.instance)
        Visitor(union.instance).log_in("officer").open(report).send("/answer/", text=ANSWER)
        backed_up = union.back_up()
        assert backed_up.code == 0, backed_up.err
    finally:
        union.instance.stop()
    other = elsewhere(folder / "other")
    other.code, other.passphrases = union.instance.code, union.instance.passphrases
    said = union.restore(other)
    assert said.code == 0, said.err
    sessions = [int(each.ask(COUNT_SESSIONS)) for each in (union.instance, other)]
    assert safelamp(other, "django", "collectstatic", "--no-input").code == 0
    again = BackedUp(other, union.data, union.keys, union.identity, union.recipient, receipt)
    return Restored(union, again, said, sessions)


def test_the_story_is_read_and_the_reporter_finds_the_answer_on_the_other_machine(
    restored: Restored,
) -> None:
    again = restored.again
    again.instance.start()
    try:
        assert STORY in words_at_desk(again.instance)
        assert ANSWER in follow(again.instance, again.receipt)
        assert len(tell(again.instance)) == 20  # and the next one is told
    finally:
        again.instance.stop()


def test_restoring_says_what_stands_there_now(restored: Restored) -> None:
    lines = [" ".join(line.split()) for line in restored.said.out.splitlines()]
    assert "1 reports" in lines
    assert "2 members" in lines


def test_nobody_is_logged_in_after_restoring(restored: Restored) -> None:
    before, after = restored.sessions
    assert before > 0
    assert after == 0


def test_the_keys_of_the_instance_came_along(restored: Restored) -> None:
    union, again = restored.union, restored.again
    folders = [each.instance.folder / "keys" for each in (union, again)]
    assert [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders] == [
        {path.name: path.read_bytes() for path in folders[0].iterdir()}
    ] * 2
    assert {oct(path.stat().st_mode & 0o777) for path in folders[1].iterdir()} == {"0o600"}


def test_nothing_is_left_of_the_restoring_and_only_the_owner_reads_the_database(
    restored: Restored,
) -> None:
    home = restored.again.instance.folder / "home"
    assert not list(home.glob(".restoring*")) + list(home.glob("restore.*"))
    assert (home / "safelamp.sqlite3").stat().st_mode & 0o077 == 0
    assert not list((restored.again.instance.folder / "tmp").iterdir())


def test_a_stamp_says_when_the_last_backup_was_complete(restored: Restored) -> None:
    home: Path = restored.union.instance.folder / "home"
    for name in ("backup.stamp", "keys-backup.stamp"):
        assert set(json.loads((home / name).read_text())) == {"at", "kind", "sha256"}


def test_a_second_restore_refuses_to_overwrite_the_instance(restored: Restored) -> None:
    union, again = restored.union, restored.again
    database = again.instance.folder / "home" / "safelamp.sqlite3"
    before = database.read_bytes()
    said = union.restore(again.instance)
    assert said.code == 1
    assert "restoring would overwrite it" in said.err
    assert database.read_bytes() == before
