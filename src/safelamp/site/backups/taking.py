"""Taking a backup: the stream, encrypted, into a folder or a pipe."""

import datetime as dt
import importlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.utils import timezone

from safelamp.site.backups import folders
from safelamp.site.backups.instance import mark
from safelamp.site.backups.parts import Part
from safelamp.site.backups.problems import BackupProblem, CannotWrite
from safelamp.site.backups.stream import stream

if TYPE_CHECKING:
    from types import ModuleType

    from safelamp.site.backups.age import Recipient

STAMPS = {Part.DATA: "backup.stamp", Part.KEYS: "keys-backup.stamp"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was written: how large, its digest, and where it lies."""

    size: int
    digest: str
    path: Path | None = None


def encryption() -> "ModuleType":
    """The module that encrypts; raises BackupProblem where the extra is missing."""
    try:
        return importlib.import_module("safelamp.site.backups.age")
    except ImportError as error:
        raise BackupProblem(
            "Backups are encrypted with pyrage, which is not installed: pip install 'safelamp[backup]', or with "
            "hashes: pip install --require-hashes -r requirements-server.txt"
        ) from error


def checked_folder(folder: Path) -> Path:
    """The folder, if backups may be written there; raises BackupProblem with the reason."""
    apart = (("the data folder", settings.HOME), ("the key folder", settings.KEYS.path))
    return folders.checked(folder, apart_from=apart, mark=mark(settings.RECEIPT_PEPPER))


def into_folder(part: Part, folder: Path, *, recipients: "Sequence[Recipient]") -> Taken:
    """Writes a backup into a checked folder; it is on the disk under its name when this returns."""
    with folders.draft_in(folder) as (draft, file):
        taken = _encrypted(part, file, recipients)
        file.flush()
        os.fsync(file.fileno())
        day = timezone.localdate().isoformat()
        path = folders.keep_as_data(draft, day=day) if part is Part.DATA else folders.keep_as_keys(draft)
    _stamp(part, taken, kind=part.value)
    return Taken(taken.size, taken.digest, path)


def into_pipe(part: Part, pipe: BinaryIO, *, recipients: "Sequence[Recipient]") -> Taken:
    """Writes a backup into a pipe; what becomes of it only the other end knows."""
    try:
        taken = _encrypted(part, pipe, recipients)
        pipe.flush()
    except BrokenPipeError as error:
        # What is still held back goes nowhere, so that the interpreter's own last flush does not fail too.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, pipe.fileno())
        os.close(nowhere)
        raise CannotWrite("The other end of the pipe was closed before the backup was complete.") from error
    _stamp(part, taken, kind=f"{part.value} through a pipe")
    return taken


class _Counting:
    """Counts and digests what passes into a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = sha256()
        self._size = 0

    def write(self, piece: bytes) -> int:
        self._digest.update(piece)
        self._size += len(piece)
        return self._file.write(piece)

    @property
    def taken(self) -> Taken:
        return Taken(self._size, self._digest.hexdigest())


def _encrypted(part: Part, file: BinaryIO, recipients: "Sequence[Recipient]") -> Taken:
    counting = _Counting(file)
    encryption().encrypt(stream(part), into=counting, recipients=recipients)
    return counting.taken


def _stamp(part: Part, taken: Taken, *, kind: str) -> None:
    """Says when the last backup was complete; `safelamp doctor` reads it."""
    said = {"at": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"), "kind": kind, "sha256": taken.digest}
    path: Path = settings.HOME / STAMPS[part]
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.write_text(json.dumps(said), encoding="ascii")
    draft.rename(path)
