"""Gathering what is to be translated: sentences of code and templates by gettext, labels of data files by `labels`.

A new entry carries the comment `draft`. A native speaker who has read a translation takes the comment away; how many
are left is counted when the catalogue is compiled.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages
from django.utils.translation import to_language, to_locale

from safelamp.ground.languages.catalogues import CATALOGUES, DRAFT, read
from safelamp.ground.languages.labels import Label, labels
from safelamp.ground.languages.places import FOR_WORKERS
from safelamp.ground.languages.plurals import plural_forms
from safelamp.ground.languages.sentences import path_of, sentence_of

PACKAGE = Path(__file__).parents[2]
HEADER = "Safelamp. Each entry with the comment `draft` has not been checked by a native speaker: see CONTRIBUTING.md."
AT_ONCE = "_now"  # what modules call gettext whose `_` is gettext_lazy
KEPT = ("Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


class Gather(makemessages.Command):
    """Django's own gathering, with the labels of the data files, and without guesses at what a sentence may mean."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
    xgettext_options = [*makemessages.Command.xgettext_options, f"--keyword={AT_ONCE}"]

    def build_potfiles(self) -> list[str]:
        """Adds the labels before the catalogues are merged: what is not in the template would be dropped there."""
        made: list[str] = super().build_potfiles()
        for path in made:
            template = polib.pofile(path)
            add_labels(template, labels(Path.cwd()))
            template.save()
        return made


def gather(languages: Sequence[str], *, package: Path = PACKAGE, catalogues: Path = CATALOGUES) -> list[Path]:
    """Brings the catalogue of each language up to date with the source; returns the catalogues.

    While it runs, gettext's working files stand in `package`.
    Raises CommandError where gettext is not installed.
    """
    with contextlib.chdir(package), _only(catalogues):
        call_command(
            Gather(),
            locale=[to_locale(language) for language in languages],
            extensions=["html", "py"],
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
            verbosity=0,
        )
    paths = [path_of(language, folder=catalogues) for language in languages]
    for path in paths:
        tidy(path)
    return paths


@contextlib.contextmanager
def _only(catalogues: Path) -> Iterator[None]:
    """Lets Django write into these catalogues, not into what this instance corrected."""
    before, settings.LOCALE_PATHS = settings.LOCALE_PATHS, [catalogues]
    try:
        yield
    finally:
        settings.LOCALE_PATHS = before


def add_labels(template: polib.POFile, found: Sequence[Label]) -> None:
    """Puts the labels into a template of strings; one that the code has too only gets another place."""
    entries: dict[tuple[str, str | None], polib.POEntry] = {(entry.msgid, entry.msgctxt): entry for entry in template}
    for label in found:
        entry = entries.get((label.text, label.context))
        if entry is None:
            entry = polib.POEntry(msgid=label.text, msgctxt=label.context)
            entries[label.text, label.context] = entry
            template.append(entry)
        if (label.file, "") not in entry.occurrences:
            entry.occurrences.append((label.file, ""))


def tidy(path: Path) -> None:
    """Takes out dates and wrapping, which would change with every run, and marks new entries as drafts.

    A language in which only workers are spoken to keeps the sentences that workers meet.
    """
    catalogue = read(path)
    language = to_language(path.parents[1].name)
    catalogue.header = HEADER
    catalogue.metadata_is_fuzzy = False
    catalogue.metadata = {name: catalogue.metadata[name] for name in KEPT if name in catalogue.metadata} | {
        "Project-Id-Version": "Safelamp",
        "Language": path.parents[1].name,
        "Plural-Forms": plural_forms(language),
    }
    if language not in dict(settings.LANGUAGES):
        catalogue[:] = [entry for entry in catalogue if sentence_of(entry).part in FOR_WORKERS]
    for entry in catalogue:
        entry.occurrences = sorted(set(entry.occurrences))
        if not entry.translated() and not entry.tcomment:
            entry.tcomment = DRAFT
    catalogue.save()
