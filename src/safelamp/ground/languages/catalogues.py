"""The catalogues of the package: where they lie, and how they are read."""

from pathlib import Path

import polib

CATALOGUES = Path(__file__).parent / "catalogues"
DRAFT = "draft"  # the comment of an entry that no native speaker has checked


def read(source: Path) -> polib.POFile:
    """A catalogue as its translators see it, long sentences unwrapped."""
    return polib.pofile(str(source), wrapwidth=0)
