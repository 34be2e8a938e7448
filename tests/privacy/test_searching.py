"""The search finds what it looks for, and the watch sees files that were gone at once."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.privacy.searching import Watch, files_below, forms_of, found_in

WORD = "Krathongduang เครื่อง"


@pytest.mark.parametrize(
    "raw",
    [
        f"log: {WORD}!".encode(),
        WORD.encode("utf-16"),
        urlencode({"story": f"before {WORD} after"}).encode(),
        json.dumps({"story": WORD}).encode(),
        *(base64.b64encode(b"x" * shift + WORD.encode() + b"tail") for shift in range(4)),
        WORD.encode().hex().encode(),
        repr(WORD.encode()).encode(),
    ],
    ids=["plain", "utf-16", "form", "json", "base64", "base64+1", "base64+2", "base64+3", "hex", "repr"],
)
def test_a_word_is_found_in_every_coat(raw: bytes) -> None:
    forms = forms_of(WORD) | {repr(WORD.encode())[2:-1].encode()}
    assert found_in({"here": b"...." + raw + b"...."}, {"word": forms}) == [("word", "here")]


def test_a_word_that_is_not_there_is_not_found() -> None:
    assert found_in({"here": os.urandom(2_000_000)}, {"word": forms_of(WORD)}) == []


def test_the_watch_sees_files_that_come_and_go(tmp_path: Path) -> None:
    lines = (
        "import tempfile, sys\n"
        f"file = tempfile.TemporaryFile(dir={str(tmp_path)!r})\nfile.write(b'x'); file.flush()\n"
        "print('made', flush=True); sys.stdin.read()\n"
    )
    words = [sys.executable, "-c", lines]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with Watch(tmp_path, processes=[process.pid]) as watch:
            with tempfile.NamedTemporaryFile(dir=tmp_path):
                pass
            assert process.stdout.readline() == "made\n"
            until = time.monotonic() + 60
            while not any(name.startswith(str(tmp_path)) for name in list(watch.deleted)):
                assert time.monotonic() < until
                time.sleep(0.01)
        process.communicate()
    assert watch.made


def test_every_file_below_is_read(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "file").write_bytes(b"word")
    assert files_below(tmp_path) == {"deep/er/file": b"word"}
