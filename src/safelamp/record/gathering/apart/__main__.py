"""The process that takes pages apart: a page comes in by the standard input, its text goes out, again and again.

Each way in is a line of JSON (`size`, `content_type`, `address`) and then the bytes; each way out is a line of JSON.
"""

import importlib
from dataclasses import asdict
from functools import partial
from typing import Any

from safelamp.engines.extraction.markup import Form
from safelamp.ground.apart.hands import Answer
from safelamp.ground.apart.walls import Limits
from safelamp.ground.apart.working import work
from safelamp.record.gathering.apart.other import Other
from safelamp.record.gathering.apart.taking import Taken, Way, taken

LIMITS = Limits(memory=450_000_000)
WAYS = {Form.HTML: "safelamp.record.gathering.apart.articles", Form.FEED: "safelamp.record.gathering.apart.feeds"}


def main() -> None:
    """Works until the other side closes the line."""
    ways: dict[Form, Way] = {form: partial(_read, name) for form, name in WAYS.items()}

    def answer(raw: bytes, about: dict[str, Any]) -> Answer:
        try:
            found = taken(raw, content_type=about["content_type"], address=about["address"], ways=ways)
        except Exception:  # noqa: BLE001  # whatever a parser raises at what a stranger wrote
            found = Taken("too_hard")
        return Answer(asdict(found))

    work(answer, limits=LIMITS)


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
