"""Files as people send them: whatever is wrong with one row, the others go on."""

import contextlib
import gzip
from pathlib import Path

import polars as pl
import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.register import tables
from safelamp.loop.register.tables import LONGEST_LINE, Row, TableError

HEAD = "no,date,story\n"
GOOD = "1,2015-01-02,fell\n"


def read(tmp_path: Path, content: bytes | str, name: str = "book.csv", **how: str) -> list[Row]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with tables.opened(path, **how) as table:
        return list(table.rows)


def open_briefly(path: Path) -> None:
    with tables.opened(path):
        pass


def good(rows: list[Row]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows if not row.broken]


def broken(rows: list[Row]) -> list[tuple[int, str]]:
    return [(row.number, row.broken) for row in rows if row.broken]


def test_rows_count_from_the_head_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + GOOD) == [Row(2, ("1", "2015-01-02", "fell"))]


def test_a_quoted_cell_may_hold_commas_quotes_and_lines(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + '1,2015-01-02,"he said ""stop"",\nthen fell"\n' + GOOD)
    assert good(rows)[0][2] == 'he said "stop",\nthen fell'
    assert len(good(rows)) == 2


@pytest.mark.parametrize("text", ["", "\n", "  \n1,2,3\n", ",,\n1,2,3\n"])
def test_a_file_without_a_head_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(TableError, match=r"empty|no head"):
        read(tmp_path, text)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="No file"):
        open_briefly(tmp_path / "nothing.csv")


def test_a_spreadsheet_is_asked_for_as_csv(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="save the sheet as CSV"):
        read(tmp_path, b"PK\x03\x04rest")


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="twice: date"):
        read(tmp_path, "no,date,date\n1,2,3\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_head(tmp_path: Path, delimiter: str) -> None:
    assert good(read(tmp_path, (HEAD + GOOD).replace(",", delimiter))) == [("1", "2015-01-02", "fell")]


def test_a_row_with_too_few_or_too_many_cells_is_kept_aside(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "1,2015-01-02\n" + GOOD + "2,2015-01-02,a,b\n\n" + GOOD)
    assert broken(rows) == [(2, "2 cells where the head has 3"), (4, "4 cells where the head has 3")]
    assert [row.number for row in rows if not row.broken] == [3, 6]


def test_a_quote_that_is_never_closed_costs_one_row_not_the_rest(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + GOOD + '2,2015-01-02,"open\n' + GOOD * 3)
    assert len(good(rows)) == 4
    assert [number for number, _ in broken(rows)] == [3]


def test_a_quote_closed_far_below_does_not_swallow_the_rows_between(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + '1,2015-01-02,"open\n' + GOOD * 5 + '2,2015-01-02,"fine"\n')
    assert len(good(rows)) == 6
    assert [number for number, _ in broken(rows)] == [2]


def test_a_huge_cell_is_kept_aside_and_not_held_in_memory(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + f"1,2015-01-02,{'x' * (3 * LONGEST_LINE)}\n" + GOOD)
    assert good(rows) == [("1", "2015-01-02", "fell")]
    assert "longer than" in broken(rows)[0][1]
    assert sum(map(len, rows[0].cells)) <= LONGEST_LINE + 1


def test_a_nul_byte_costs_its_row(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + "1,2015-01-02,a\0b\n" + GOOD)
    assert broken(rows) == [(2, "a NUL byte in the row")]
    assert len(good(rows)) == 1


def test_windows_text_is_read_as_windows_text(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_bytes(HEAD.encode() + "1,2015-01-02,Café’s\n".encode("cp1252"))
    with tables.opened(path) as table:
        assert table.read_as == "cp1252"
        assert next(table.rows).cells[2] == "Café’s"


def test_a_byte_that_windows_does_not_know_costs_its_row(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD.encode() + b"1,2015-01-02,caf\xe9\n2,2015-01-02,\x81\xe9\n")
    assert good(rows) == [("1", "2015-01-02", "café")]
    assert broken(rows) == [(3, "bytes that are no text in cp1252")]


def test_one_bad_byte_does_not_make_a_khmer_file_windows_text(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD.encode() + "1,2015-01-02,ធ្លាក់\n2,2015-01-02,ដៃ\n".encode() + b"3,2015-01-02,\xff\n")
    assert [cells[2] for cells in good(rows)] == ["ធ្លាក់", "ដៃ"]
    assert broken(rows) == [(4, "bytes that are no text in utf-8-sig")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_is_not_part_of_the_first_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes((HEAD + "1,2015-01-02,ตก\n").encode(encoding))
    with tables.opened(path) as table:
        assert table.head == ("no", "date", "story")
        assert next(table.rows).cells[2] == "ตก"


def test_the_mapping_may_declare_the_encoding(tmp_path: Path) -> None:
    assert good(read(tmp_path, "no,s\n1,ж\n".encode("koi8-r"), encoding="koi8-r")) == [("1", "ж")]
    with pytest.raises(TableError, match="not known"):
        read(tmp_path, HEAD, encoding="klingon")


@given(st.data())
def test_a_gzip_cut_off_anywhere_keeps_its_whole_rows_and_says_so(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cut") / "b.csv.gz"
    body = "".join(f"{number},2015-01-02,{number * 7919 % 10007} fell\n" for number in range(500))
    whole = gzip.compress((HEAD + body).encode())
    path.write_bytes(whole[: data.draw(st.integers(200, len(whole) - 1))])
    with tables.opened(path) as table:
        rows = list(table.rows)
    expected = [tuple(line.split(",")) for line in body.splitlines()]
    assert good(rows) == expected[: len(good(rows))]
    assert broken(rows)[-1][1].startswith("the file is cut off here")


def test_a_plain_file_cut_off_in_a_row_keeps_the_rows_before(tmp_path: Path) -> None:
    rows = read(tmp_path, HEAD + GOOD + "2,2015-0")
    assert len(good(rows)) == 1
    assert broken(rows)[0][0] == 3


@given(st.binary(max_size=400))
def test_no_file_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(content)
    with contextlib.suppress(TableError), tables.opened(path) as table:
        for row in table.rows:
            assert row.broken or len(row.cells) == len(table.head)


def test_parquet_is_read_as_a_csv_would_be(tmp_path: Path) -> None:
    path = tmp_path / "b.parquet"
    pl.DataFrame({"no": [1, 2], "date": ["2015-01-02", None], "seen": [True, False]}).write_parquet(path)
    with tables.opened(path) as table:
        assert table.head == ("no", "date", "seen")
        rows = list(table.rows)
    assert rows == [Row(2, ("1", "2015-01-02", "true")), Row(3, ("2", "", "false"))]


def test_a_parquet_file_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "b.parquet"
    pl.DataFrame({"no": list(range(1000))}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(TableError, match="no whole Parquet"):
        open_briefly(path)


@override_settings(PARQUET_READER="safelamp.loop.register.no_such_reader.rows")
def test_without_polars_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"safelamp\[scale\]"):
        read(tmp_path, b"PAR1rest", name="b.parquet")
