"""On PostgreSQL everything works as on SQLite: the rooms' own tests, run against a real server."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.machine import POSTGRESQL

SERVER_USER = "postgres" if os.geteuid() == 0 else None  # PostgreSQL does not run as root
TESTS = Path(__file__).parents[1]
SAME_TESTS = (
    "record/searching/test_queries.py",
    "record/searching/test_finding.py",
    "record/test_adding.py",
    "ground/vault/test_admission.py",
    "ground/vault/test_paper_key.py",
    "ground/workplaces/test_workplaces.py",
    "ground/post/test_outbox.py",
    "loop/duty/test_flood.py",
    "loop/duty/test_ringing.py",
    "loop/duty/test_taken.py",
    "loop/test_reports.py",
    "loop/test_together.py",
    "loop/test_events.py::test_the_event_is_the_one_that_looking_at_every_row_finds",
    "loop/test_events_at_once.py",
    "loop/test_cases.py",
    "loop/test_floor.py",
    "loop/test_actions.py",
    "loop/test_own_times.py",
    "insight/test_own_times.py",
    "insight/alerts/test_destroying.py",
    "insight/alerts/test_importing.py",
    "insight/alerts/test_looking.py",
    "insight/alerts/test_watching.py",
    "loop/register/test_reading.py",
)


def program(name: str, *arguments: object) -> None:
    assert POSTGRESQL is not None
    command = [str(POSTGRESQL / name), *map(str, arguments)]
    subprocess.run(command, user=SERVER_USER, cwd="/", check=True, capture_output=True, timeout=400)


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server of our own, reached through a socket in its folder."""
    folder = Path(tempfile.mkdtemp(prefix="safelamp-pg-", dir="/tmp"))
    if SERVER_USER:
        shutil.chown(folder, SERVER_USER)
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    try:
        program("initdb", "-D", data, "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "-A", "trust")
        program("pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            program("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgresql
@pytest.mark.slow
def test_the_rooms_pass_their_tests_on_postgresql(server: str) -> None:
    finished = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            *(TESTS / name for name in SAME_TESTS),
        ],
        cwd=TESTS.parent,
        env={**os.environ, "SAFELAMP_DATABASE_URL": server},
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert finished.returncode == 0, finished.stdout[-3000:]
