"""The sample of mine citations: what its page says of it is true, and its tool makes it from its source."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from tools import make_mine_citations

SAMPLE = Path(__file__).parents[1] / "samples" / "mine_citations.csv.gz"


def table() -> list[list[str]]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_mines_quarters_and_citations_are_as_many_as_the_page_says() -> None:
    head, *rows = table()
    assert head[:3] == ["series", "region", "w1"]
    assert head[-1] == "w65"
    cells = [int(cell) for row in rows for cell in row[2:] if cell]
    assert (len(rows), len(cells), sum(cells)) == (1_582, 29_926, 55_975)
    page = (SAMPLE.parent / "README.md").read_text(encoding="utf-8")
    assert "**These are citations, not injuries**" in page


def test_a_quarter_without_a_row_is_empty_and_not_none_at_all(tmp_path: Path) -> None:
    source, made = tmp_path / "source.csv.gz", tmp_path / "made.csv.gz"
    rows = "mineid,year,q,citations,sig_sub\n4600001,2000,1,0,0\n4600001,2000,3,5,2\n0100002,2016,1,1,0\n"
    source.write_bytes(gzip.compress(rows.encode()))
    make_mine_citations.main(str(source), made)
    lines = gzip.decompress(made.read_bytes()).decode().splitlines()
    assert lines[1].startswith("Mine 0100002,Alabama,,")
    assert lines[1].endswith(",1")
    assert lines[2].startswith("Mine 4600001,West Virginia,0,,5,")


def test_a_quarter_that_is_told_twice_is_refused() -> None:
    twice = io.StringIO("mineid,year,q,citations\n4600001,2000,1,0\n4600001,2000,1,3\n")
    with pytest.raises(ValueError, match="two rows for quarter 1 of 2000"):
        make_mine_citations.counts(csv.DictReader(twice))
