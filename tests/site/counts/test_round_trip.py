"""Whatever a table says comes back: names, groups and counts, by CSV as programs write it."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.site.counts import cells, csv_tables

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1).filter(
    lambda name: name.strip() == name and "\r" not in name
)
COUNTS = st.one_of(st.none(), st.integers(0, cells.LARGEST_COUNT))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[str], list[list[int | None]]]:
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    weeks = draw(st.integers(1, 6))
    sectors = draw(
        st.lists(st.sampled_from(["", "Mines", "Garments, knitted"]), min_size=len(names), max_size=len(names))
    )
    row = st.lists(COUNTS, min_size=weeks, max_size=weeks)
    return names, sectors, draw(st.lists(row, min_size=len(names), max_size=len(names)))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_a_table_comes_back_as_it_was(table, delimiter: str, quoting: int, tmp_path: Path) -> None:
    names, sectors, counts = table
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerow(["series", "sector", *(f"w{week + 1}" for week in range(len(counts[0])))])
    writer.writerows([name, sector, *row] for name, sector, row in zip(names, sectors, counts, strict=True))
    path = tmp_path / "counts.csv"
    path.write_bytes(out.getvalue().encode())
    read = csv_tables.read(path)
    assert list(read.names) == names
    expected = np.array([[np.nan if cell is None else float(cell) for cell in row] for row in counts])
    np.testing.assert_array_equal(read.observed, expected)
    labels = read.groupings["sector"].labels
    assert ["" if code < 0 else labels[code] for code in read.groupings["sector"].codes] == sectors
