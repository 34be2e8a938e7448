"""`safelamp read PATH... --out DIR`: reads pages into JSON, one file a page; no database is needed."""

import argparse
import json
import sys
from pathlib import Path

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.schema import as_schema
from safelamp.site.pagefiles import Refused, every_file, read_file


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("read", help="read pages into items and facts, as JSON")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="text files, or folders of them")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the JSON files go")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Reads each file; exit code 1 if any could not be read (the others are written)."""
    files = every_file(chosen.paths)
    try:
        chosen.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        print(f"{chosen.out} cannot be made a folder ({problem.strerror}).", file=sys.stderr)
        return 1
    refused = 0
    for number, path in enumerate(files, start=1):
        try:
            items = _read(path, chosen.out)
        except Refused as problem:
            refused += 1
            print(f"[{number}/{len(files)}] {path}: not read. It {problem}", file=sys.stderr)
        else:
            print(f"[{number}/{len(files)}] {path.name}: {items} items", flush=True)
    print(f"{len(files) - refused} of {len(files)} files read.")
    return 1 if refused or not files else 0


def _read(path: Path, folder: Path) -> int:
    file = read_file(path)
    reading = read_page(file.text)
    written = as_schema(reading, page=path.stem, publisher=file.publisher or None)
    content = json.dumps(written, ensure_ascii=False, indent=1)
    (folder / f"{path.stem}.json").write_text(content + "\n", encoding="utf-8")
    return len(reading.items)
