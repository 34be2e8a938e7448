"""The folder of backups: names say the day, keys are one file, no draft stays, the newest is never thinned out."""

import os
from pathlib import Path

import pytest

from safelamp.site.backups import folders
from safelamp.site.backups.problems import BackupProblem, CannotWrite

MARK = "0123456789abcdef0123"


def written(folder: Path, day: str, content: bytes = b"x") -> Path:
    with folders.draft_in(folder) as (draft, file):
        file.write(content)
        file.flush()
        return folders.keep_as_data(draft, day=day)


def half_written(folder: Path, problem: type[BaseException]) -> None:
    with folders.draft_in(folder) as (_, file):
        file.write(b"half")
        raise problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_name_says_the_day_and_a_second_one_of_that_day_a_number(tmp_path: Path) -> None:
    for _ in range(3):
        written(tmp_path, "2026-11-21")
    assert names(tmp_path) == ["2026-11-21-2.age", "2026-11-21-3.age", "2026-11-21.age"]


def test_only_the_owner_reads_a_backup(tmp_path: Path) -> None:
    assert written(tmp_path, "2026-11-21").stat().st_mode & 0o777 == 0o600


def test_the_newest_stay(tmp_path: Path) -> None:
    for day in ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-21"):
        newest = written(tmp_path, day)
    (tmp_path / "holiday-2026.age").touch()
    gone = folders.thin_out(tmp_path, keep=2, newest=newest)
    assert [path.name for path in gone] == ["2026-11-20.age", "2026-11-19.age"]
    assert names(tmp_path) == ["2026-11-21-2.age", "2026-11-21.age", "holiday-2026.age"]


def test_a_tenth_backup_of_a_day_is_newer_than_the_second(tmp_path: Path) -> None:
    for _ in range(10):
        newest = written(tmp_path, "2026-11-21")
    assert folders.data_in(tmp_path)[0] == newest == tmp_path / "2026-11-21-10.age"


def test_the_backup_just_written_stays_though_the_clock_was_set_back(tmp_path: Path) -> None:
    written(tmp_path, "2036-01-01")
    written(tmp_path, "2036-01-02")
    newest = written(tmp_path, "2026-11-21")
    folders.thin_out(tmp_path, keep=2, newest=newest)
    assert names(tmp_path) == ["2026-11-21.age", "2036-01-02.age"]


def test_new_keys_take_the_place_of_the_old_whose_bytes_are_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    for content in (b"old keys" * 100_000, b"new keys"):
        with folders.draft_in(folder) as (draft, file):
            file.write(content)
            file.flush()
            path = folders.keep_as_keys(draft)
        if content.startswith(b"old"):
            os.link(path, tmp_path / "what was on the disk")
    assert path.read_bytes() == b"new keys"
    assert names(folder) == ["keys.age"]
    assert not any((tmp_path / "what was on the disk").read_bytes())


def test_where_anything_goes_wrong_no_draft_stays(tmp_path: Path) -> None:
    for problem in (ValueError, KeyboardInterrupt, SystemExit):
        with pytest.raises(problem):
            half_written(tmp_path, problem)
    assert names(tmp_path) == []


def test_what_a_killed_backup_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".draft-0123456789abcdef").write_bytes(b"half")
    folders.checked(tmp_path, apart_from=(), mark=MARK)
    assert names(tmp_path) == ["instance"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    # A stick that is not plugged in would otherwise fill the disk of the server.
    with pytest.raises(BackupProblem, match="Is the stick plugged in"):
        folders.checked(tmp_path / "stick", apart_from=(), mark=MARK)
    assert names(tmp_path) == []


@pytest.mark.parametrize("inside", ["", "deep/er"])
def test_a_folder_inside_what_is_backed_up_is_refused(tmp_path: Path, inside: str) -> None:
    folder = tmp_path / "home" / inside
    folder.mkdir(parents=True)
    with pytest.raises(BackupProblem, match="lies inside the data folder"):
        folders.checked(folder, apart_from=(("the data folder", tmp_path / "home"),), mark=MARK)


def test_a_link_into_the_data_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "home" / "backups").mkdir(parents=True)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "home" / "backups")
    with pytest.raises(BackupProblem, match="lies inside the data folder"):
        folders.checked(tmp_path / "elsewhere", apart_from=(("the data folder", tmp_path / "home"),), mark=MARK)


def test_the_folder_of_another_instance_is_refused_before_its_keys_are_replaced(tmp_path: Path) -> None:
    folders.checked(tmp_path, apart_from=(), mark=MARK)
    folders.checked(tmp_path, apart_from=(), mark=MARK)
    with pytest.raises(BackupProblem, match="another instance"):
        folders.checked(tmp_path, apart_from=(), mark=MARK[::-1])


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(CannotWrite, match="is full"),
        folders.draft_in(tmp_path),
        Path("/dev/full").open("wb", 0) as full,
    ):
        full.write(b"x")
    assert names(tmp_path) == []
