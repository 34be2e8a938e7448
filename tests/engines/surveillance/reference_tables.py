"""R's numbers for series, as tables: who reads them need not know how they were written."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from safelamp.engines.surveillance.values import Counts, Floats


@dataclass(frozen=True, slots=True)
class Reference:
    """One series: all its counts, the weeks that R judged, and R's answers by column; NA is NaN."""

    name: str
    counts: Counts
    judged: range
    answers: Mapping[str, Floats]


def number(text: str) -> float:
    """A number as R writes it."""
    return float("nan") if text in {"NA", ""} else float(text)


def wide(path: Path, *, named: str) -> dict[str, Floats]:
    """Series from a table with one column a week; `named` makes the name from the first cell."""
    with path.open(newline="") as lines:
        table = list(csv.DictReader(lines))
    weeks = [column for column in table[0] if column.startswith("w")]
    first = next(iter(table[0]))
    return {named + row[first]: np.array([number(row[week]) for week in weeks]) for row in table}


def long(path: Path) -> dict[str, Floats]:
    """Series from a table with one row a week."""
    series: dict[str, list[float]] = defaultdict(list)
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            series[row["series"]].append(number(row["y"]))
    return {name: np.array(values) for name, values in series.items()}


def references(path: Path, series: Mapping[str, Floats]) -> list[Reference]:
    """R's answers beside the counts that they are for."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            rows[row["series"]].append(row)
    return [
        Reference(
            name,
            Counts(series[name][None]),
            range(int(answers[0]["week"]) - 1, int(answers[-1]["week"])),
            {column: np.array([number(row[column]) for row in answers]) for column in answers[0] if column != "series"},
        )
        for name, answers in rows.items()
    ]
