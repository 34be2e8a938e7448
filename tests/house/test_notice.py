"""What others made carries where it comes from, which version, under which licence, and its hash."""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTICE = ROOT / "NOTICE.toml"
CARRIED = {"path", "origin", "version", "licence", "sha256"}
MADE_BY_OTHERS = ["**/vendored/**", "samples/**", "**/words_*.txt", "**/*.min.js", "**/*.csv.gz", "**/*.parquet"]
OUR_OWN = {"README.md", ".gitkeep"}


def entries() -> list[dict[str, str]]:
    return tomllib.loads(NOTICE.read_text(encoding="utf-8"))["file"]


def test_every_entry_carries_everything() -> None:
    assert [entry["path"] for entry in entries() if set(entry) != CARRIED or not all(entry.values())] == []


def test_every_hash_is_the_one_of_the_file() -> None:
    found = {entry["path"]: hashlib.sha256((ROOT / entry["path"]).read_bytes()).hexdigest() for entry in entries()}
    assert found == {entry["path"]: entry["sha256"] for entry in entries()}


def test_every_file_that_others_made_has_an_entry(repository: Sequence[Path]) -> None:
    by_others = {path for pattern in MADE_BY_OTHERS for path in ROOT.glob(pattern)} & set(repository)
    assert by_others
    without = {str(path.relative_to(ROOT)) for path in by_others if path.name not in OUR_OWN}
    assert sorted(without - {entry["path"] for entry in entries()}) == []
