"""The folder that backups are written to: names, drafts, what is thinned out, what is replaced."""

import errno
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from safelamp.site.backups.problems import BackupProblem, CannotWrite

KEYS_NAME = "keys.age"
_DATA_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+))?\.age")
_MARK_NAME = "instance"
_DRAFT = ".draft-"
_PIECE = 1_000_000


def checked(folder: Path, *, apart_from: Sequence[tuple[str, Path]], mark: str) -> Path:
    """The folder, if backups of this instance may be written there; raises BackupProblem with the reason."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise BackupProblem(f"There is no folder {folder}. Is the stick plugged in? Otherwise make it: mkdir {folder}")
    for name, other in apart_from:
        if folder == other or other in folder.parents:
            raise BackupProblem(
                f"{folder} lies inside {name} ({other}): a backup there is lost with what it should save. "
                "Choose a folder on another disk."
            )
    try:
        _claim(folder, mark)
        _clear_drafts(folder)
    except OSError as error:
        raise BackupProblem(f"{folder} cannot be written to: {error.strerror}.") from error
    return folder


@contextmanager
def draft_in(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file that only its owner can read, on the disk when the block ends; gone where anything went wrong."""
    path = folder / f"{_DRAFT}{secrets.token_hex(8)}"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield path, file
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        path.unlink(missing_ok=True)


def keep_as_data(draft: Path, *, day: str) -> Path:
    """Gives a finished backup of the data its name: the day, and a number if the day has one already."""
    names = [f"{day}.age", *(f"{day}-{number}.age" for number in range(2, 1000))]
    free = next(path for name in names if not (path := draft.parent / name).exists())
    draft.rename(free)
    sync(draft.parent)
    return free


def keep_as_keys(draft: Path) -> Path:
    """Puts a finished backup of the keys in the place of the last, whose bytes are overwritten."""
    path = draft.with_name(KEYS_NAME)
    with suppress(FileNotFoundError):
        with path.open("r+b") as old:  # still open when its name is gone
            draft.rename(path)
            sync(path.parent)
            _overwrite(old)
        return path
    draft.rename(path)
    sync(path.parent)
    return path


def data_in(folder: Path) -> list[Path]:
    """Backups of the data, newest day first."""
    found = ((match, path) for path in folder.iterdir() if (match := _DATA_NAME.fullmatch(path.name)))
    return [path for match, path in sorted(found, key=lambda each: _age_of(each[0]), reverse=True)]


def thin_out(folder: Path, *, keep: int, newest: Path) -> list[Path]:
    """Takes away all but the newest backups of the data; the one just written stays, whatever the clock says."""
    others = [path for path in data_in(folder) if path != newest]
    for path in others[keep - 1 :]:
        path.unlink()
    sync(folder)
    return others[keep - 1 :]


def sync(folder: Path) -> None:
    """Makes sure that names in the folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems of sticks cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _age_of(match: re.Match[str]) -> tuple[str, int]:
    return match[1], int(match[2] or 1)


def _claim(folder: Path, mark: str) -> None:
    """One folder, one instance: the keys of another one would be replaced here."""
    path = folder / _MARK_NAME
    if not path.exists():
        path.write_text(mark, encoding="ascii")
    if path.read_text(encoding="ascii", errors="replace").strip() != mark:
        raise BackupProblem(f"{folder} holds the backups of another instance. Choose a folder of its own.")


def _clear_drafts(folder: Path) -> None:
    """Takes away what a backup that was killed left behind; the caller sees to it that none is running."""
    for path in folder.glob(f"{_DRAFT}*"):
        path.unlink()
    probe = folder / f"{_DRAFT}{secrets.token_hex(8)}"
    probe.touch()
    probe.unlink()


def _overwrite(file: BinaryIO) -> None:
    left = os.fstat(file.fileno()).st_size
    file.seek(0)
    while left > 0:
        left -= file.write(b"\0" * min(left, _PIECE))
    file.flush()
    os.fsync(file.fileno())


def _cannot_write(folder: Path, error: OSError) -> CannotWrite:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return CannotWrite(f"{folder} is full. Nothing was left half written; the earlier backups are as they were.")
    return CannotWrite(f"The backup could not be written to {folder}: {error.strerror}. The earlier ones are there.")
