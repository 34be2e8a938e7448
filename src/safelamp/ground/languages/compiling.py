"""Compiling the catalogues: people edit and commit `.po` files only, Django reads the `.mo` made from them."""

from collections.abc import Iterator
from pathlib import Path

import polib

CATALOGUES = Path(__file__).parent / "catalogues"
DRAFT = "draft"  # the comment of an entry that no native speaker has checked


def compile_catalogues(folder: Path = CATALOGUES) -> list[Path]:
    """Makes every `.mo` that is missing or older than its `.po`, and counts the drafts; returns the ones made.

    Each is written beside its place and moved there, so that two runs at once do no harm. Raises OSError with the
    line of the fault where a catalogue cannot be read.
    """
    made = []
    for source in stale(folder):
        catalogue = read(source)
        source.with_suffix(".drafts").write_text(f"{drafts_in(catalogue)}\n", encoding="ascii")
        target = source.with_suffix(".mo")
        unfinished = source.with_suffix(".mo.unfinished")
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(target)
        made.append(target)
    return made


def read(source: Path) -> polib.POFile:
    """A catalogue as its translators see it, long sentences unwrapped."""
    return polib.pofile(str(source), wrapwidth=0)


def stale(folder: Path = CATALOGUES) -> Iterator[Path]:
    """The `.po` files whose compiled form is missing or older."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        made = [source.with_suffix(".mo"), source.with_suffix(".drafts")]
        if any(not each.exists() or each.stat().st_mtime_ns < source.stat().st_mtime_ns for each in made):
            yield source


def drafts_in(catalogue: polib.POFile) -> int:
    """How many translations no native speaker has checked."""
    return sum(DRAFT in entry.tcomment.splitlines() for entry in catalogue.translated_entries())
