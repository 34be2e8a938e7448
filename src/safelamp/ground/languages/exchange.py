"""Sentences as a file and back: what a file's rows say, what would come of them, and why some are refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import to_language

from safelamp.ground.languages import po_files
from safelamp.ground.languages.checks import tidied
from safelamp.ground.languages.file_rows import FileRow, Sheet, Unreadable
from safelamp.ground.languages.operations import Given, Kept
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import Said, Standing, said_now, sentences_in

LARGEST = 5_000_000  # bytes; the whole catalogue as a spreadsheet is a tenth of that
PO, XLSX = "po", "xlsx"
KINDS = {
    PO: "text/x-gettext-translation; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMED = 40  # characters of an English sentence, where a refused row is named


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is not kept: where it stands, its English, and why."""

    place: str
    source: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brings: what would change, what would be said to read well, and what is refused."""

    language: str
    given: Sequence[Given]
    rows: int
    left: int
    refused: Sequence[Refusal] = field(default_factory=tuple)


def too_large() -> str:
    """What is said of a file that is larger than any of ours."""
    return _("The file is too large: {size} MB at most.").format(size=LARGEST // 1_000_000)


def exported(language: str, *, kind: str, part: Part | None = None) -> bytes:
    """The sentences of a language, or of one part, as a file that `brought_in` reads again."""
    chosen = [said for said in sentences_in(language) if part is None or said.sentence.part == part]
    if kind == PO:
        return po_files.written(language, chosen)
    written: bytes = import_string(f"{settings.SPREADSHEETS}.written")(language, chosen)  # loaded only when used
    return written


def brought_in(raw: bytes, *, languages: Iterable[str]) -> Brought:
    """What a file says, row by row; raises Unreadable for a file that is none of ours, with what to do."""
    if not raw:
        raise Unreadable(_("The file is empty."))
    if len(raw) > LARGEST:
        raise Unreadable(too_large())
    sheet: Sheet = import_string(f"{settings.SPREADSHEETS}.read")(raw) if raw.startswith(b"PK") else po_files.read(raw)
    if to_language(sheet.language) not in set(languages):
        said = _("The file is in the language “{language}”, which is not one that can be corrected here.")
        raise Unreadable(said.format(language=sheet.language[:NAMED]))
    return _compared(replace(sheet, language=to_language(sheet.language)))


def with_refusals(brought: Brought, kept: Kept) -> list[Refusal]:
    """All that is refused: by the file's form, then by what the words must keep."""
    by_mark = said_now(brought.language, list(kept.refused))
    later = [
        Refusal("", by_mark[mark].sentence.source if mark in by_mark else mark, reasons)
        for mark, reasons in kept.refused.items()
    ]
    return [*brought.refused, *later]


def _compared(sheet: Sheet) -> Brought:
    known = {said.sentence.mark: said for said in sentences_in(sheet.language)}
    given: dict[str, Given] = {}
    refused: list[Refusal] = []
    left = 0
    for row in sheet.rows:
        trouble = _trouble(row, known, given)
        if trouble:
            refused.append(Refusal(row.place, row.source, [trouble]))
        elif not any(row.words) or _says_nothing_new(row, known[row.mark]):
            left += 1
        else:
            given[row.mark] = Given(row.mark, tuple(row.words))
    return Brought(sheet.language, list(given.values()), len(sheet.rows), left, refused)


def _trouble(row: FileRow, known: Mapping[str, Said], before: Mapping[str, Given]) -> str:
    if row.trouble:
        return row.trouble
    if row.mark not in known:
        return _("This version has no such English sentence.")
    if row.mark in before:
        return _("This sentence stands twice in the file: the first is taken.")
    if any(row.words) and len(row.words) != known[row.mark].sentence.forms:
        return _("Write all forms of this sentence: none may stay empty.")
    return ""


def _says_nothing_new(row: FileRow, said: Said) -> bool:
    same = [tidied(words) for words in row.words] == [tidied(words) for words in said.words]
    return same and (not row.checked or said.standing == Standing.CHECKED)
