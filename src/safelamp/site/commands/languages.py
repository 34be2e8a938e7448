"""`safelamp languages ...`: gather what is to be translated, compile it, take words out and bring them in."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from safelamp.ground.languages import compiling, exchange, gathering, operations, po_files
from safelamp.ground.languages.catalogues import read
from safelamp.ground.languages.file_rows import Unreadable
from safelamp.ground.languages.operations import Kept
from safelamp.ground.languages.places import Part

SPOKEN = [code for code, _ in settings.WORKER_LANGUAGES if code != settings.LANGUAGE_CODE]
REFUSED = 2


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("languages", help="work on the translations")
    acts = parser.add_subparsers(title="acts", required=True, metavar="ACT")
    acts.add_parser("compile", help="make the .mo files that are missing or out of date").set_defaults(run=run)
    gather = acts.add_parser("gather", help="bring the .po files up to date with the source; needs gettext")
    gather.add_argument("languages", nargs="*", metavar="LANG", help="all of the settings where none is named")
    gather.set_defaults(run=run_gather)
    export = acts.add_parser("export", help="write the sentences of a language into a PO file or a spreadsheet")
    export.add_argument("--language", required=True, choices=SPOKEN)
    export.add_argument("--to", required=True, type=Path, metavar="FILE.po|FILE.xlsx")
    export.add_argument("--part", choices=Part.values, help="only what workers see, the poster, ...")
    export.set_defaults(run=run_export)
    bring = acts.add_parser("import", help="say what a corrected file would change; with --keep, change it")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--keep", action="store_true", help="keep what is in order; without it nothing is kept")
    bring.set_defaults(run=run_import)
    contribute = acts.add_parser("contribute", help="write the catalogue with this instance's corrections in it")
    contribute.add_argument("--language", required=True, choices=SPOKEN)
    contribute.add_argument("--to", required=True, type=Path, metavar="FILE.po")
    contribute.set_defaults(run=run_contribute)


def run(_chosen: argparse.Namespace) -> int:
    """Compiles what is out of date and says what was made."""
    for made in compiling.compile_catalogues(overlay=settings.WORDS):
        print(f"{made.parent.parent.name}: compiled")
    return 0


def run_gather(chosen: argparse.Namespace) -> int:
    """Gathers, and says how much is left to translate."""
    for path in gathering.gather(chosen.languages or SPOKEN):
        left = read(path).untranslated_entries()
        print(f"{path.parent.parent.name}: {len(left)} to translate")
        for entry in left:
            print(f"  {entry.msgid}")
    return 0


def run_export(chosen: argparse.Namespace) -> int:
    """Writes the file; its ending says of which kind."""
    kind = chosen.to.suffix.lower().lstrip(".")
    if kind not in exchange.KINDS:
        print(f"{chosen.to}: the name must end in .po or .xlsx.", file=sys.stderr)
        return REFUSED
    chosen.to.write_bytes(
        exchange.exported(chosen.language, kind=kind, part=Part(chosen.part) if chosen.part else None)
    )
    print(f"{chosen.to}: written")
    return 0


def run_import(chosen: argparse.Namespace) -> int:
    """Says what the file brings; exit code 1 where rows were refused, 2 where it cannot be read."""
    try:
        brought = exchange.brought_in(chosen.file.read_bytes(), languages=SPOKEN)
    except (OSError, Unreadable) as error:
        print(f"{chosen.file}: {error}", file=sys.stderr)
        return REFUSED
    if chosen.keep:
        kept = operations.keep(brought.language, brought.given, reviewer=None, on=timezone.localdate())
    else:
        kept = operations.judged(brought.language, brought.given)
    return _say(brought, kept, keep=chosen.keep)


def run_contribute(chosen: argparse.Namespace) -> int:
    """Writes the package's catalogue with what was corrected here."""
    po_files.put_contribution(chosen.language, chosen.to)
    print(f"{chosen.to}: written. Put it in the place of the project's own catalogue, and send it.")
    return 0


def _say(brought: exchange.Brought, kept: Kept, *, keep: bool) -> int:
    refused = exchange.with_refusals(brought, kept)
    would = "" if keep else "would be "
    print(f"{brought.rows} sentences in {brought.language}: {len(kept.changed)} {would}changed, ", end="")
    print(f"{len(kept.confirmed)} {would}marked as checked, {brought.left + len(kept.same)} left alone, ", end="")
    print(f"{len(refused)} refused.")
    for each in refused:
        print(f"  {each.place or 'refused'}: {each.source[: exchange.NAMED]}: {' '.join(each.reasons)}")
    if not keep:
        print("Nothing is kept yet: run it again with --keep.")
    return 1 if refused else 0
