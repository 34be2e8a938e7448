"""`safelamp record add` and `safelamp read`: progress, clear refusals, exit codes."""

import json
from pathlib import Path

import pytest

from safelamp.record.reading.models import Item, Page, Source
from safelamp.site.command import main
from tests.people import House
from tests.record.pages import ARTICLE, MINING

BAD_FILES = {
    "empty.txt": (b"  \n", "is empty"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a text file"),
    "old.txt": ("Grève des mineurs à Cuesmes".encode("cp1252"), "is not written in UTF-8"),
    "page.txt": (b"<!DOCTYPE html><html><body>News</body></html>", "holds markup"),
    "huge.txt": (b"a " * 2_600_000, "is larger than 5 MB"),
}


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mining.txt").write_text(MINING, encoding="utf-8")
    (tmp_path / "fire.txt").write_text(ARTICLE, encoding="utf-16")
    (tmp_path / "README.md").write_text("About these pages", encoding="utf-8")
    return tmp_path


@pytest.mark.django_db
def test_a_folder_is_added_with_a_line_for_each_file(folder: Path, capsys) -> None:
    assert run("record", "add", folder) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("[1/2] fire.txt: 1 items with ")
    assert said[1].startswith("[2/2] mining.txt: 3 items with ")
    assert said[2] == "2 of 2 files are in the record, 0 refused."
    assert Item.objects.count() == 4


@pytest.mark.django_db
def test_adding_again_says_so_and_changes_nothing(folder: Path, capsys) -> None:
    run("record", "add", folder)
    assert run("record", "add", folder) == 0
    assert "was in the record already, nothing changed" in capsys.readouterr().out
    assert Page.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "reason"), [(name, *bad) for name, bad in BAD_FILES.items()])
def test_a_bad_file_is_refused_with_its_reason_and_the_good_ones_go_in(
    folder: Path, capsys, name: str, content: bytes, reason: str
) -> None:
    (folder / name).write_bytes(content)
    assert run("record", "add", folder) == 1
    assert reason in capsys.readouterr().err
    assert Page.objects.count() == 2


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(folder: Path, capsys) -> None:
    assert run("record", "add", folder / "mining.txt", folder / "nowhere.txt") == 1
    assert "nowhere.txt: refused. It is not there." in capsys.readouterr().err
    assert Page.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_folder_is_no_success(tmp_path: Path, capsys) -> None:
    assert run("record", "add", tmp_path) == 1
    assert "no text files" in capsys.readouterr().err


@pytest.mark.django_db
def test_publisher_and_address_come_from_the_folders_list(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '["mining.txt"]\npublisher = "Herald"\naddress = "https://herald.example/1"\nfetched = 2026-01-09\n'
    )
    run("record", "add", folder)
    page = Page.objects.get(name="mining.txt")
    assert (page.source.name, page.address, str(page.fetched_on)) == (
        "Herald",
        "https://herald.example/1",
        "2026-01-09",
    )


@pytest.mark.django_db
def test_a_broken_list_of_sources_is_told(folder: Path, capsys) -> None:
    (folder / "sources.toml").write_text("publisher = [")
    assert run("record", "add", folder) == 1
    assert "sources.toml beside it that cannot be read" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_address_that_is_none_is_refused(folder: Path, capsys) -> None:
    assert run("record", "add", folder / "mining.txt", "--address", "javascript:alert(1)") == 1
    assert Page.objects.count() == 0
    assert Source.objects.count() == 0


@pytest.mark.django_db
def test_pages_can_be_kept_to_one_organisation(folder: Path, union: House) -> None:
    assert run("record", "add", folder / "mining.txt", "--private-to", union.organisation.name) == 0
    assert Source.objects.get().organisation == union.organisation


@pytest.mark.django_db
def test_an_organisation_that_does_not_exist_is_told(folder: Path, capsys) -> None:
    assert run("record", "add", folder, "--private-to", "Nobody") == 1
    assert "no organisation called 'Nobody'" in capsys.readouterr().err


def test_read_writes_one_file_of_facts_a_page(folder: Path, tmp_path: Path) -> None:
    assert run("read", folder, "--out", tmp_path / "out") == 0
    written = json.loads((tmp_path / "out" / "mining.json").read_text(encoding="utf-8"))
    assert [item["published"] for item in written["items"]] == ["2024-05-12", "2024-04-03", "2023-03-21"]
    assert written["items"][0]["quantities"][0]["quote"] in MINING


def test_read_tells_what_it_could_not_read_and_writes_the_rest(folder: Path, tmp_path: Path, capsys) -> None:
    (folder / "empty.txt").write_text("")
    assert run("read", folder, "--out", tmp_path / "out") == 1
    assert "empty.txt: not read. It is empty." in capsys.readouterr().err
    assert len(list((tmp_path / "out").glob("*.json"))) == 2
