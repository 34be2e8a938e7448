"""The same blocks in processes of their own, from Parquet, and on a Dask cluster of two workers: the same alarms."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from distributed import LocalCluster

from safelamp.engines.surveillance.values import Options
from safelamp.site import command
from safelamp.site.counts import parquet_tables, watching
from safelamp.site.counts.judging import processes
from safelamp.site.counts.values import TableRefused
from safelamp.site.counts.watching import Progress, Wish

SERIES, WEEKS = 9_000, 40  # three blocks


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same counts as CSV and as Parquet."""
    folder = tmp_path_factory.mktemp("tables")
    chance = np.random.default_rng(64)
    counts = chance.poisson(chance.gamma(0.5, 4.0, (SERIES, 1)), (SERIES, WEEKS))
    counts[::700, -3] += 40
    place = np.arange(SERIES)
    columns: dict[str, object] = {
        "series": [f"s{row}" for row in place],
        "workplace": [f"plant {row % 1501}" for row in place],
        "region": [f"region {row % 1501 % 5}" for row in place],
    }
    columns |= {f"w{week + 1}": counts[:, week] for week in range(WEEKS)}
    frame = pl.DataFrame(columns)
    frame.write_csv(folder / "counts.csv")
    frame.write_parquet(folder / "counts.parquet")
    return folder


@pytest.fixture(scope="module")
def here(tables: Path) -> bytes:
    return watched(tables / "counts.csv")


def watched(table: Path, *, method: str = "ears-c2", **more: str) -> bytes:
    out = table.with_name("alarms.csv")
    quiet = Progress(stream=(table.parent / "said").open("w"))
    with quiet.stream:
        told = watching.watch(Wish(counts=table, out=out, method=method, weeks="31:40", **more), progress=quiet)
    assert told.series == SERIES
    assert told.alarms > 10
    return out.read_bytes()


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_parquet_gives_the_same_alarms_as_csv(tables: Path, here: bytes) -> None:
    assert watched(tables / "counts.parquet") == here


@pytest.mark.slow
def test_processes_give_the_same_alarms(tables: Path, here: bytes) -> None:
    out = tables / "alarms.csv"
    with processes(2) as over, (tables / "said").open("w") as said:
        wish = Wish(counts=tables / "counts.csv", out=out, method="ears-c2", weeks="31:40")
        watching.watch(wish, over=over, progress=Progress(stream=said))
    assert out.read_bytes() == here


@pytest.mark.slow
@pytest.mark.parametrize("name", ["counts.csv", "counts.parquet"])
def test_two_workers_of_dask_give_the_same_alarms(name: str, tables: Path, here: bytes, scheduler: str) -> None:
    assert watched(tables / name, dask=scheduler) == here


@pytest.mark.slow
def test_what_a_worker_refuses_is_said_and_nothing_is_written(
    tables: Path, scheduler: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pl.DataFrame({"series": ["A"], "w1": [3], "w2": [-1]}).write_parquet(tmp_path / "bad.parquet")
    out = tmp_path / "alarms.csv"
    with pytest.raises(SystemExit) as done:
        command.main(["watch", str(tmp_path / "bad.parquet"), "--dask", scheduler, "--out", str(out)])
    assert done.value.code == 1
    assert "“-1” is below zero" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(("address", "said"), [("tcp://127.0.0.1:9", "No Dask scheduler answers"), ("x", "answers")])
def test_without_a_scheduler_nothing_is_written(
    address: str, said: str, tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safelamp.site.counts.dasked._ANSWERS_WITHIN", "500ms")
    out = tables / "never.csv"
    with pytest.raises(SystemExit) as done:
        command.main(["watch", str(tables / "counts.csv"), "--dask", address, "--out", str(out)])
    assert done.value.code == 1
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_bad_cell_of_a_later_block_is_named_by_its_row_in_the_file(tmp_path: Path) -> None:
    pl.DataFrame({"series": ["A", "B", "C", "D"], "w1": [1, 2, 3, -4]}).write_parquet(tmp_path / "bad.parquet")
    table = parquet_tables.read_words(tmp_path / "bad.parquet")
    [whole] = parquet_tables.stored(tmp_path / "bad.parquet", table, range(1), ("safelamp", Options(), 52))
    with pytest.raises(TableRefused, match=r"Row 4, column “w1”: “-4” is below zero"):
        replace(whole, rows=np.array([1, 3])).piece()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"series": ["A", "A"], "w1": [1, 2]}, "two rows: 1 and 2"),
        ({"series": ["A", "B"], "w1": [1.5, 2]}, "Row 1, column “w1”: “1.5” is not a whole number"),
        ({"series": ["A", "B"], "w1": ["1", "few"]}, "Row 2, column “w1”: “few” is not a number"),
        ({"series": ["A", "B"], "w1": [[1], [2]]}, "holds no numbers but List"),
        ({"series": [["A"], ["B"]], "w1": [1, 2]}, "Column “series” holds no words but List(String). Store text."),
        ({"series": [b"A", b"\xff"], "w1": [1, 2]}, "“series” holds no words but Binary"),
        ({"series": [], "w1": []}, "no row below it"),
        ({"series": ["A"], "w1": [1], "w3": [1]}, "left out"),
    ],
)
def test_a_bad_parquet_table_is_refused(
    columns: dict[str, list[object]], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.DataFrame(columns).write_parquet(tmp_path / "bad.parquet")
    with pytest.raises(SystemExit) as done:
        command.main(["watch", str(tmp_path / "bad.parquet"), "--out", str(tmp_path / "out.csv")])
    assert done.value.code == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
