"""Compiling the catalogues: people edit and commit `.po` files only, Django reads the `.mo` made from them."""

from collections.abc import Iterator
from pathlib import Path

import polib

CATALOGUES = Path(__file__).parent / "catalogues"


def compile_catalogues(folder: Path = CATALOGUES) -> list[Path]:
    """Makes every `.mo` that is missing or older than its `.po`; returns the ones that were made.

    Each is written beside its place and moved there, so that two runs at once do no harm. Raises OSError with the
    line of the fault where a catalogue cannot be read.
    """
    made = []
    for source in stale(folder):
        target = source.with_suffix(".mo")
        draft = target.with_suffix(".mo.draft")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        made.append(target)
    return made


def stale(folder: Path = CATALOGUES) -> Iterator[Path]:
    """The `.po` files whose compiled form is missing or older."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            yield source
