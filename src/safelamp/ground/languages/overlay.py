"""The overlay: catalogues of this instance's own, made from its corrections, which Django reads before the package's.

The database holds the corrections; these files are made from it and can be made again at any time. They lie in
settings.WORDS, never in the package. A stamp tells every process that they changed.
"""

import fcntl
import gettext
import json
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_language, trans_real

from safelamp.ground.languages.catalogues import CATALOGUES, read
from safelamp.ground.languages.checks import faults
from safelamp.ground.languages.compiling import count_drafts, put
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.sentences import mark_of, path_of, shipped

STAMP = "stamp"
STATE = "X-State"  # the header that says of which corrections the file was made
HEADER = "What was corrected on this instance. Made by Safelamp from its database: changes here are lost."

Stamp = tuple[int, int]


class _Known:
    """Which overlay this process speaks with."""

    stamp: Stamp = (0, 0)
    lock = threading.Lock()


def refresh() -> Stamp:
    """Forgets the catalogues that this process has read if the overlay changed since: one look at one file.

    Returns the stamp of what is spoken now.
    """
    found = _stamp()
    if found != _Known.stamp:
        with _Known.lock:
            _forget()
            _Known.stamp = found
    return found


def bring_up_to_date() -> list[str]:
    """Makes the overlay of each language whose corrections are not what its file was made of; returns these."""
    languages = Correction.objects.values_list("language", flat=True).distinct()
    made = [language for language in sorted(languages) if write_if_changed(language)]
    left = [to_language(path.parents[1].name) for path in settings.WORDS.glob("*/LC_MESSAGES/django.po")]
    made += [language for language in left if language not in set(languages) and write_if_changed(language)]
    refresh()  # the process that sends speaks too, and answers no requests
    return made


def write_if_changed(language: str) -> bool:
    """Makes the overlay of one language from its corrections, whole or not at all; says whether it had to."""
    path = path_of(language, folder=settings.WORDS)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(settings.WORDS):
        corrections = list(Correction.objects.filter(language=language).order_by("mark"))
        state = _state_of(corrections)
        if path.exists() and path.with_suffix(".mo").exists() and read(path).metadata.get(STATE) == state:
            return False
        catalogue = _catalogue(language, corrections, state)
        _write(path, catalogue)
    return True


def _catalogue(language: str, corrections: Sequence[Correction], state: str) -> polib.POFile:
    """What can be said: a correction that does not fit the sentence of this version is left out, and kept."""
    known = shipped(language)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = HEADER
    package = read(path_of(language)) if path_of(language).exists() else polib.POFile()
    catalogue.metadata = {
        name: package.metadata[name] for name in ("Language", "Plural-Forms") if name in package.metadata
    } | {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", STATE: state}
    for each in corrections:
        sentence = known.get(each.mark)
        if sentence and sentence.plural == each.plural and not faults(sentence, each.words, language=language):
            catalogue.append(entry_of(each))
    return catalogue


def entry_of(correction: Correction) -> polib.POEntry:
    """A correction as a catalogue's entry: the day of its check, and nobody's name."""
    forms = dict(enumerate(correction.words)) if correction.plural else {}
    return polib.POEntry(
        msgctxt=correction.context or None,
        msgid=correction.source,
        msgid_plural=correction.plural,
        msgstr="" if forms else correction.words[0],
        msgstr_plural=forms,
        tcomment=f"checked {correction.reviewed_on.isoformat()}",
    )


def _write(path: Path, catalogue: polib.POFile) -> None:
    source = path_of(to_language(path.parents[1].name))
    if source.exists():
        counted = count_drafts(read(source), corrections=catalogue)
        put(path.with_suffix(".unchecked"), json.dumps(counted) + "\n")
    unfinished = path.with_suffix(".mo.unfinished")
    catalogue.save_as_mofile(str(unfinished))
    unfinished.replace(path.with_suffix(".mo"))
    put(path, str(catalogue) + "\n")
    put(settings.WORDS / STAMP, f"{os.urandom(8).hex()}\n")


def _state_of(corrections: Sequence[Correction]) -> str:
    return mark_of(
        *(f"{each.mark} {each.reviewed_on.isoformat()} {mark_of(*each.words)}" for each in corrections),
        *(str(path.stat().st_mtime_ns) for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po"))),
    )


def _stamp() -> Stamp:
    try:
        found = os.stat(settings.WORDS / STAMP)  # noqa: PTH116  # one call, at every request
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)


def _forget() -> None:
    """What Django's own reloader does, except that a request which is being answered keeps its language."""
    gettext._translations.clear()  # type: ignore[attr-defined]  # noqa: SLF001
    trans_real._translations = {}  # type: ignore[attr-defined]  # noqa: SLF001
    trans_real._default = None  # type: ignore[attr-defined]  # noqa: SLF001


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time makes an overlay; whoever comes later reads the corrections anew."""
    with (folder / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
