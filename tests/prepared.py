"""What is the same for many tests is made once, by the real programs, and copied as files.

An instance is made once a run. Tables are migrated when models or migrations changed: they stay in the environment.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

KEPT_SECONDS = 3 * 86400  # tables of other branches
ROOT = Path(__file__).parents[1]
TABLES = Path(sys.prefix) / ".tables"
# What tables are made from: models, migrations, and what these lean on.
MADE_FROM = [ROOT / "src/safelamp" / floor for floor in ("ground", "record", "loop", "insight", "site")]


class Kept:
    """The folder that all processes of a run share; None outside of a run, where nothing is kept."""

    folder: Path | None = None


def once_a_run(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, which `make` fills in the first process of this run that asks."""
    assert Kept.folder is not None
    return _once(Kept.folder / name, make)


def _once(done: Path, make: Callable[[Path], object]) -> Path:
    """The folder, which `make` fills in the first process that asks; the others wait for it."""
    with done.with_name(f"{done.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            begun = done.with_name(f"{done.name}.begun")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(done)
    return done


def migrated() -> Path:
    """An empty database as `safelamp django migrate` makes it."""
    TABLES.mkdir(exist_ok=True)
    return _once(TABLES / _made_from(), _migrate) / "home" / "safelamp.sqlite3"


def _made_from() -> str:
    found = hashlib.sha256(django.__version__.encode())
    for path in sorted(path for floor in MADE_FROM for path in floor.rglob("*.py")):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:20]


def home_with_tables(home: Path) -> None:
    """Makes the data folder of an instance in which `safelamp django migrate` was run, and nothing else."""
    home.mkdir(mode=0o700)
    shutil.copy2(migrated(), home)


def _migrate(folder: Path) -> None:
    for older in TABLES.iterdir():
        if older.is_dir() and older != folder and older.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(older, ignore_errors=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
        "SAFELAMP_HOME": str(folder / "home"),
        "SAFELAMP_KEYS": str(folder / "keys"),
    }
    environment.pop("SAFELAMP_DATABASE_URL", None)
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=600)
    with sqlite3.connect(folder / "home" / "safelamp.sqlite3") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session", autouse=True)
def _one_folder_a_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    own = tmp_path_factory.getbasetemp()  # of this process; the environment names a worker to runs inside tests too
    Kept.folder = (own.parent if hasattr(request.config, "workerinput") else own) / "prepared"
    Kept.folder.mkdir(exist_ok=True)
    yield
    Kept.folder = None


@pytest.fixture(scope="session")
def django_db_setup(
    _one_folder_a_run: None, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The tests' database in memory: each process begins with a copy of the one that was migrated.

    On another server it is made there, as Django makes it.
    """
    if connection.vendor != "sqlite":
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)
        return
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        kept = sqlite3.connect(migrated())
        kept.backup(connection.connection)
        kept.close()
    yield
