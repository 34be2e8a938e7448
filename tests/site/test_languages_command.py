"""`safelamp languages`: words go out as a file and come back; nothing is kept before somebody says so."""

from pathlib import Path

import pytest

from safelamp.site import command
from tests.ground.languages.corrected import spoken

ENGLISH = "Tell us about a danger"
BETTER = "ប្រាប់យើងអំពីគ្រោះថ្នាក់មួយ"
pytestmark = pytest.mark.usefixtures("words_folder")


def safelamp(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        command.main(["languages", *arguments])
    return int(ended.value.code or 0)


def corrected(folder: Path) -> Path:
    path = folder / "worker.po"
    assert safelamp("export", "--language", "km", "--to", str(path), "--part", "worker") == 0
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{spoken(ENGLISH)}"', f'"{BETTER}"'), encoding="utf-8")
    return path


def test_a_file_is_looked_at_first_and_kept_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = corrected(tmp_path)
    assert safelamp("import", str(path)) == 0
    assert "1 would be changed" in capsys.readouterr().out
    assert spoken(ENGLISH) != BETTER
    assert safelamp("import", str(path), "--keep") == 0
    assert spoken(ENGLISH) == BETTER


def test_a_name_of_another_kind_and_a_file_that_is_not_there_say_what_to_do(tmp_path: Path, capsys) -> None:
    assert safelamp("export", "--language", "km", "--to", str(tmp_path / "x.doc")) == 2
    assert safelamp("import", str(tmp_path / "none.po")) == 2
    said = capsys.readouterr().err
    assert "must end in .po or .xlsx" in said
    assert "none.po" in said


def test_corrections_are_sent_back_to_the_project(tmp_path: Path) -> None:
    safelamp("import", str(corrected(tmp_path)), "--keep")
    path = tmp_path / "django.po"
    assert safelamp("contribute", "--language", "km", "--to", str(path)) == 0
    assert f'msgid "{ENGLISH}"\nmsgstr "{BETTER}"' in path.read_text(encoding="utf-8")
