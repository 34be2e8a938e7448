"""`safelamp read PATH... --out DIR`: reads pages into JSON, one file a page; no database is needed."""

import argparse
import json
import sys
from pathlib import Path

from safelamp.engines.extraction.reading import MOST_READ, read_page
from safelamp.engines.extraction.schema import as_schema
from safelamp.engines.extraction.values import UNSURE, Reading
from safelamp.site.pagefiles import PageFile, Refused, every_file, read_file


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser(
        "read",
        help="read pages into items and facts, as JSON",
        description="Reads saved pages (plain text, Markdown, HTML, RSS or Atom) into items and facts, one JSON file a "
        "page. Spans in it count the characters of the file. Exit code 1 if a file could not be read.",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files of pages, or folders of them")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the JSON files go")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Reads each file; exit code 1 if any could not be read (the others are written)."""
    files = every_file(chosen.paths)
    if not files:
        print("There are no pages in that folder (names ending in .txt, .md, .html, .xml).", file=sys.stderr)
    try:
        chosen.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        print(f"{chosen.out} cannot be made a folder ({problem.strerror}).", file=sys.stderr)
        return 1
    refused = 0
    taken: set[str] = set()
    for number, path in enumerate(files, start=1):
        try:
            said = _read(path, chosen.out, taken)
        except Refused as problem:
            refused += 1
            print(f"[{number}/{len(files)}] {path}: not read. It {problem}", file=sys.stderr)
        else:
            print(f"[{number}/{len(files)}] {path.name}: {said}", flush=True)
    print(f"{len(files) - refused} of {len(files)} files read.")
    return 1 if refused or not files else 0


def _read(path: Path, folder: Path, taken: set[str]) -> str:
    file = read_file(path)
    reading = read_page(file.text)
    name = _free_name(path.stem, taken)
    written = as_schema(reading, page=name, publisher=file.publisher or None)
    content = json.dumps(written, ensure_ascii=False, indent=1)
    try:
        (folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")
    except OSError as problem:
        raise Refused(f"was read, but {folder / name}.json cannot be written ({problem.strerror}).") from None
    return _told(reading, file)


def _free_name(stem: str, taken: set[str]) -> str:
    """The file's own name; two pages of one name in two folders do not overwrite each other."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name


def _told(reading: Reading, file: PageFile) -> str:
    if not reading.items:
        return "0 items, no news was found on it"
    said = f"{len(reading.items)} items"
    unsure = sum(item.confidence < UNSURE for item in reading.items)
    if unsure:
        said += f", {unsure} of them unsure"
    if len(file.text) > MOST_READ:
        said += f"; only the first {MOST_READ:,} characters of its words were read"
    return said
