"""`safelamp watch`: what goes in comes out judged, in its order; what is wrong is said, and nothing is written."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from safelamp.engines.surveillance import methods
from safelamp.site import command
from safelamp.site.counts import csv_tables, files
from tests.site.counts.plain_method import NAME, plain

Row = dict[str, str]


@pytest.fixture(autouse=True)
def _method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(methods.METHODS, NAME, plain)  # type: ignore[index]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "counts.csv"


def safelamp(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as done:
        command.main(["watch", *map(str, arguments)])
    assert isinstance(done.value.code, int)
    return done.value.code


Watch = Callable[..., list[Row]]


@pytest.fixture
def watched(table: Path) -> Watch:
    """Writes a table, watches it, gives the rows of the alarms."""

    def run(content: str | bytes, *more: str | Path) -> list[Row]:
        table.write_bytes(content.encode() if isinstance(content, str) else content)
        out = table.with_name("alarms.csv")
        assert safelamp(table, "--method", NAME, "--out", out, *more) == 0
        with out.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return run


Refuse = Callable[..., str]


@pytest.fixture
def refused(table: Path, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Writes a table that is refused, gives what is said; nothing may lie where the alarms would be."""

    def run(content: str | bytes, *more: str | Path) -> str:
        table.write_bytes(content.encode() if isinstance(content, str) else content)
        out = table.with_name("alarms.csv")
        assert safelamp(table, "--method", NAME, "--out", out, *more) == 1
        assert sorted(path.name for path in table.parent.iterdir()) == ["counts.csv"]
        return capsys.readouterr().err

    return run


def test_every_series_and_week_has_a_line_and_an_alarm_its_reason(watched: Watch) -> None:
    rows = watched("series,w1,w2,w3,w4\nB,2,3,2,30\nA,1,1,,1\n", "--weeks", "3:4")
    assert [(row["series"], row["week"], row["observed"], row["alarm"]) for row in rows] == [
        ("B", "3", "2", "0"), ("B", "4", "30", "1"), ("A", "3", "", "0"), ("A", "4", "1", "0"),
    ]  # fmt: skip
    assert list(rows[0]) == ["series", "week", "observed", "expected", "upper", "p", "score", "alarm", "reason"]
    assert rows[1]["reason"] == "30 against about 2.3 expected; 8 would still be usual"
    assert rows[0]["reason"] == ""
    assert float(rows[1]["expected"]) == pytest.approx(7 / 3, abs=1e-11)


def test_a_week_that_nobody_counted_has_no_alarm_and_empty_cells(watched: Watch) -> None:
    for empty in ("", "NA", "nan", " "):
        [row] = watched(f"series,w1,w2\nA,1,{empty}\n", "--weeks", "2:2")
        assert (row["observed"], row["p"], row["score"], row["alarm"], row["reason"]) == ("", "", "", "0", "")


def test_without_weeks_the_last_year_is_judged(watched: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    head = ",".join(f"w{number}" for number in range(1, 71))
    rows = watched(f"series,{head}\nA,{','.join('1' * 70)}\n")
    assert [row["week"] for row in rows] == [str(number) for number in range(19, 71)]
    assert "weeks 19 to 70 (the last ones; choose others with --weeks FROM:TO)" in capsys.readouterr().err
    assert len(watched(f"series,{head}\nA,{','.join('1' * 70)}\n", "--period", "12")) == 12


def test_iso_weeks_keep_their_names_also_over_week_53(watched: Watch) -> None:
    table = "series,sector,2020-W52,2020-W53,2021-W01\nA,Mines,1,1,1\n"
    assert [row["week"] for row in watched(table)] == ["2020-W52", "2020-W53", "2021-W01"]
    assert [row["week"] for row in watched(table, "--weeks", "2020-W53:2021-W01")] == ["2020-W53", "2021-W01"]
    assert [row["week"] for row in watched(table, "--weeks", "2")] == ["2020-W53"]


@pytest.mark.parametrize(
    "content",
    [
        b"series,w1,w2\r\nA,1,2\r\n",
        b"\xef\xbb\xbfseries,w1,w2\nA,1,2\n",
        b"series;w1;w2\nA;1;2",
        b"series\tw1\tw2\n\nA\t1\t2\n\n",
        b'"series","w1","w2"\n"A","1","2"\n',
        b"Series , W1 , W2\n A , 1 , 2 \n",
        b"series,w1,w2\nA,1.0,2.\n",
        b"series,w1,w2\nA,1,2e0\n",
    ],
)
def test_the_same_table_as_other_programs_save_it(content: bytes, watched: Watch) -> None:
    rows = watched(content)
    assert [(row["series"], row["week"], row["observed"]) for row in rows] == [("A", "1", "1"), ("A", "2", "2")]


def test_names_with_commas_marks_and_line_ends_come_back(watched: Watch) -> None:
    rows = watched('series,sector,w1\n"Mill, ""North""\nfloor 2",Garments,3\nครัว,Food,4\n')
    assert [row["series"] for row in rows] == ['Mill, "North"\nfloor 2', "ครัว"]


def test_huge_counts_are_counts_up_to_more_than_there_are_people(watched: Watch) -> None:
    assert watched("series,w1,w2\nA,1000000000,10000000000\n")[1]["observed"] == "10000000000"


HEAD = "series,w1,w2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "It is empty"),
        ("\n\n", "It is empty"),
        ("series,w1,w2\n", "no row below it"),
        ("A,1,2\nB,1,2\n", "no column “series”"),
        ("series,sector\nA,x\n", "no column for a week"),
        ("name,w1\nA,1\n", "no column “series” before the weeks"),
        ("series,plant,w1\nA,x,1\n", "not known: “plant”"),
        ("series,sector,sector,w1\nA,x,x,1\n", "“sector” is there twice"),
        ("series,w1,total\nA,1,1\n", "are no weeks: “total”"),
        ("series,w1,w3\nA,1,1\n", "“w3” follows “w1”: 1 week is left out"),
        ("series,w2,w1\nA,1,1\n", "out of order"),
        ("series,w1,w1\nA,1,1\n", "there twice"),
        ("series,2025-W52,2026-W02\nA,1,1\n", "1 week is left out"),
        ("series,2020-W52,2021-W01\nA,1,1\n", "1 week is left out"),  # 2020 had a week 53
        ("series,2025-W53,2026-W01\nA,1,1\n", "no ISO week “2025-W53”"),
        ("series,w1,2025-W02\nA,1,1\n", "named in two ways"),
        (HEAD + "A,1,2\nB,1,2\nA,1,2\n", "Series “A” has two rows: 2 and 4"),
        (HEAD + "A,1,2\n ,1,2\n", "Row 3 has no name"),
        (HEAD + "A,1,2\nB,1,-3\n", "Row 3 (series “B”), week 2: “-3” is below zero"),
        (HEAD + "A,1.5,2\n", "week 1: “1.5” is not a whole number"),
        (HEAD + "A,1,inf\n", "“inf” is too large"),
        (HEAD + "A,1,1e300\n", "“1e300” is too large"),
        (HEAD + "A,1,10000000001\n", "“10000000001” is too large to be a count"),
        (HEAD + "A,1,-inf\n", "“-inf” is below zero"),
        (HEAD + "A,1,many\n", "“many” is not a number"),
        (HEAD + "A,1,٣\n", "“٣” is not a number"),
        (HEAD + 'A,1,"1,234"\n', "“1,234” is not a number. Write whole numbers without separators"),
        (HEAD + "A,1,1,234\n", "Row 2: it has cells for 3 weeks, and the head has 2"),
        (HEAD + "A,1,2\nB,1\n", "Row 3: it has cells for 1 weeks"),
        (HEAD + "A,1,2\nB\n", "Row 3"),
        (HEAD + '"A,1,2\nB,1,2\n', "never closed"),
        (HEAD + '"A",1,2,3\n', "Row 2 has 4 cells, and the head has 3"),
        (HEAD + '5" pipe,1,2\n6" pipe,1,2\n', "Row 2 cannot be read: one of its cells does not end"),
        (HEAD + 'A\rB,1,"2"\n', "Row 2 cannot be read"),
        (HEAD + f'"{"A" * 140_000}",1,2\n', "Row 2 cannot be read"),
        ("x" * 140_000, "Row 1 cannot be read"),
        (HEAD.encode() + "Größe,1,2\n".encode("cp1252"), "Row 2 is not in UTF-8"),
        ((HEAD + "A,1,2\n").encode("utf-16"), "UTF-16"),
        (b"PAR1 and then nothing", "no whole Parquet file"),
        ((HEAD + "A,1,2\n").replace("\n", "\r"), "old Macintoshes"),
        (b"\0\1\2\n\0", "no text"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_and_says_where_and_what_to_do(content: str | bytes, said: str, refused: Refuse) -> None:
    message = refused(content)
    assert said in message
    assert "counts.csv: " in message
    assert "Traceback" not in message


def test_a_cell_is_too_long_whatever_another_reader_in_the_process_allows(refused: Refuse) -> None:
    before = csv.field_size_limit(2_000_000)
    try:
        assert "Row 2 cannot be read" in refused(HEAD + f'"{"A" * 140_000}",1,2\n')
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--weeks", "0:1"), "no week “0”"),
        (("--weeks", "1:9"), "no week “9” in the table: it goes from 1 to 2"),
        (("--weeks", "2:1"), "ends before it begins"),
        (("--weeks", "1:2:3"), "not FROM:TO"),
        (("--weeks", "2025-W01:2025-W02"), "no week “2025-W01”"),
        (("--weeks", ":"), "no week “”"),
        (("--weeks", "²"), "no week “²”"),
        (("--alpha", "0"), "between 0 and 0.5"),
        (("--alpha", "nan"), "between 0 and 0.5"),
        (("--period", "0"), "at least one column"),
        (("--method", "crystal-ball"), "no method “crystal-ball”"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(arguments: tuple[str, ...], said: str, refused: Refuse) -> None:
    assert said in refused(HEAD + "A,1,2\n", *arguments)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "alarms.csv"
    assert safelamp(tmp_path / "gone.csv", "--method", NAME, "--out", out) == 1
    assert "gone.csv cannot be read: No such file" in capsys.readouterr().err
    assert safelamp(tmp_path, "--method", NAME, "--out", out) == 1
    assert "It is a folder" in capsys.readouterr().err
    assert not out.exists()


def test_what_stands_under_the_name_of_the_output_stays_when_something_is_wrong(table: Path) -> None:
    out = table.with_name("alarms.csv")
    out.write_text("last week's alarms")
    table.write_text(HEAD + "A,1,-2\n")
    assert safelamp(table, "--method", NAME, "--out", out) == 1
    assert out.read_text() == "last week's alarms"
    table.write_text(HEAD + "A,1,2\n")
    assert safelamp(table, "--method", NAME, "--out", table) == 1
    assert table.read_text() == HEAD + "A,1,2\n"
    assert safelamp(table, "--method", NAME, "--out", table.parent / "no" / "such.csv") == 1
    assert safelamp(table, "--method", NAME, "--out", table.parent) == 1


def test_an_output_that_breaks_off_is_not_there(tmp_path: Path) -> None:
    def write_half() -> None:
        with files.written_whole(tmp_path / "alarms.csv") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_memory_does_not_hold_is_refused_before_it_is_read(
    refused: Refuse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MEMORY", Path(__file__).with_name("meminfo_of_a_small_machine"))
    head = ",".join(f"w{number}" for number in range(1, 501))
    message = refused(f"series,{head}\n" + "".join(f"s{row},{','.join('1' * 500)}\n" for row in range(100)))
    assert "about 51,500 cells" in message
    assert "Split the table by rows" in message


def test_memory_that_runs_out_is_told(refused: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(_path: Path, **_how: object) -> None:
        raise MemoryError

    monkeypatch.setattr(csv_tables, "read", too_much)
    assert "There is not enough memory. Split the table by rows." in refused(HEAD + "A,1,2\n")


def test_exposure_is_matched_by_name_and_checked(watched: Watch, refused: Refuse, tmp_path: Path) -> None:
    hours = tmp_path.parent / f"{tmp_path.name}-hours.csv"
    hours.write_text("series,w1,w2\nB,40.5,41\n")
    assert len(watched(HEAD + "A,1,2\nB,3,4\n", "--exposure", hours)) == 4
    (tmp_path / "alarms.csv").unlink()
    hours.write_text("series,w1,w2\nC,40.5,41\n")
    assert "Series “C” is not among the counts" in refused(HEAD + "A,1,2\n", "--exposure", hours)
    hours.write_text("series,w1\nA,40.5\n")
    assert "Give both tables the same columns" in refused(HEAD + "A,1,2\n", "--exposure", hours)
    hours.write_text("series,w1,w2\nA,-1,1\n")
    assert "hours.csv: Row 2 (series “A”), week 1: “-1” is below zero" in refused(HEAD + "A,1,2\n", "--exposure", hours)


def test_exposure_is_refused_by_methods_that_look_at_counts_alone(table: Path, tmp_path: Path, capsys) -> None:
    table.write_text(HEAD + "A,1,2\n", encoding="utf-8")
    out = tmp_path / "alarms.csv"
    assert safelamp(table, "--method", "farrington-nb", "--exposure", table, "--out", out) == 1
    assert "farrington-nb looks at counts alone: leave --exposure out" in capsys.readouterr().err
    assert not out.exists()


def test_many_series_come_out_in_the_order_of_the_table_whatever_their_blocks(watched: Watch) -> None:
    names = [f"s{number}" for number in range(9000)]
    lines = "".join(f"{name},plant {number % 3000},{number % 7}\n" for number, name in enumerate(names))
    rows = watched("series,workplace,w1\n" + lines)
    assert [row["series"] for row in rows] == names
    assert [row["observed"] for row in rows] == [str(number % 7) for number in range(9000)]
    assert np.isfinite([float(row["alarm"]) for row in rows]).all()


def test_series_with_alarms_are_drawn_first_and_say_why(watched: Watch, table: Path) -> None:
    content = "series,w1,w2,w3\nquiet,1,1,1\nMill <b>,2,3,60\nhalf,,2,\n"
    watched(content, "--plot", table.parent / "pictures")
    names = sorted(path.name for path in (table.parent / "pictures").iterdir())
    assert names == ["001-Mill_b_.svg", "002-quiet.svg", "003-half.svg"]
    first = (table.parent / "pictures" / names[0]).read_text(encoding="utf-8")
    assert "Week 3: 60 against about 2.5 expected; 8 would still be usual." in first
    assert "<b>" not in first
    assert 'class="hot"' in first
    assert 'class="hot"' not in (table.parent / "pictures" / names[1]).read_text(encoding="utf-8")
    watched(content, "--plot", table.parent / "all.svg")
    assert (table.parent / "all.svg").read_text(encoding="utf-8").count(" expected") >= 1
