"""Sentences as a spreadsheet (XLSX). Only `exchange` loads this module, when a spreadsheet is made or read."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from safelamp.ground.languages.file_rows import FileRow, Sheet, Unreadable
from safelamp.ground.languages.queries import Said, Standing
from safelamp.ground.languages.sentences import mark_of

ID, WHERE, ENGLISH, SEVERAL, CHECKED = "Id", "Where", "English", "English, several", "Checked"
WORDS = "Words ("  # followed by the language: "Words (km)", "Words (km) 2"
YES = frozenset({"x", "yes", "ja", "oui", "ok", "✓", "1", "true", "ใช่", "បាទ", "ចាស"})
MOST_ROWS = 20_000
MOST_UNPACKED = 40_000_000  # bytes; a bomb of a few kilobytes unpacks to gigabytes
MOST_PARTS = 200
WIDTHS = {"A": 18, "B": 28, "C": 50, "D": 30, "E": 60}


def written(language: str, chosen: Sequence[Said]) -> bytes:
    """The sentences, one a row, every cell as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(language)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    forms = max((said.sentence.forms for said in chosen), default=1)
    words = [f"{WORDS}{language})" + (f" {number + 1}" if number else "") for number in range(forms)]
    sheet.append([_cell(sheet, head, bold=Font(bold=True)) for head in (ID, WHERE, ENGLISH, SEVERAL, *words, CHECKED)])
    for said in chosen:
        sentence = said.sentence
        where = " · ".join(str(place.words) for place in sentence.places)
        texts = [*said.words, *[""] * (forms - sentence.forms)]
        checked = "x" if said.standing == Standing.CHECKED else ""
        sheet.append(
            [_cell(sheet, text) for text in (sentence.mark, where, sentence.source, sentence.plural, *texts, checked)]
        )
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def read(raw: bytes) -> Sheet:
    """The sentences of a spreadsheet, in whatever order rows and columns stand; raises Unreadable."""
    _check_package(raw)
    try:
        book = load_workbook(BytesIO(raw), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows()
        columns = _columns(next(rows, ()))
        language = _language(columns)
        return Sheet(language, list(_rows(rows, columns)))
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken or hostile file makes the reader raise
        raise Unreadable(_("The spreadsheet is broken, or of another kind. Save it as XLSX.")) from error


def _cell(sheet: Any, text: str, *, bold: Font | None = None) -> WriteOnlyCell:  # noqa: ANN401  # untyped package
    """A cell that is text whatever it begins with: a program never takes it for a formula."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = bold
    return cell


def _check_package(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_("The spreadsheet unpacks to something far too large. It is not read."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part)[:2000].upper():
                    raise Unreadable(_("The spreadsheet holds instructions that ours never hold. It is not read."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Unreadable(_("The spreadsheet is broken, or of another kind. Save it as XLSX.")) from error


def _columns(head: Sequence[Any]) -> Mapping[str, int]:
    found = {str(cell.value).strip(): number for number, cell in enumerate(head) if cell.value is not None}
    if ENGLISH not in found and ID not in found:
        raise Unreadable(_("The first row must have the headings of the file that was downloaded: Id, English, Words."))
    return found


def _language(columns: Mapping[str, int]) -> str:
    named = [name[len(WORDS) :].partition(")")[0] for name in columns if name.startswith(WORDS)]
    if len(set(named)) != 1:
        raise Unreadable(_("The column with your words must be headed as it was: “Words (km)”, for example."))
    return named[0]


def _rows(rows: Iterator[Sequence[Any]], columns: Mapping[str, int]) -> Iterator[FileRow]:
    names = sorted(name for name in columns if name.startswith(WORDS))
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise Unreadable(_("The spreadsheet has too many rows."))
        got = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        mark, source = _text_of(got.get(ID)), _text_of(got.get(ENGLISH))
        words = [_text_of(got.get(name)) for name in names]
        if not (mark or source or any(words)):
            continue
        yield FileRow(
            place=_("row %(number)d") % {"number": number},
            mark=mark or mark_of("", source),
            source=source,
            words=_without_empty_end(words),
            checked=_text_of(got.get(CHECKED)).strip().casefold() in YES,
            trouble=_trouble([got.get(name) for name in names], mark or source),
        )


def _without_empty_end(words: list[str]) -> list[str]:
    while len(words) > 1 and not words[-1]:
        words.pop()
    return words


def _text_of(cell: Any) -> str:  # noqa: ANN401  # untyped package
    return "" if cell is None or cell.value is None else str(cell.value)


def _trouble(cells: Sequence[Any], name: str) -> str:
    kinds = {getattr(cell, "data_type", "n") for cell in cells if cell is not None and cell.value is not None}
    if "f" in kinds:
        return _("There is a formula in it. Write the words themselves.")
    if kinds - {"s", "inlineStr", "str", "n"}:
        return _("There is something else than words in it.")
    if not name:
        return _("It has no Id and no English: perhaps cells were joined. Nobody can tell which sentence it is.")
    return ""
