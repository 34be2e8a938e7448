"""`make docs`: draws docs/states.md from the code and takes docs/pictures/*.png of a running demonstration.

python -m tools.draw_docs [states | pictures]
"""

import importlib
import os
import sys
import tempfile
from pathlib import Path

import django

from tools import shoot
from tools.instance import ROOT, demonstration


def draw_states(home: Path) -> None:
    """Draws the tables of states; Django, set up for it, works in a folder of its own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
        "SAFELAMP_HOME": str(home),
        "SAFELAMP_KEYS": f"{home}.keys",
    }
    django.setup()
    importlib.import_module("tools.draw_states").write()
    print("docs/states.md")


def take_pictures(home: Path) -> None:
    """Takes the pictures, of invented people only."""
    with demonstration(home) as instance:
        for picture in shoot.pictures(instance):
            print(picture.relative_to(ROOT))


def main(parts: list[str]) -> None:
    """Draws the parts that are asked for, or all."""
    drawing = {"states": draw_states, "pictures": take_pictures}
    for part in parts or drawing:
        with tempfile.TemporaryDirectory(prefix="safelamp-docs-") as folder:
            drawing[part](Path(folder) / "home")


if __name__ == "__main__":
    main(sys.argv[1:])
