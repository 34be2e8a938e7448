"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from tools import draw_states

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"(?:\]\(|src=\")([^)#:\"]+)(?:#[^)]*)?[)\"]")
CODE = re.compile(r"`((?:src|docs|tests|tools|ground|loop|doors|engines|site|record|insight)/[\w./]+)`")

PLACEHOLDER = re.compile(r"[A-Z]{4}")  # FLOOR, ROOM, LANG


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_states_are_those_of_the_tables() -> None:
    assert draw_states.STATES.read_text(encoding="utf-8") == draw_states.document(), "run `make docs PART=states`"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    broken = [
        link for link in LINK.findall(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = [name for name in CODE.findall(document.read_text(encoding="utf-8")) if not PLACEHOLDER.search(name)]
    missing = [name for name in named if not any((each / name).exists() for each in (ROOT, ROOT / "src/safelamp"))]
    assert missing == []
