"""`safelamp register import FILE`: recorded injuries from a file into an organisation's register."""

import argparse
import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault.queries import NoKey
from safelamp.loop.register import importing, mapping, tables
from safelamp.loop.register.drafts import Draft, RefusedRow, drafts
from safelamp.loop.register.importing import SourceError, Tally, Watchers
from safelamp.loop.register.mapping import ColumnMapping, MappingError
from safelamp.loop.register.tables import Table, TableError

PREVIEWED = 5  # rows
ROWS_NAMED = 5  # rows named for each reason on the screen
_EXIT_BAD = 1
_PROBLEMS = (TableError, MappingError, SourceError, NoKey, OSError)


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("register", help="import recorded injuries, diseases and dangerous occurrences")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    into = verbs.add_parser("import", help="import a CSV, CSV.gz or Parquet file")
    into.add_argument("file", type=Path, metavar="FILE")
    into.add_argument("--organisation", required=True, metavar="NAME", help="whose register it goes into")
    into.add_argument(
        "--mapping", required=True, metavar="FILE|NAME",
        help=f"which column holds what: a TOML or JSON file, or one that ships: {', '.join(mapping.shipped())}",
    )  # fmt: skip
    into.add_argument(
        "--preview", action="store_true", help="show the first rows as they would be stored; store nothing"
    )
    into.add_argument(
        "--public-source", default="", metavar="NAME",
        help="say that the source is public: its words are then stored plain, under this name. "
        "Without it, employers, places and narratives are sealed",
    )  # fmt: skip
    into.add_argument(
        "--refused", type=Path, metavar="FILE",
        help="write the rows kept aside, with reasons, to this CSV file. It can hold words about people: "
        "only you can read it; delete it when you are done",
    )  # fmt: skip
    into.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Imports, or previews; says what went in, what stood there already and what was kept aside."""
    try:
        columns = mapping.load(chosen.mapping)
        organisation = _organisation(chosen.organisation)
        with tables.opened(chosen.file, encoding=columns.encoding, delimiter=columns.delimiter) as table:
            if chosen.preview:
                return _preview(table, columns)
            return _import(chosen, table, columns, organisation)
    except _PROBLEMS as problem:
        print(problem, file=sys.stderr)
        return _EXIT_BAD


def _organisation(name: str) -> Organisation:
    found = list(Organisation.objects.filter(name=name)[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)[:20]) or "none yet"
    raise SourceError(f"{'Two organisations are' if found else 'No organisation is'} called “{name}”. Known: {known}.")


def _import(chosen: argparse.Namespace, table: Table, columns: ColumnMapping, organisation: Organisation) -> int:
    source = importing.keep_source(organisation, mapping=columns, public_name=chosen.public_source.strip(), by=None)
    reasons: dict[str, list[int]] = {}
    with _kept_aside(chosen.refused, table.head) as write:

        def refused(row: RefusedRow) -> None:
            reasons.setdefault(row.reason, []).append(row.number)
            write(row)

        tally = importing.import_drafts(
            drafts(table, columns, today=timezone.localdate()),
            source=source,
            by=None,
            watchers=Watchers(refused=refused, progress=_progress),
        )
    print(file=sys.stderr)
    _say(tally, table.read_as, reasons, chosen.refused)
    return 0


def _preview(table: Table, columns: ColumnMapping) -> int:
    print(f"Read as {table.read_as}. The first {PREVIEWED} rows as they would be stored; nothing is stored now.")
    for found in islice(drafts(table, columns, today=timezone.localdate()), PREVIEWED):
        if isinstance(found, RefusedRow):
            print(f"\nrow {found.number}: kept aside: {found.reason}")
            continue
        print(f"\nrow {found.number}")
        for name, value in _shown(found):
            print(f"  {name:13} {value}")
    return 0


def _shown(draft: Draft) -> Iterator[tuple[str, Any]]:
    values = asdict(draft)
    for name in ("number", "codes"):
        del values[name]
    yield from ((name, value) for name, value in values.items() if value not in {"", None})
    for each in draft.codes:
        yield each.axis.value, f"{each.code} ({each.scheme} {each.version})".replace(" )", ")")


def _progress(tally: Tally) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{tally.read:,} rows read, {tally.stored:,} stored", end=end, file=sys.stderr, flush=True)


def _say(tally: Tally, read_as: str, reasons: dict[str, list[int]], path: Path | None) -> None:
    print(f"Read as {read_as}: {tally.read:,} rows.")
    print(f"  {tally.stored:,} stored")
    print(f"  {tally.already:,} stood there already and stay as they are")
    print(f"  {tally.refused:,} kept aside")
    for reason, count in Counter({reason: len(rows) for reason, rows in reasons.items()}).most_common():
        rows = ", ".join(f"{row:,}" for row in reasons[reason][:ROWS_NAMED])
        print(f"    {count:,} because {reason} (row {rows}{', …' if count > ROWS_NAMED else ''})")
    if tally.refused and path is None:
        print("  To get these rows with their reasons, add --refused FILE; importing again stores nothing twice.")
    if tally.refused and path is not None:
        print(f"  They are in {path}. It can hold words about people: only you can read it; delete it when done.")


@contextmanager
def _kept_aside(path: Path | None, head: tuple[str, ...]) -> "Iterator[Any]":
    """Writes rows kept aside to a file that only its owner can read, or nowhere."""
    if path is None:
        yield lambda _row: None
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    os.fchmod(descriptor, 0o600)
    # Bytes that are no text go back as they came.
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "reason", *head])
        yield lambda row: writer.writerow([row.number, row.reason, *row.cells])
