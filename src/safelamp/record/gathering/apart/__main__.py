"""The process that takes pages apart: a page comes in by the standard input, its text goes out, again and again.

Each way in is a line of JSON (`size`, `content_type`, `address`) and then the bytes; each way out is a line of JSON.
"""

import contextlib
import importlib
import json
import resource
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from safelamp.engines.extraction.markup import Form
from safelamp.record.gathering.apart.other import Other
from safelamp.record.gathering.apart.taking import Taken, Way, taken

MEMORY = 450_000_000  # bytes of address space
WAYS = {Form.HTML: "safelamp.record.gathering.apart.articles", Form.FEED: "safelamp.record.gathering.apart.feeds"}


def main() -> None:
    """Works until the other side closes the line."""
    resource.prlimit(0, resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.prlimit(0, resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # where memory runs out, this process goes and not the one that rings the bell
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    ways: dict[Form, Way] = {form: partial(_read, name) for form, name in WAYS.items()}
    source, to = sys.stdin.buffer, sys.stdout
    while line := source.readline():
        asked = json.loads(line)
        raw = source.read(asked["size"])
        try:
            found = taken(raw, content_type=asked["content_type"], address=asked["address"], ways=ways)
        except Exception:  # noqa: BLE001  # whatever a parser raises at what a stranger wrote
            found = Taken("too_hard")
        to.write(json.dumps(asdict(found)) + "\n")
        to.flush()


def _read(name: str, source: str, address: str) -> Other:
    """What another way makes of a page; nothing where its package is not installed. Loaded when first used."""
    try:
        module = importlib.import_module(name)
    except ImportError:
        return Other()
    found: Other = module.read(source, address)
    return found


if __name__ == "__main__":
    main()
