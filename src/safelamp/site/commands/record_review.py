"""`safelamp record reread` and `safelamp record gold`: pages read anew, and corrected pages as gold."""

import argparse
import sys
from pathlib import Path

from django.db.models import QuerySet

from safelamp.record.reading.models import Page
from safelamp.record.reviewing import gold, operations
from safelamp.record.reviewing.models import Correction, State


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the two verbs."""
    reread = verbs.add_parser(
        "reread",
        help="read the record's pages anew with today's engine",
        description="Reads pages anew. Corrections, released names and what was taken down stay as they are; what can "
        "no longer be placed waits at the desk, under “To review”.",
    )
    reread.add_argument("--source", default="", metavar="NAME", help="only the pages of that source")
    reread.set_defaults(run=run_reread)
    export = verbs.add_parser(
        "gold",
        help="write pages that people corrected as gold, to measure the engine with",
        description="Writes a text and a JSON file for each public page that people have looked at.",
    )
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the files go")
    export.set_defaults(run=run_gold)


def run_reread(chosen: argparse.Namespace) -> int:
    """Reads each page anew, a transaction a page; exit code 1 if there is no such source or a page failed."""
    pages = _pages(chosen.source)
    ids = list(pages.order_by("source__name", "name", "id").values_list("id", flat=True))
    if not ids:
        asked = f"There is no page of a source called {chosen.source!r}." if chosen.source else "The record is empty."
        print(asked, file=sys.stderr)
        return 1
    failed = 0
    for number, page_id in enumerate(ids, start=1):
        page = Page.objects.select_related("source").get(id=page_id)
        try:
            operations.reread(page, by=None)
        except Exception as error:  # noqa: BLE001  # one page must not keep the others from being read
            failed += 1
            print(f"[{number}/{len(ids)}] {page.name}: left as it was ({type(error).__name__})", file=sys.stderr)
        else:
            print(f"[{number}/{len(ids)}] {page.name}: {page.items.count()} items", flush=True)
    waiting = Correction.objects.filter(state=State.UNPLACED).count()
    print(f"{len(ids) - failed} of {len(ids)} pages read anew, {waiting} corrections wait to be placed.")
    return 1 if failed else 0


def _pages(source: str) -> QuerySet[Page]:
    return Page.objects.filter(source__name=source) if source else Page.objects.all()


def run_gold(chosen: argparse.Namespace) -> int:
    """Writes the files; exit code 1 if a page breaks the guide's rules (it is left out and named)."""
    try:
        chosen.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        print(f"{chosen.out} cannot be made a folder ({problem.strerror}).", file=sys.stderr)
        return 1
    written, refused = 0, 0
    for file in gold.files():
        if file.problems:
            refused += 1
            print(f"{file.name}: left out. {'; '.join(file.problems)}", file=sys.stderr)
            continue
        (chosen.out / f"{file.name}.txt").write_text(file.text, encoding="utf-8", newline="")
        (chosen.out / f"{file.name}.json").write_text(file.json, encoding="utf-8")
        written += 1
    print(f"{written} corrected pages written, {refused} left out.")
    return 1 if refused else 0
