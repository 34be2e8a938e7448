"""The record on PostgreSQL answers every question as it does on SQLite: the same tests, run against a real server."""

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
SAME_TESTS = ("test_searching.py", "test_adding.py")


def program(name: str, *arguments: object) -> None:
    assert POSTGRESQL is not None
    command = [str(POSTGRESQL / name), *map(str, arguments)]
    subprocess.run(command, user=SERVER_USER, cwd="/", check=True, capture_output=True, timeout=120)


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
def test_the_room_passes_its_tests_on_postgresql(server: str) -> None:
    here = Path(__file__).parent
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
            *(here / name for name in SAME_TESTS),
        ],
        cwd=here.parents[1],
        env={**os.environ, "SAFELAMP_DATABASE_URL": server},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert finished.returncode == 0, finished.stdout[-3000:]
