"""Overwriting files before they are unlinked, and the free space of a file system where earlier files lay.

What this cannot reach: blocks that a solid-state disk or a file system that copies on write keeps elsewhere.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1024 * 1024
FILLERS = 4
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def erase_folder(folder: Path) -> list[Path]:
    """Overwrites and unlinks everything below, then the folder itself; returns what could not be reached."""
    left = []
    for path in _deepest_first(folder):
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                erase_file(path)
        except OSError:
            left.append(path)
    return left


def erase_file(path: Path) -> None:
    """Overwrites the file in its place, forces that to disk, empties it and unlinks it under another name.

    A link is followed: its target is emptied too. A socket or a pipe is only unlinked.
    """
    target = path.resolve()
    if target.is_file():
        overwrite(target)
        if target != path:
            target.unlink()
    nameless = path.with_name(secrets.token_hex(8))
    path.rename(nameless)
    nameless.unlink()


def overwrite(path: Path) -> None:
    """Random bytes over every block that the file has now, then nothing."""
    size = path.stat().st_size
    path.chmod(0o600)
    with path.open("r+b", buffering=0) as file:
        for start in range(0, size, BLOCK):
            file.write(os.urandom(min(BLOCK, size - start)))
        os.fsync(file.fileno())
        file.truncate(0)
        os.fsync(file.fileno())


def fill_free_space(folder: Path) -> int:
    """Fills the file system with random bytes until it is full, then gives the space back; how many bytes.

    A file system keeps some blocks for itself until what was unlinked is really gone: so several files, one by one.
    """
    fillers = [folder / secrets.token_hex(8) for _ in range(FILLERS)]
    try:
        return sum(_fill_one(filler) for filler in fillers)
    finally:
        for filler in fillers:
            filler.unlink(missing_ok=True)


def _fill_one(filler: Path) -> int:
    os.sync()
    try:
        with filler.open("xb", buffering=0) as file:
            written = sum(_fill(file.fileno(), size) for size in (BLOCK, 4096, 512))
            with contextlib.suppress(OSError):
                os.fsync(file.fileno())
            return written
    except OSError as error:
        if error.errno in FULL:
            return 0
        raise


def _fill(descriptor: int, size: int) -> int:
    written = 0
    while True:
        try:
            written += os.write(descriptor, os.urandom(size))
        except OSError as error:
            if error.errno in FULL:
                return written
            raise


def _deepest_first(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder, topdown=False):
        yield from (Path(root) / name for name in (*files, *folders))
    if folder.exists():
        yield folder
