"""The other side: a process that answers, one thing after the other, until nobody asks any more.

Each way in is a line of JSON with `size` and then the bytes; each way out the same.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from safelamp.ground.apart.hands import Answer
from safelamp.ground.apart.walls import Limits, raise_walls


def work(answer: Callable[[bytes, dict[str, Any]], Answer], *, limits: Limits) -> None:
    """Raises the walls, then answers until the other side closes the line."""
    raise_walls(limits)
    source, to = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        about = json.loads(line)
        made = answer(source.read(about["size"]), about)
        to.write(json.dumps(made.about | {"size": len(made.raw)}).encode() + b"\n" + made.raw)
        to.flush()
