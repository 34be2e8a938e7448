"""The process that makes one photo or voice anew: `python -I -m safelamp.ground.apart MODULE:FUNCTION SECONDS`.

The function takes bytes and gives bytes, or raises ValueError for what it refuses; seconds are those of the processor.
"""

import importlib
import sys
from collections.abc import Callable
from typing import Any

from safelamp.ground.apart.hands import Answer
from safelamp.ground.apart.walls import Limits
from safelamp.ground.apart.working import work

MEMORY = 900_000_000


def main(named: str, seconds: int) -> None:
    """Loads the function, raises the walls, makes things anew with it."""
    module, _, function = named.partition(":")
    try:
        make: Callable[[bytes], bytes] | None = getattr(importlib.import_module(module), function)
    except ImportError:
        make = None

    def answer(raw: bytes, _about: dict[str, Any]) -> Answer:
        if make is None:
            return Answer({"outcome": "missing"})
        try:
            return Answer({"outcome": ""}, make(raw))
        except (ValueError, MemoryError):
            return Answer({"outcome": "refused"})

    work(answer, limits=Limits(memory=MEMORY, seconds=seconds))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
