"""Makes samples/osha_severe_injuries.csv.gz from the two converted files of its source (see README.md).

python -m tools.make_osha_sample RECORDS.parquet CODES.csv.gz
"""

import csv
import gzip
import io
import sys
from pathlib import Path

import polars as pl

COLUMNS = [
    "upa", "date", "employer", "city", "state", "naics", "hospitalized", "amputation", "inspected", "narrative",
    "nature", "part", "event",
]  # fmt: skip


def main(records: str, codes: str) -> None:
    """Joins the codes, where they are known, to the records; sorts by key; writes the same bytes each time."""
    coded = pl.read_csv(codes, infer_schema_length=0).select("upa", "nature", "part", "event")
    table = pl.read_parquet(records).join(coded, on="upa", how="left").sort("date", "upa").select(COLUMNS)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table.iter_rows():
        writer.writerow([_text(cell) for cell in row])
    made = Path(__file__).parents[1] / "samples" / "osha_severe_injuries.csv.gz"
    made.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


if __name__ == "__main__":
    main(*sys.argv[1:])
