"""Reading the data files that ship with Safelamp."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> Any:  # noqa: ANN401  # JSON is any shape; each caller makes typed values of it
    """The parsed JSON file `data/NAME.json`."""
    return json.loads(resources.files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
