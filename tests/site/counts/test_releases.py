"""Workers of a Dask cluster that would judge otherwise are refused before anything is judged."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client

from safelamp.site.counts.releases import Release, release
from tools.instance import free_port

SOURCES = Path(__file__).parents[3] / "src" / "safelamp"
COPIED = (
    "__init__.py",
    "engines/__init__.py",
    "engines/surveillance",
    "engines/charts",
    "site/__init__.py",
    "site/counts",
)


WITHIN = 120  # seconds, on a very busy machine


@contextmanager
def program(name: str, *arguments: str, environment: Mapping[str, str], cwd: Path | None = None) -> Iterator[None]:
    """A program of Dask, in a process of its own as on another machine."""
    running = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{name}", *arguments, "--no-dashboard", "--host", "127.0.0.1"],
        env=dict(environment), cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        running.terminate()
        running.wait(30)


@contextmanager
def worker(scheduler: str, *, code: Path) -> Iterator[None]:
    """A worker of another machine, which has that code."""
    its_own = {**os.environ, "PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"}
    with program("dask_worker", scheduler, "--no-nanny", "--nthreads", "1", environment=its_own, cwd=code):
        with Client(scheduler, timeout=WITHIN, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=WITHIN)
        yield


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    port = free_port()
    with program("dask_scheduler", "--port", str(port), environment=os.environ):
        yield f"tcp://127.0.0.1:{port}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Another machine's code: a copy of what judges."""
    place = tmp_path / "there"
    for name in COPIED:
        (place / "safelamp" / name).parent.mkdir(parents=True, exist_ok=True)
        if (SOURCES / name).is_dir():
            shutil.copytree(SOURCES / name, place / "safelamp" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(SOURCES / name, place / "safelamp" / name)
    return place


def said_of(scheduler: str, tmp_path: Path) -> tuple[int, str]:
    """Exit code and all that the program says: Dask in this process would write into it, too."""
    table, out = tmp_path / "counts.csv", tmp_path / "alarms.csv"
    table.write_text("series,w1,w2\nA,1,2\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("safelamp"), "watch", table, "--dask", scheduler, "--out", out],
        capture_output=True, text=True, timeout=WITHIN, check=False,
    )  # fmt: skip
    assert out.exists() is (done.returncode == 0)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_workers_that_would_judge_otherwise_are_refused(scheduler: str, copy: Path, tmp_path: Path) -> None:
    with worker(scheduler, code=copy):
        exit_code, said = said_of(scheduler, tmp_path)
    assert exit_code == 0, said  # the same code in another place
    (tmp_path / "alarms.csv").unlink()
    with (copy / "safelamp" / "engines" / "surveillance" / "scan.py").open("a") as code:
        code.write("RARER = -0.5\n")
    with worker(scheduler, code=copy):
        exit_code, said = said_of(scheduler, tmp_path)
    assert exit_code == 1
    assert "has another build of Safelamp" in said
    assert "install the same release of Safelamp" in said
    (copy / "safelamp" / "site" / "counts" / "releases.py").unlink()
    with worker(scheduler, code=copy):
        exit_code, said = said_of(scheduler, tmp_path)
    assert exit_code == 1
    assert "has no Safelamp, or an older one" in said
    assert "Traceback" not in said


def test_what_is_unlike_is_named() -> None:
    here = release()
    assert here.unlike(release()) == ""
    assert dict(here.packages).keys() == {"numpy", "scipy", "polars"}
    older = Release(here.version, here.code, (("numpy", "2.1"), *here.packages[1:-1], ("polars", "")))
    assert f"numpy 2.1, here {here.packages[0][1]}; polars missing, here" in here.unlike(older)
