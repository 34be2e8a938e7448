"""`safelamp watch COUNTS.csv --out ALARMS.csv`: which weekly counts are unusual, and why; no database is needed."""

import argparse
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

_EXIT_BAD = 1
_DEFAULT = "safelamp"
_DESCRIPTION = """Judges weekly counts of many series, each from its own past, and writes a line for every series and
week: series,week,observed,expected,upper,p,score,alarm,reason. Rows of COUNTS are series: a column “series”, if you
like workplace, employer, hazard, sector, region, then one column a week, w1, w2, ... or 2025-W07, ... An empty cell
means that nobody counted. See docs/early-warning.md for what an alarm means and what it does not."""


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("watch", help="find unusual weeks in a table of counts", description=_DESCRIPTION)
    parser.add_argument(
        "counts", metavar="COUNTS", help="the table: CSV, Parquet, or a database as postgresql://USER@HOST/DATABASE"
    )
    _declare_database(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="ALARMS.csv", help="where the alarms go")
    parser.add_argument(
        "--method", default=_DEFAULT, metavar="NAME",
        help="safelamp (the default), farrington-nb, farrington-delta, farrington-muan, ears-c1 to ears-c3, cusum",
    )  # fmt: skip
    parser.add_argument("--alpha", type=float, metavar="A", help="share of false alarms that you accept, such as 0.01")
    parser.add_argument(
        "--weeks", metavar="FROM:TO",
        help="which weeks to judge, both included: 576:624 or 2025-W01:2025-W26; without it the last year",
    )  # fmt: skip
    parser.add_argument(
        "--r-compat", action="store_true", help="Farrington exactly as R surveillance 1.20.3 does it, defect included"
    )
    parser.add_argument("--period", type=int, default=52, metavar="N", help="columns a year: 52, or 12 for months")
    parser.add_argument(
        "--exposure", type=Path, metavar="FILE",
        help="a table like COUNTS of what the counts are in proportion to, such as hours worked",
    )  # fmt: skip
    parser.add_argument(
        "--dask", default="", metavar="ADDRESS",
        help="let the workers of this Dask cluster judge: tcp://HOST:8786; they read Parquet and PostgreSQL themselves",
    )  # fmt: skip
    parser.add_argument(
        "--plot", type=Path, metavar="FOLDER|FILE.svg", help="draw the most unusual series with their alarms, as SVG"
    )
    parser.set_defaults(run=run)


def _declare_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--table", default="", metavar="NAME", help="the table in the database: NAME or SCHEMA.NAME")
    parser.add_argument("--query", default="", metavar="SELECT", help="or a query that gives the table; it only reads")
    parser.add_argument(
        "--missing", choices=("refuse", "unknown", "zero"), default="refuse",
        help="what it means that the database has no row for a series and week: nobody counted, or there were none",
    )  # fmt: skip


def run(chosen: argparse.Namespace) -> int:
    """Judges and writes; exit code 1 and no file if something is wrong."""
    watching = _watching()
    if watching is None:
        print("Early warning needs NumPy and SciPy: pip install 'safelamp[watch]'.", file=sys.stderr)
        return _EXIT_BAD
    if chosen.period < 1:
        print("A year has at least one column: give --period 52, 12, 4 or 1.", file=sys.stderr)
        return _EXIT_BAD
    try:
        told = watching.watch(_wish(watching, chosen))
    except (watching.TableRefused, watching.CountsRefused, OSError, MemoryError) as problem:
        print(str(problem) or "There is not enough memory. Split the table by rows.", file=sys.stderr)
        return _EXIT_BAD
    for line in told.lines(chosen.out):
        print(line)
    return 0


def _wish(watching: ModuleType, chosen: argparse.Namespace) -> object:
    counts = Path(chosen.counts)
    if watching.is_address(chosen.counts):
        missing = watching.Missing(chosen.missing)
        counts = watching.DatabaseTable(chosen.counts, table=chosen.table, query=chosen.query, missing=missing)
    elif chosen.table or chosen.query or chosen.missing != "refuse":
        raise watching.TableRefused(
            "--table, --query and --missing are for a database: postgresql://USER@HOST/DATABASE."
        )
    return watching.Wish(
        counts=counts,
        out=chosen.out,
        method=chosen.method,
        alpha=chosen.alpha,
        weeks=chosen.weeks,
        dispersion=watching.Dispersion.AS_R if chosen.r_compat else watching.Dispersion.CORRECTED,
        period=chosen.period,
        exposure=chosen.exposure,
        dask=chosen.dask,
        plot=chosen.plot,
    )


def _watching() -> ModuleType | None:
    """The part that needs NumPy: loaded when somebody watches, so that the web processes stay light."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # each block has one processor
    try:
        return importlib.import_module("safelamp.site.counts.watching")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in {"numpy", "scipy"}:
            return None
        raise
