"""Sentences as a PO file, for Poedit, Weblate and other tools of translators."""

from collections.abc import Sequence
from pathlib import Path

import polib
from django.utils.translation import gettext as _

from safelamp.ground.languages.catalogues import DRAFT
from safelamp.ground.languages.catalogues import read as read_catalogue
from safelamp.ground.languages.file_rows import FileRow, Sheet, Unreadable
from safelamp.ground.languages.queries import Said, Standing, sentences_in
from safelamp.ground.languages.sentences import mark_of, path_of

HEADER = "Safelamp. Take the comment `draft` away from a sentence that you have checked."


def written(language: str, chosen: Sequence[Said]) -> bytes:
    """The sentences with the words that hold now."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.header = HEADER
    package = read_catalogue(path_of(language)).metadata
    catalogue.metadata = {name: package[name] for name in ("Language", "Plural-Forms") if name in package} | {
        "Project-Id-Version": "Safelamp",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for said in chosen:
        catalogue.append(_entry(said))
    return (str(catalogue) + "\n").encode()


def read(raw: bytes) -> Sheet:
    """The sentences of a PO file; raises Unreadable."""
    catalogue = _parsed(_text(raw))
    language = catalogue.metadata.get("Language", "")
    if not language:
        raise Unreadable(_("The file does not say its language. Write “Language: km” (or another) into its head."))
    return Sheet(language, [_row(entry) for entry in catalogue if not entry.obsolete])


def contributed(language: str) -> bytes:
    """The package's catalogue with everything that was corrected and checked here: for the project's checkout."""
    catalogue = read_catalogue(path_of(language))
    said = {each.sentence.mark: each for each in sentences_in(language)}
    for entry in catalogue:
        one = said.get(mark_of(entry.msgctxt or "", entry.msgid))
        if one is None or one.checked_on is None:
            continue
        _say(entry, one.words)
        entry.tcomment = "\n".join(line for line in entry.tcomment.splitlines() if line != DRAFT)
    return (str(catalogue) + "\n").encode()


def put_contribution(language: str, path: Path) -> None:
    """Writes that catalogue."""
    path.write_bytes(contributed(language))


def _entry(said: Said) -> polib.POEntry:
    sentence = said.sentence
    entry = polib.POEntry(
        msgctxt=sentence.context or None,
        msgid=sentence.source,
        msgid_plural=sentence.plural,
        comment=" · ".join(str(place.words) for place in sentence.places),
        tcomment="" if said.standing == Standing.CHECKED else DRAFT,
    )
    _say(entry, said.words)
    return entry


def _say(entry: polib.POEntry, words: Sequence[str]) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(words))
    else:
        entry.msgstr = words[0]


def _row(entry: polib.POEntry) -> FileRow:
    forms = [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)] if entry.msgid_plural else []
    return FileRow(
        place=_("line %(number)d") % {"number": entry.linenum or 0},
        mark=mark_of(entry.msgctxt or "", entry.msgid),
        source=entry.msgid,
        words=forms if entry.msgid_plural else [entry.msgstr],
        checked=DRAFT not in entry.tcomment.splitlines() and not entry.fuzzy,
    )


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("The file is saved as UTF-16. Save it as UTF-8."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not saved as UTF-8. Save it as UTF-8.")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str) -> polib.POFile:
    # polib takes a text for a path where such a file exists; a text of several lines with "msgid" never is one.
    if "msgid" not in text or "\n" not in text or "\x00" in text:
        raise Unreadable(_("This is neither a PO file nor a spreadsheet of ours."))
    try:
        return polib.pofile(text, wrapwidth=0)
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise Unreadable(_("The PO file is broken: {fault}").format(fault=str(error)[:200])) from error
