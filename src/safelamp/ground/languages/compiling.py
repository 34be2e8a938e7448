"""Compiling the catalogues: people edit and commit `.po` files only, Django reads the `.mo` made from them.

What this instance corrected lies in an overlay of its own (see `overlay`); compiling counts anew what is left to check.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib

from safelamp.ground.languages.catalogues import CATALOGUES, read
from safelamp.ground.languages.sentences import drafts_left, mark_of, sentence_of

__all__ = ["CATALOGUES", "compile_catalogues", "count_drafts", "put", "read", "stale"]


def compile_catalogues(folder: Path = CATALOGUES, *, overlay: Path | None = None) -> list[Path]:
    """Makes every `.mo` that is missing or older than its `.po`, and counts the drafts; returns the ones made.

    Each is written beside its place and moved there, so that two runs at once do no harm. Raises OSError with the
    line of the fault where a catalogue cannot be read.
    """
    made = []
    for source in stale(folder):
        catalogue = read(source)
        put(source.with_suffix(".unchecked"), json.dumps(drafts_left(map(sentence_of, catalogue))) + "\n")
        target = source.with_suffix(".mo")
        unfinished = source.with_suffix(".mo.unfinished")
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(target)
        made.append(target)
        corrected = overlay / source.relative_to(folder) if overlay else None
        if corrected and corrected.exists():
            put(
                corrected.with_suffix(".unchecked"),
                json.dumps(count_drafts(catalogue, corrections=read(corrected))) + "\n",
            )
    return made


def count_drafts(catalogue: polib.POFile, *, corrections: polib.POFile) -> Mapping[str, int]:
    """How many drafts are left of what workers see, and of all, where some have been checked on this instance."""
    checked = (mark_of(entry.msgctxt or "", entry.msgid) for entry in corrections)
    return drafts_left(map(sentence_of, catalogue), checked=checked)


def put(path: Path, text: str) -> None:
    """Writes a whole file or none of it."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def stale(folder: Path = CATALOGUES) -> Iterator[Path]:
    """The `.po` files whose compiled form is missing or older."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        made = [source.with_suffix(".mo"), source.with_suffix(".unchecked")]
        if any(not each.exists() or each.stat().st_mtime_ns < source.stat().st_mtime_ns for each in made):
            yield source
