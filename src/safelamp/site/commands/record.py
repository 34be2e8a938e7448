"""`safelamp record add FILE...`: puts pages into the public record."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from django.core.exceptions import ValidationError

from safelamp.engines.extraction.markup import readable
from safelamp.ground.organisations.models import Organisation
from safelamp.record.reading import operations, queries
from safelamp.record.reading.models import FactKind
from safelamp.record.reviewing.operations import carry_over
from safelamp.site.commands import record_gather, record_review
from safelamp.site.pagefiles import Refused, every_file, read_file

UNKNOWN_PUBLISHER = "Publisher not named"


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("record", help="the public record")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    add = verbs.add_parser(
        "add",
        help="read pages into the record",
        description="Reads pages (plain text) into the record. A page that is there already changes nothing. "
        "Publisher, address and day are taken from the folder's sources.toml where it names the file.",
    )
    add.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="text files, or folders of them")
    add.add_argument("--publisher", default="", help="who published the pages")
    add.add_argument("--address", default="", help="where the page stands on the web")
    add.add_argument("--fetched", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day it was fetched")
    add.add_argument("--private-to", default="", metavar="ORGANISATION", help="keep them to that organisation")
    add.set_defaults(run=run)
    record_review.add_verbs(verbs)
    record_gather.add_verbs(verbs)


def run(chosen: argparse.Namespace) -> int:
    """Adds each file; exit code 1 if any was refused (the others are in)."""
    organisation = None
    if chosen.private_to:
        organisation = Organisation.objects.filter(name=chosen.private_to).first()
        if organisation is None:
            print(f"There is no organisation called {chosen.private_to!r}.", file=sys.stderr)
            return 1
    files = every_file(chosen.paths)
    if not files:
        print("There are no text files in that folder (names ending in .txt or .md).", file=sys.stderr)
        return 1
    refused = 0
    for number, path in enumerate(files, start=1):
        try:
            said = _add(path, chosen, organisation)
        except (Refused, ValidationError) as problem:
            refused += 1
            words = "; ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
            print(f"[{number}/{len(files)}] {path}: refused. It {words}", file=sys.stderr)
        else:
            print(f"[{number}/{len(files)}] {path.name}: {said}", flush=True)
    print(f"{len(files) - refused} of {len(files)} files are in the record, {refused} refused.")
    return 1 if refused else 0


def _add(path: Path, chosen: argparse.Namespace, organisation: Organisation | None) -> str:
    file = read_file(path)
    added = operations.add_page(
        readable(file.text).text,
        name=path.name,
        publisher=chosen.publisher or file.publisher or UNKNOWN_PUBLISHER,
        address=chosen.address or file.address,
        fetched_on=chosen.fetched or file.fetched_on,
        organisation=organisation,
        by=None,
    )
    if not added.new:
        return "was in the record already, nothing changed"
    carry_over(added.page)
    items = list(queries.items_on(added.page))
    figures = sum(fact.kind == FactKind.FIGURE for item in items for fact in item.facts.all())
    return f"{len(items)} items with {figures} figures" if items else "kept, but no item of news was found in it"
