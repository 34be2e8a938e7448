"""`safelamp record reread` and `safelamp record gold`: progress, exit codes, nothing lost."""

from pathlib import Path

import pytest

from safelamp.site.command import main
from tests.people import House
from tests.record.pages import ARTICLE, MINING, add
from tests.record.reviewing.reviewed import change_fact, deaths

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def test_every_page_is_read_anew_and_corrections_hold(union: House, capsys: pytest.CaptureFixture[str]) -> None:
    page = add(MINING)
    add(ARTICLE, name="fire.txt", publisher="Inspectorate")
    change_fact(deaths(page), by=union.officer, value=11.0)
    assert run("record", "reread") == 0
    said = capsys.readouterr().out
    assert "[1/2] fire.txt: 1 items" in said
    assert "2 of 2 pages read anew, 0 corrections wait to be placed." in said
    assert deaths(page).value == 11.0


def test_one_source_alone_is_read_anew(capsys: pytest.CaptureFixture[str]) -> None:
    add(MINING)
    add(ARTICLE, publisher="Inspectorate")
    assert run("record", "reread", "--source", "Inspectorate") == 0
    assert "1 of 1 pages" in capsys.readouterr().out
    assert run("record", "reread", "--source", "Nobody") == 1
    assert "no page of a source called 'Nobody'" in capsys.readouterr().err


def test_a_page_that_fails_is_named_and_the_others_are_read(union: House, capsys: pytest.CaptureFixture[str]) -> None:
    page = add(MINING, name="a.txt")
    add(ARTICLE)
    made = change_fact(deaths(page), by=union.officer, value=11.0)
    made.before = ["what no correction keeps"]
    made.save()
    assert run("record", "reread") == 1
    output = capsys.readouterr()
    assert "a.txt: left as it was (AttributeError)" in output.err
    assert "1 of 2 pages read anew" in output.out
    assert deaths(page).value == 11.0


def test_gold_is_written_as_two_files_a_page(tmp_path: Path, union: House, capsys: pytest.CaptureFixture[str]) -> None:
    page = add(MINING)
    change_fact(deaths(page), by=union.officer, value=11.0)
    assert run("record", "gold", "--out", tmp_path / "gold") == 0
    name = page.digest[:16]
    assert (tmp_path / "gold" / f"{name}.txt").read_text(encoding="utf-8") == MINING
    assert '"value": 11' in (tmp_path / "gold" / f"{name}.json").read_text(encoding="utf-8")
    assert "1 corrected pages written, 0 left out." in capsys.readouterr().out
