"""Makes samples/mine_citations.csv.gz from its converted source: a table of counts, one row a mine (see README.md).

python -m tools.make_mine_citations CITATIONS.csv.gz
"""

import csv
import gzip
import io
import sys
from collections import defaultdict
from pathlib import Path

FIRST, LAST = (2000, 1), (2016, 1)  # quarters
MADE = Path(__file__).parents[1] / "samples" / "mine_citations.csv.gz"
# The first two digits of a mine's number.
STATES = {
    "01": "Alabama", "03": "Arkansas", "05": "Colorado", "11": "Illinois", "12": "Indiana", "15": "Kentucky",
    "18": "Maryland", "24": "Montana", "29": "New Mexico", "33": "Ohio", "34": "Oklahoma", "36": "Pennsylvania",
    "40": "Tennessee", "42": "Utah", "44": "Virginia", "46": "West Virginia", "48": "Wyoming",
}  # fmt: skip


def main(source: str, made: Path = MADE) -> None:
    """Writes the same bytes each time. A quarter without a row stays empty: nobody counted, which is not 0."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        table = counts(csv.DictReader(file))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["series", "region", *(f"w{number}" for number in range(1, _place(*LAST) + 2))])
    for mine, cells in sorted(table.items()):
        row = [cells.get(place, "") for place in range(_place(*LAST) + 1)]
        writer.writerow([f"Mine {mine}", STATES[mine[:2]], *row])
    made.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def counts(rows: "csv.DictReader[str]") -> dict[str, dict[int, int]]:
    """Citations by mine and quarter, 0 for the first quarter. Raises ValueError for two rows of one mine and quarter.

    >>> counts(csv.DictReader(["mineid,year,q,citations,sig_sub", "0100851,2000,3,8,2"]))
    {'0100851': {2: 8}}
    """
    table: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        place = _place(int(row["year"]), int(row["q"]))
        if place in table[row["mineid"]]:
            raise ValueError(f"mine {row['mineid']} has two rows for quarter {row['q']} of {row['year']}")
        table[row["mineid"]][place] = int(row["citations"])
    return dict(table)


def _place(year: int, quarter: int) -> int:
    return (year - FIRST[0]) * 4 + quarter - FIRST[1]


if __name__ == "__main__":
    main(sys.argv[1])
