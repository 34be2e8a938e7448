"""Two people do the same to a member at once, in processes of their own, on a real SQLite file and on PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.prepared import home_with_tables
from tests.site.test_postgresql import server

PROGRAM = "import django; django.setup(); from tests.ground.vault import admitting; admitting.main()"
KEYS_OF_AN_OFFICER = 6  # three audiences, two purposes, one month

__all__ = ["server"]  # the fixture: a PostgreSQL of our own


def raced(folder: Path, **environment: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[3],
        env={
            **os.environ, "SAFELAMP_HOME": str(folder / "home"), "SAFELAMP_KEYS": str(folder / "keys"),
            "DJANGO_SETTINGS_MODULE": "safelamp.site.settings", **environment,
        },
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def check(told: dict[str, Any]) -> None:
    for each in told["admitted"]:
        assert each["told"] == ["done"] * 3
        assert each["held"] == each["different"] == each["open"] == KEYS_OF_AN_OFFICER
    for each in told["renewed"]:
        assert each == {"told": ["done", "done"], "stale": 0}
    for each in told["passphrases"]:
        assert sorted(words[:40] for words in each["told"]) == ["A colleague has just given them another ", "done"]
        assert each["keys"] == 1
    assert told["demoted"]["officers"] == 1
    assert sorted(words.partition(":")[0] for words in told["demoted"]["told"]) == ["NobodyLeft", "done"]


@pytest.mark.slow
def test_each_gets_one_clear_outcome_on_sqlite_and_keys_are_held_once(tmp_path: Path) -> None:
    home_with_tables(tmp_path / "home")
    check(raced(tmp_path))


@pytest.mark.slow
@pytest.mark.postgresql
def test_the_same_on_postgresql(tmp_path: Path, server: str) -> None:
    check(raced(tmp_path, SAFELAMP_DATABASE_URL=server))
