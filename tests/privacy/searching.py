"""Looking for words in bytes, in every form in which programs write words down; watching folders for files."""

import base64
import contextlib
import ctypes
import os
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self
from urllib.parse import quote, quote_plus

EVENTS = 0x100 | 0x80 | 0x2  # created, moved here, written
HEAD = struct.Struct("iIII")


def forms_of(word: str) -> set[bytes]:
    """The word in UTF-8, UTF-16, base64 (each alignment), percent signs, JSON, hexadecimal."""
    raw = word.encode()
    found = {raw, word.encode("utf-16-le"), word.encode("utf-16-be"), raw.hex().encode(), raw.hex().upper().encode()}
    found |= {quote(word).encode(), quote_plus(word).encode(), quote(word).lower().encode()}
    found |= {word.encode("unicode_escape"), word.encode("ascii", "xmlcharrefreplace")}
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw)
        inner = coded[-(-shift * 4 // 3) : len(coded) - 4].rstrip(b"=")
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return {form for form in found if len(form) >= 5}


def found_in(places: dict[str, bytes], words: dict[str, Iterable[bytes]]) -> list[tuple[str, str]]:
    """Which word was found in which place."""
    return [
        (name, place)
        for name, forms in words.items()
        for place, raw in places.items()
        if any(form in raw for form in forms)
    ]


def files_below(folder: Path) -> dict[str, bytes]:
    """Everything that lies in the folder, by name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(OSError):
            if path.is_file():
                found[str(path.relative_to(folder))] = path.read_bytes()
    return found


class Watch:
    """Says which files were made in a folder while it was watched, also those that were gone at once."""

    def __init__(self, folder: Path, *, processes: list[int]) -> None:
        self._folder = folder
        self._processes = processes
        self._ended = threading.Event()
        self.made: list[str] = []
        self.deleted: set[str] = set()

    def __enter__(self) -> Self:
        libc = ctypes.CDLL(None, use_errno=True)
        self._inotify = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._inotify, os.fsencode(self._folder), EVENTS) >= 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self.made += self._events()
        os.close(self._inotify)

    def _look(self) -> None:
        """Files that have no name any more are seen where the processes still hold them open."""
        while not self._ended.wait(0.005):
            for process in self._processes:
                self.deleted |= set(self._nameless(process))

    def _nameless(self, process: int) -> Iterator[str]:
        with contextlib.suppress(OSError):
            for entry in Path(f"/proc/{process}/fd").iterdir():
                with contextlib.suppress(OSError):
                    target = str(entry.readlink())
                    if target.endswith("(deleted)") and target.startswith("/"):
                        yield target

    def _events(self) -> list[str]:
        time.sleep(0.05)
        found = []
        with contextlib.suppress(BlockingIOError):
            while raw := os.read(self._inotify, 65536):
                while raw:
                    length = HEAD.unpack_from(raw)[3]
                    found.append(raw[HEAD.size : HEAD.size + length].rstrip(b"\0").decode())
                    raw = raw[HEAD.size + length :]
        return found
