"""How fast 50,000 items of the public record are searched, with all facets, and what the index costs."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from tools.bench.measured import Measured, Promise

ITEMS = 50_000
_PROGRAM = "import django; django.setup(); from tools.bench import searched; searched.main({items})"


def measure() -> Iterator[Measured]:
    """In a process and a data folder of its own; `SAFELAMP_DATABASE_URL` chooses another database."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        environment = os.environ | {
            "SAFELAMP_HOME": f"{folder}/home",
            "SAFELAMP_KEYS": f"{folder}/keys",
            "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
        }
        program = _PROGRAM.format(items=ITEMS)
        ran = subprocess.run([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, check=True)
        figures: dict[str, float] = json.loads(ran.stdout)
    for name, value in figures.items():
        what = f"search of {ITEMS:,} items, {name}"
        if name.endswith("p95"):
            yield Measured(what, value, "ms", Promise.AT_MOST, 50)
        elif name == "memory":
            yield Measured(what, value, "MB", Promise.AT_MOST, 20)
        elif name == "after 1,000 more items":
            yield Measured(what, value, "ms", Promise.AT_MOST, 1000)
        else:
            yield Measured(what, value, "ms", Promise.AT_MOST, 5000)
