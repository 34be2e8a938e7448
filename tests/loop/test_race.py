"""On a real database file: several people take the same report at once, and no word of the desk is on the disk."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.prepared import home_with_tables

WORD = "Brombeerhecke"
PROGRAM = f"import django; django.setup(); from tests.loop import race; race.main({WORD!r})"


@dataclass(frozen=True, slots=True)
class Ran:
    """What the racers were told, round by round, and everything that was written."""

    rounds: Sequence[Sequence[tuple[str, str]]]
    written: bytes


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("race")
    home_with_tables(folder / "home")
    environment = {**os.environ, "SAFELAMP_HOME": str(folder / "home"), "SAFELAMP_KEYS": str(folder / "keys")}
    environment["DJANGO_SETTINGS_MODULE"] = "safelamp.site.settings"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2], env=environment, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = b"".join(path.read_bytes() for path in (folder / "home").rglob("*") if path.is_file())
    return Ran(json.loads(done.stdout), written)


@pytest.mark.slow
def test_of_several_who_take_the_same_report_at_once_one_wins_and_the_others_are_told_who(ran: Ran) -> None:
    assert len(ran.rounds) == 6
    for answers in ran.rounds:
        numbers = [words for said, words in answers if said == "won"]
        assert len(numbers) == 1
        refusals = [words for said, words in answers if said == "refused"]
        assert len(refusals) == 2
        assert all(f"has already taken this report: case {numbers[0]}." in words for words in refusals)


@pytest.mark.slow
def test_no_word_that_a_desk_wrote_is_on_the_disk(ran: Ran) -> None:
    assert b"Union Mill" in ran.written  # what is plain is found, so the search works
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert WORD.encode(encoding) not in ran.written
