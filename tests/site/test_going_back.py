"""Which migrations `deploy/back` undoes: those of rooms that changed, and whole rooms that were not there before."""

import re
import subprocess
from pathlib import Path

from tools.units import DEPLOY

BEFORE = "[X]  cases.0001_initial\n[X]  vault.0001_initial\n[X]  vault.0002_channels\n[ ]  duty.0001_initial\n"
NOW = BEFORE.replace("[ ]", "[X]") + "[X]  cases.0002_hold\n[X]  duty.0002_outcomes\n"


def undone(folder: Path, *, before: str, now: str) -> list[str]:
    """What the script's own program says, room by room."""
    (program,) = re.findall(r"awk '(.*?)'", (DEPLOY / "back").read_text(encoding="utf-8"), re.DOTALL)
    (folder / "before").write_text(before)
    (folder / "now").write_text(now)
    said = subprocess.run(["awk", program, "before", "now"], cwd=folder, check=True, capture_output=True, text=True)
    return sorted(said.stdout.splitlines())


def test_rooms_go_back_to_where_they_stood_and_new_rooms_go_to_nothing(tmp_path: Path) -> None:
    assert undone(tmp_path, before=BEFORE, now=NOW) == ["cases 0001_initial", "duty zero"]


def test_where_nothing_changed_nothing_is_undone(tmp_path: Path) -> None:
    assert undone(tmp_path, before=NOW, now=NOW) == []
