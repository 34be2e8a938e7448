"""Pictures as files of their own: whole SVG whatever a series is called."""

from pathlib import Path
from xml.dom import minidom

import pytest

from safelamp.engines.charts.watched import Period
from safelamp.site import command
from safelamp.site.counts.plotting import Drawing, write

NAMES = ("plain", 'a<b&"c"', "../../up", "bell \a and line\nend", "ครัว " * 40, "\ufffe")


def drawing(name: str, row: int) -> Drawing:
    periods = (Period("1", "1", 2), Period("2", "2", None), Period("3", "3", 9, 2.5, 6.0, alarm=True))
    return Drawing(name=name, row=row, score=1.0, periods=periods, said=f"Week 3: {name}.", one="week")


def test_a_picture_of_any_name_can_be_read_and_lies_in_its_folder(tmp_path: Path) -> None:
    found = [drawing(name, row) for row, name in enumerate(NAMES)]
    write(tmp_path / "pictures", found)
    write(tmp_path / "all.svg", found)
    files = [*(tmp_path / "pictures").iterdir(), tmp_path / "all.svg"]
    assert len(files) == len(NAMES) + 1
    for path in files:
        assert minidom.parseString(path.read_bytes()).documentElement.tagName == "svg"  # noqa: S318  # our own


def test_a_file_in_place_of_the_folder_is_refused_before_anything_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "counts.csv"
    table.write_text("series,w1,w2\nA,1,2\n")
    with pytest.raises(SystemExit) as done:
        command.main(["watch", str(table), "--out", str(tmp_path / "alarms.csv"), "--plot", str(table)])
    assert done.value.code == 1
    assert "is a file. Name a folder for the pictures, or a file that ends in .svg." in capsys.readouterr().err
    assert table.read_text() == "series,w1,w2\nA,1,2\n"
