"""Page files on the disk: finds them, reads them, and says in a sentence why one cannot be taken."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from safelamp.engines.writing.encodings import NotText, Unreadable, decoded
from safelamp.engines.writing.zawgyi import is_zawgyi, to_unicode

LARGEST = 5_000_000  # bytes: a page of news holds a hundredth of it
SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom"})
ABOUT_THE_FOLDER = "README.md"
SOURCES = "sources.toml"


class Refused(Exception):
    """A file that cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page's text and what the folder's `sources.toml` says about it."""

    path: Path
    text: str
    publisher: str = ""
    address: str = ""
    fetched_on: dt.date | None = None


def every_file(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and the text files in the folders, sorted; what is not there stays in the list."""
    found: list[Path] = []
    for path in paths:
        found += _in_folder(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _in_folder(folder: Path) -> Iterator[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)
    return (path for path in sorted(files) if path.name != ABOUT_THE_FOLDER)


def read_file(path: Path) -> PageFile:
    """The page in a file; raises Refused."""
    text = _decoded(_bytes_of(path))
    if not text.strip():
        raise Refused("is empty. Save the page's text into it.")
    said = _said_about(path)
    fetched = said.get("fetched")
    return PageFile(
        path,
        text,
        publisher=str(said.get("publisher", "")),
        address=str(said.get("address", "")),
        fetched_on=fetched if isinstance(fetched, dt.date) else None,
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"is larger than {LARGEST // 1_000_000} MB. Split it into single pages.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("is not there. Look at the name and the folder.") from None
    except PermissionError:
        raise Refused("may not be read. Change its permissions.") from None
    except OSError as problem:
        raise Refused(f"cannot be read ({problem.strerror}).") from None


def _decoded(content: bytes) -> str:
    """The text in the bytes, old Burmese letters put into Unicode."""
    try:
        text = decoded(content).text if content else ""
    except NotText:
        raise Refused("is not a text file. Save the page as a web page or as plain text.") from None
    except Unreadable:
        raise Refused(
            "is written in letters that cannot be made out. Open it in an editor and save it with the encoding UTF-8."
        ) from None
    return to_unicode(text) if is_zawgyi(text) else text


def _said_about(path: Path) -> dict[str, object]:
    """Publisher, address and day from the table of the same name in the folder's `sources.toml`."""
    sources = path.with_name(SOURCES)
    if not sources.is_file():
        return {}
    try:
        said: dict[str, object] = tomllib.loads(sources.read_text(encoding="utf-8")).get(path.name, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Refused(f"has a {SOURCES} beside it that cannot be read: {problem}.") from None
    return said
