"""The instance that is backed up: who it is, where its files lie, one backup or restore at a time."""

import fcntl
import hmac
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from safelamp.site.backups.manifest import Head
from safelamp.site.backups.parts import Part
from safelamp.site.backups.problems import BackupProblem
from safelamp.site.backups.snapshot import migrations_of

SPOOL, KEY_FOLDER = "spool", "keys"  # where a file in a backup lies
LARGEST_KEY_FILE = 65_536  # bytes; whatever is larger is no key
_KEY_NAME = re.compile(r"[a-z][a-z0-9-]*(\.(public|private))?")


def mark(pepper: bytes) -> str:
    """A word that stands for an instance, on every machine that it is restored on, and tells nothing."""
    return hmac.digest(pepper, b"safelamp backup: which instance", "sha256").hex()[:20]


def head(part: Part) -> Head:
    """What a backup of this instance says of itself; raises BackupProblem where the database is not up to date."""
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackupProblem(
            "There is no instance here, or its database is not up to date: see `safelamp doctor`. "
            "After an update run `safelamp django migrate`."
        )
    return Head(
        part=part,
        instance=mark(settings.RECEIPT_PEPPER),
        at=f"{timezone.now():%Y-%m-%d %H:%M}",
        version=version("safelamp"),
        migrations=migrations_of(connection),
    )


def files_of(part: Part) -> Iterator[tuple[str, bytes]]:
    """The files of a part, by name: sealed reports that wait for the database, or the instance's own keys."""
    if part is Part.DATA:
        yield from _contents(SPOOL, sorted(settings.SPOOL.glob("*.report")))
    else:
        yield from _contents(KEY_FOLDER, sorted(filter(is_key_file, settings.KEYS.path.iterdir())))


def is_key_file(path: Path) -> bool:
    """Whether this is one of the instance's own keys and no draft of one."""
    return bool(_KEY_NAME.fullmatch(path.name)) and path.is_file() and path.stat().st_size <= LARGEST_KEY_FILE


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else backs up or restores this instance meanwhile; raises BackupProblem if somebody does.

    A stop of the machine or its services then ends the work as an error does: drafts are taken away.
    """
    with (home / "backup.lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupProblem("Another backup or restore of this instance is running. Wait until it ends.") from error
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, before)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _contents(folder: str, paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield f"{folder}/{path.name}", path.read_bytes()
        except PermissionError as error:
            raise BackupProblem(
                f"{path} cannot be read by this user: a backup without it would not be whole."
            ) from error
        except FileNotFoundError:  # a spooled report has just been stored: the database has it
            continue
