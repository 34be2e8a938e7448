"""Every contract of the house bites: a bad import in a copy of the source breaks the contract that forbids it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")

# contract, module that gets the import (made when it is not there), the import
BAD_IMPORTS = [
    ("floors", "ground.audit.queries", "from safelamp.record import reading"),
    ("floors", "record.reading.models", "from safelamp.loop import cases"),
    ("floors", "doors.desk.urls", "from safelamp.site import settings"),
    ("floors", "attic", ""),  # exhaustive: nothing homeless
    ("doors", "doors.worker.urls", "from safelamp.doors.desk import urls"),
    ("doors", "doors.porch", ""),
    ("insight", "insight.indicators.queries", "from safelamp.insight.alerts import queries"),
    ("insight", "insight.gossip", ""),
    ("loop", "loop.cases.queries", "from safelamp.loop.actions import models"),
    ("loop", "loop.reports.queries", "from safelamp.loop.register import models"),
    ("loop", "loop.things", ""),
    ("record", "record.reading.queries", "from safelamp.record.publishing import models"),
    ("record", "record.rumours", ""),
    ("ground", "ground.organisations.queries", "from safelamp.ground.vault import models"),
    ("ground", "ground.audit.operations", "from safelamp.ground.standards import loading"),
    ("ground", "ground.cellar", ""),
    ("engines", "engines.writing.numerals", "from safelamp.engines.sealing import padding"),
    ("engines", "engines.charts.bars", "from safelamp.engines.sealing import padding"),
    ("engines", "engines.magic", ""),
    ("rooms", "ground.workplaces.models", "from safelamp.ground.workplaces import queries"),
    ("rooms", "ground.vault.queries", "from safelamp.ground.vault import operations"),
    ("rooms", "loop.reports.models", "from safelamp.loop.reports import operations"),
    ("public-door", "doors.public.urls", "from safelamp.loop.reports import models"),
    ("public-door", "record.reading.models", "from safelamp.loop.register import models"),  # by a detour
    ("pure-engines", "engines.sealing.padding", "import os"),
    ("pure-engines", "engines.charts.bars", "from django.utils import timezone"),
    ("pure-engines", "engines.writing.numerals", "import socket"),
    ("pure-engines", "engines.extraction.pages", "import sqlite3"),
    ("light-doors", "doors.public.urls", "import polars"),
    ("light-doors", "ground.workplaces.queries", "import numpy"),  # by a detour
    ("decoders", "doors.worker.urls", "from PIL import Image"),
    ("decoders", "loop.reports.queries", "import av"),
    ("reporters-words", "loop.cases.queries", "from safelamp.ground.vault import opening"),
    ("reporters-words", "doors.desk.urls", "from safelamp.ground.vault.opening import open_for"),
    ("desk-words", "doors.desk.urls", "from safelamp.ground.vault import desk"),
    ("desk-words", "insight.indicators.queries", "from safelamp.ground.vault.desk import opened"),
    ("visitors-words", "doors.public.urls", "from safelamp.ground.vault import visitors"),
    ("visitors-words", "record.gathering.queries", "from safelamp.ground.vault.visitors import open_words"),
    ("addresses", "loop.reports.operations", "from safelamp.ground.vault import courier"),
    ("addresses", "doors.desk.urls", "from safelamp.ground.vault.courier import open_address"),
    ("addresses", "site.urls", "from safelamp.ground.vault import courier"),
    ("sending", "doors.desk.urls", "from safelamp.ground.post import sending"),
    ("sending", "doors.public.urls", "from safelamp.ground.post import delivering"),
    ("gate", "doors.desk.urls", "from safelamp.ground.releases import operations"),
    ("gate", "loop.cases.operations", "from safelamp.ground.releases.operations import release"),
    ("gate", "site.urls", "from safelamp.ground.releases import consents"),
    ("desk-words", "record.reading.queries", "from safelamp.ground.vault import desk"),
    ("sending", "ground.post.operations", "from safelamp.ground.post.sending import send_due"),
    ("ground", "ground.post.queries", "from safelamp.ground.releases import models"),
    ("ground", "ground.workplaces.queries", "from safelamp.ground.post import models"),
]
DETOURS = {
    "public-door": ("doors.public.urls", "from safelamp.record.reading import models"),
    "light-doors": ("doors.desk.urls", "from safelamp.ground.workplaces import queries"),
}


def names_of_contracts() -> dict[str, str]:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {each["id"]: each["name"] for each in options["tool"]["importlinter"]["contracts"]}


def add_import(package: Path, module: str, line: str) -> None:
    target = package.joinpath(*module.split("."))
    target = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
    for folder in [each for each in target.parents if each.is_relative_to(package)]:
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def imported_room(line: str) -> str | None:
    """The module below safelamp that a `from ... import` line names, so that it can be made when it is missing."""
    words = line.split()
    if not words or not words[1].startswith("safelamp."):
        return None
    return f"{words[1].removeprefix('safelamp.')}.{words[3]}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python files of the package, with its contracts beside them."""
    shutil.copytree(
        ROOT / "src" / "safelamp",
        tmp_path / "safelamp",
        ignore=lambda folder, names: {
            name for name in names if not (name.endswith(".py") or Path(folder, name).is_dir())
        },
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(folder: Path) -> set[str]:
    done = subprocess.run(
        [LINTER, "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return {key for key, name in names_of_contracts().items() if f"{name} BROKEN" in done.stdout}


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(("contract", "module", "line"), BAD_IMPORTS)
def test_a_bad_import_breaks_its_contract(copy: Path, contract: str, module: str, line: str) -> None:
    package = copy / "safelamp"
    imported = imported_room(line)
    if imported and not package.joinpath(*imported.split(".")).with_suffix(".py").exists():
        room = imported.rpartition(".")[0]
        add_import(package, imported if package.joinpath(*room.split(".")).is_dir() else room, "")
    add_import(package, module, line)
    if contract in DETOURS:
        add_import(package, *DETOURS[contract])
    assert contract in broken_contracts(copy)


def test_every_contract_is_tried() -> None:
    assert {contract for contract, _, _ in BAD_IMPORTS} == set(names_of_contracts())
