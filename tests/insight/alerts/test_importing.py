"""Counts from elsewhere: kept as they came, refused with what to do, watched from then on."""

import argparse
import datetime as dt
import gzip
from pathlib import Path

import pytest

from safelamp.insight.alerts.choices import Source
from safelamp.insight.alerts.counted import CountedSeries, CountSource, Period
from safelamp.insight.alerts.importing import CountsNotImported, ImportedTable, Row, columns_of, import_counts
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.site.commands import alerts as command
from tests.insight.alerts.counting import short_drawing
from tests.people import House

__all__ = ["short_drawing"]
DAY = dt.date(2026, 11, 18)
WEEKS = 60


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.declare(parser.add_subparsers())
    chosen = parser.parse_args(["alerts", *words])
    code: int = chosen.run(chosen)
    return code


def written(folder: Path, *, rows: dict[str, list[int]]) -> Path:
    path = folder / "mines.csv.gz"
    head = ",".join(["series", "region", *(f"w{number + 1}" for number in range(WEEKS))])
    lines = [head, *(",".join([name, "Kentucky", *map(str, counts)]) for name, counts in rows.items())]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


@pytest.mark.usefixtures("short_drawing")
def test_a_table_is_imported_watched_and_judged_from_the_command_line(
    union: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual = {f"mine {number}": [(number + quarter) % 4 for quarter in range(WEEKS)] for number in range(40)}
    usual["mine 7"][-1] = 90
    path = written(tmp_path, rows=usual)
    words = ("--organisation", "Union", "--name", "Citations", "--period", "4", "--starts", "2000-01-01")
    assert run("import", str(path), *words) == 0
    assert "40 series of 60 quarters" in capsys.readouterr().out
    source = CountSource.objects.get()
    assert (source.columns[0], source.columns[-1]) == ("2000-01-01", "2014-10-01")
    assert Watch.objects.get().source == Source.COUNTS
    assert run("now", "--organisation", "Union") == 0
    [alert] = Alert.objects.all()
    assert (alert.about, alert.observed) == ([["series", "mine 7"]], 90)
    assert alert.first_day == dt.date(2014, 10, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--organisation", "Nobody"), "No organisation is called"),
        (("--organisation", "Union"), "--starts"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_is_kept(
    union: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run("import", str(written(tmp_path, rows={"a": [0] * WEEKS})), *words) == 1
    assert said in capsys.readouterr().err
    assert not CountSource.objects.exists()


def test_a_packed_file_that_is_cut_off_or_damaged_is_told(
    union: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = written(tmp_path, rows={f"mine {row}": [row] * WEEKS for row in range(50)})
    packed = whole.read_bytes()
    for bad in (packed[: len(packed) // 2], packed[:40] + b"\xff" * 40 + packed[80:], b"no gzip"):
        whole.write_bytes(bad)
        assert run("import", str(whole), "--organisation", "Union", "--starts", "2000-01-03") == 1
        assert "is no whole gzip file: fetch it again." in capsys.readouterr().err
    assert not CountSource.objects.exists()


def table(**changed: object) -> ImportedTable:
    facts: dict[str, object] = {
        "name": "Citations", "period": Period.WEEK, "columns": [dt.date(2026, 1, 5), dt.date(2026, 1, 12)],
        "dimensions": ("region",), "rows": [Row("a", ("north",), (1, None))],
    }  # fmt: skip
    return ImportedTable(**facts | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "a name"),
        ({"rows": []}, "nothing to import"),
        ({"rows": [Row("a", ("x",), (1, 2)), Row("a", ("x",), (1, 2))]}, "same name"),
        ({"columns": [dt.date(2026, 1, 5), dt.date(2026, 1, 26)]}, "without a gap"),
        ({"rows": [Row("a", ("x",), (1,))]}, "not as wide"),
        ({"rows": [Row("a", ("x",), (1, -2))]}, "below zero"),
        ({"rows": [Row("a" * 201, ("x",), (1, 2))]}, "“a{40}…” is longer than 200 signs"),
        ({"name": "n" * 161}, "longer than 160 signs"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(CountsNotImported, match=said):
        table(**changed)


def test_importing_the_same_table_again_takes_the_place_of_the_older_one(union: House) -> None:
    for count in (1, 5):
        import_counts(
            table(rows=[Row("a", ("north",), (count, None))]), organisation=union.organisation, on=DAY,
            by=union.officer.member,
        )  # fmt: skip
        Watch.objects.update(alphas={"readers": {"usual": 0.01}})
    assert CountedSeries.objects.get().counts == [5, None]
    assert Watch.objects.count() == 1
    import_counts(
        table(period=Period.MONTH, columns=[dt.date(2026, 1, 1), dt.date(2026, 2, 1)]), organisation=union.organisation,
        on=DAY, by=None,
    )  # fmt: skip
    assert Watch.objects.get().alphas == {}  # what was found for weeks says nothing of months


def test_a_column_that_is_no_period_is_told() -> None:
    with pytest.raises(CountsNotImported, match="“total” is no period"):
        columns_of(["w1", "total"], period=Period.WEEK, starts=DAY)


@pytest.mark.parametrize("label", ["2025-W53", "0000-W01", "w99999999"])
def test_a_period_that_no_calendar_has_is_told(label: str) -> None:
    with pytest.raises(CountsNotImported, match=f"no period “{label}”"):
        columns_of([label], period=Period.WEEK, starts=DAY)


def test_the_last_week_of_a_long_year_stands_between_its_neighbours() -> None:
    days = columns_of(["2026-W52", "2026-W53", "2027-W01"], period=Period.WEEK, starts=None)
    assert days == [dt.date(2026, 12, 21), dt.date(2026, 12, 28), dt.date(2027, 1, 4)]
