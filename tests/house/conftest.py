"""What the tests of the house look at."""

import subprocess
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def kept_files() -> Sequence[Path]:
    """Every file of the repository, as git knows it: committed, or new and not ignored."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def repository() -> Sequence[Path]:
    return kept_files()


@pytest.fixture(scope="session")
def modules() -> Sequence[Path]:
    """Our Python files, migrations left out: Django writes those."""
    return [path for path in kept_files() if path.suffix == ".py" and "migrations" not in path.parts]


@pytest.fixture(scope="session")
def layers() -> dict[str, list[set[str]]]:
    """The layers of each contract, highest first, by the contract's id."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        each["id"]: [{room.strip(" ()") for room in layer.split("|")} for layer in each["layers"]]
        for each in options["tool"]["importlinter"]["contracts"]
        if each["type"] == "layers"
    }
