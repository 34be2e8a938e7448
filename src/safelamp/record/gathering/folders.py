"""Folders of this server that are watched: files that were put there since the last look."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

from safelamp.record.gathering.models import Watch
from safelamp.record.gathering.operations import LARGEST
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.reading_in import Came

TYPES = {
    ".txt": "text/plain", ".md": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html",
    ".xml": "application/xml", ".rss": "application/rss+xml", ".atom": "application/atom+xml",
}  # fmt: skip
ABOUT_THE_FOLDER = frozenset({"readme.md", "readme.txt"})
SETTLED = dt.timedelta(seconds=2)  # a file that was just written may not be whole
MOST_FILES = 200  # at one look


def files_in(folder: Path) -> list[Path]:
    """The pages in a folder and its folders, in their order; no links, which might lead elsewhere. Raises OSError."""
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    return [path for path in sorted(_walked(folder)) if path.suffix.lower() in TYPES]


def _walked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_symlink() or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file() and path.name.lower() not in ABOUT_THE_FOLDER:
            yield path


def new_files(watch: Watch, *, at: dt.datetime) -> list[Path]:
    """Files with bytes that this source did not bring before; raises OSError where the folder cannot be read."""
    found: list[Path] = []
    for path in files_in(Path(watch.address)):
        if len(found) < MOST_FILES and _is_settled(path, at) and not _was_there(watch, path):
            found.append(path)
    return found


def _is_settled(path: Path, at: dt.datetime) -> bool:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC) <= at - SETTLED


def _was_there(watch: Watch, path: Path) -> bool:
    if path.stat().st_size > LARGEST:
        return watch.arrivals.filter(name=path.name[:200], outcome=Outcome.TOO_LARGE).exists()
    raw = path.read_bytes()
    if not raw:
        return watch.arrivals.filter(name=path.name[:200], outcome=Outcome.EMPTY).exists()
    return watch.arrivals.filter(raw_digest=hashlib.sha256(raw).hexdigest()).exists()


def came(path: Path) -> Came:
    """The bytes of a file; of one that is too large only as many as show that it is."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    return Came(raw, name=path.name, content_type=TYPES.get(path.suffix.lower(), ""))
