"""Restoring an instance: everything is read, checked and read back aside before anything is put in its place."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.db import DEFAULT_DB_ALIAS, connections

from safelamp.site.backups import target as targets
from safelamp.site.backups.instance import KEY_FOLDER, SPOOL
from safelamp.site.backups.loading import ReadIn, load
from safelamp.site.backups.parts import Part
from safelamp.site.backups.placing import Placing
from safelamp.site.backups.problems import CannotRead
from safelamp.site.backups.summary import Summary, summary_of
from safelamp.site.backups.target import Target

if TYPE_CHECKING:
    from safelamp.site.backups.age import Identity


@dataclass(frozen=True, slots=True)
class Sources:
    """The two backups, open, and the secret keys that may open them."""

    data: BinaryIO
    keys: BinaryIO | None
    identities: "Sequence[Identity]"


@dataclass(frozen=True, slots=True)
class Files:
    """Files of a backup by name, held until they are put in their places: keys never lie in the data folder."""

    folder: Path
    keys: dict[str, bytes] = field(default_factory=dict)

    def put(self, place: str, content: bytes) -> None:
        """Takes a file; raises CannotRead where its place is not one of ours."""
        folder, _, name = place.partition("/")
        if folder not in {SPOOL, KEY_FOLDER} or not name or Path(name).name != name or name.startswith("."):
            raise CannotRead("The backup holds a file that has no place in an instance.")
        if folder == KEY_FOLDER:
            self.keys[name] = content
            return
        path = self.folder / name
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fsync(file.fileno())


def restore(sources: Sources) -> Summary:
    """Restores onto an empty instance; raises BackupProblem, and then nothing was changed."""
    placing = Placing()
    placing.begin()
    connection = connections[DEFAULT_DB_ALIAS]
    with aside(placing.database.parent) as folder:
        files = Files(folder)
        if connection.vendor != "sqlite":
            with targets.one_transaction(connection) as target:
                summary = summary_of(target, read_into(target, sources, files))
                placing.put_files(files.folder, files.keys)
        else:
            with targets.sqlite_file(folder / "database") as target:
                summary = summary_of(target, read_into(target, sources, files))
            placing.put_files(files.folder, files.keys)
            connection.close()
            placing.put_database(folder / "database")
        placing.end()
    return summary


def read_into(target: Target, sources: Sources, files: Files) -> ReadIn:
    """Reads the backups into the target, checks them and brings them up to this version; raises CannotRead."""
    data = load(sources.data, part=Part.DATA, target=target, identities=sources.identities, put_file=files.put)
    keys, dropped = None, 0
    if sources.keys is not None:
        keys = load(sources.keys, part=Part.KEYS, target=target, identities=sources.identities, put_file=files.put)
        if data.head.instance != keys.head.instance:
            raise CannotRead(
                "The keys belong to another instance than the data: these two backups do not fit together."
            )
        dropped = sum(target.drop_dangling([table for table in keys.tables if not table.fills_in]).values())
    target.migrate(targets.all_migrations())
    if wrong := target.check():
        raise CannotRead("The restored database is not sound: " + "; ".join(wrong[:3]))
    return ReadIn(data, keys, dropped)


@contextmanager
def aside(folder: Path, *, name: str = "restoring") -> Iterator[Path]:
    """A folder that only its owner can read, gone at the end; what a killed run left is taken away first."""
    for left in folder.glob(f".{name}-*"):
        shutil.rmtree(left)
    made = folder / f".{name}-{secrets.token_hex(8)}"
    made.mkdir(mode=0o700)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
