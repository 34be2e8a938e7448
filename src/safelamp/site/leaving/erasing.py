"""Overwriting files before they are unlinked, and the free space of a file system where earlier files lay.

What this cannot reach: blocks that a solid-state disk or a file system that copies on write keeps elsewhere.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1024 * 1024
FILLERS = 4
KEPT_SINGLES = 3  # files of one block for each block that the file system keeps: every second one is given back
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


@dataclass(frozen=True, slots=True)
class Filled:
    """How far the filling came: bytes written, and bytes still free when nothing more could be written."""

    written: int
    unreached: int


def fill_free_space(folder: Path) -> Filled:
    """Fills the file system with random bytes until it is full, then gives the space back.

    A file system keeps some blocks for itself until what was unlinked is really gone: so several files, one by one.
    Some ext4 never gives (2 %, at most 4,096 blocks), unless root asks it to. Where it does not, they are changed for
    others at the end, by giving back single blocks that random bytes lay in, so that the largest holes left are the
    ones nobody has written to yet.
    """
    fillers = [folder / secrets.token_hex(8) for _ in range(FILLERS + 1)]
    singles = folder / secrets.token_hex(8)
    singles.mkdir()
    try:
        with nothing_kept(folder) as kept:
            written = _single_blocks(singles, KEPT_SINGLES * kept)
            written += sum(_fill_one(filler) for filler in fillers[:-1])
            for path in sorted(singles.iterdir(), key=lambda path: path.stat().st_ino)[::2]:
                path.unlink()
            written += _fill_one(fillers[-1])
            full = os.statvfs(folder)
            return Filled(written, full.f_bfree * full.f_frsize)
    finally:
        for path in (*fillers, *singles.iterdir()):
            path.unlink(missing_ok=True)
        singles.rmdir()


@contextlib.contextmanager
def nothing_kept(folder: Path) -> Iterator[int]:
    """While it lasts, ext4 keeps no block for itself, where we may ask it; gives how many blocks it still keeps."""
    device = folder.stat().st_dev
    disk = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    setting = Path("/sys/fs/ext4") / disk.resolve().name / "reserved_clusters"
    try:
        before = setting.read_text()
        setting.write_text("0")
    except OSError:
        yield min(4096, os.statvfs(folder).f_blocks // 50)
        return
    try:
        yield 0
    finally:
        setting.write_text(before)


def _single_blocks(folder: Path, count: int) -> int:
    size = os.statvfs(folder).f_bsize
    for number in range(count):
        try:
            (folder / str(number)).write_bytes(os.urandom(size))
        except OSError as error:
            if error.errno in FULL:
                return number * size
            raise
    return count * size


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
