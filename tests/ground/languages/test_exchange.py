"""Files of words: what goes out comes back the same; what is wrong is refused with a reason; nothing is run."""

import zipfile
from io import BytesIO
from pathlib import Path

import polib
import pytest
from hypothesis import given as any_of
from hypothesis import settings as tries
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from safelamp.ground.languages import exchange, operations, po_files, spreadsheets
from safelamp.ground.languages.catalogues import CATALOGUES
from safelamp.ground.languages.file_rows import Unreadable
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import Said, Standing
from safelamp.ground.languages.sentences import Sentence
from tests.ground.languages.corrected import DAY, given, sentence, spoken

ENGLISH = "Tell us about a danger"
BETTER = "ប្រាប់យើងអំពីគ្រោះថ្នាក់មួយ"
ANY_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1
)
pytestmark = pytest.mark.usefixtures("words_folder")


def brought(raw: bytes) -> exchange.Brought:
    return exchange.brought_in(raw, languages=["km", "th"])


def keep(raw: bytes) -> operations.Kept:
    found = brought(raw)
    return operations.keep(found.language, found.given, reviewer=None, on=DAY)


def changed_po(raw: bytes, source: str, words: str) -> bytes:
    return raw.replace(
        f'msgid "{source}"\nmsgstr "{spoken(source)}"'.encode(), f'msgid "{source}"\nmsgstr "{words}"'.encode()
    )


def changed_sheet(raw: bytes, change) -> bytes:
    book = load_workbook(BytesIO(raw))
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet, source: str) -> int:
    return next(cell.row for cell in sheet["C"] if cell.value == source)


@pytest.mark.parametrize("kind", exchange.KINDS)
def test_what_goes_out_and_comes_back_changes_nothing(kind: str) -> None:
    found = brought(exchange.exported("km", kind=kind))
    assert (found.refused, found.given) == ([], [])
    assert found.rows == found.left > 2000


@pytest.mark.parametrize("kind", exchange.KINDS)
@pytest.mark.parametrize("language", ["my", "zh-hans", "ru", "fa", "fr"])  # forms, scripts, names of their own
def test_reviewers_of_workers_languages_get_their_part_and_it_comes_back(kind: str, language: str) -> None:
    found = exchange.brought_in(exchange.exported(language, kind=kind), languages=[language])
    assert (found.language, found.refused, found.given) == (language, [], [])
    assert 300 < found.rows == found.left < 1000


def test_what_a_reviewer_corrects_is_spoken_in_a_language_that_gettext_names_otherwise(words_folder: Path) -> None:
    before = spoken(ENGLISH, language="zh-hans")
    raw = exchange.exported("zh-hans", kind="po", part=Part.WORKER)
    corrected = raw.replace(f'msgstr "{before}"'.encode(), 'msgstr "说出危险"'.encode())
    found = exchange.brought_in(corrected, languages=["zh-hans"])
    assert len(operations.keep(found.language, found.given, reviewer=None, on=DAY).changed) == 1
    assert spoken(ENGLISH, language="zh-hans") == "说出危险"


def test_a_corrected_po_file_is_kept_once(words_folder: Path) -> None:
    raw = changed_po(exchange.exported("km", kind="po", part=Part.WORKER), ENGLISH, BETTER)
    assert [len(keep(raw).changed), len(keep(raw).changed)] == [1, 0]
    assert spoken(ENGLISH) == BETTER


def test_a_corrected_spreadsheet_is_kept_in_any_order(words_folder: Path) -> None:
    def turned(sheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        head, body = rows[0], rows[1:]
        sheet.delete_rows(1, sheet.max_row)
        for row in [head, *reversed(body)]:
            sheet.append([BETTER if value == spoken(ENGLISH) else value for value in reversed(row)])

    raw = changed_sheet(exchange.exported("km", kind="xlsx", part=Part.WORKER), turned)
    assert [len(keep(raw).changed), spoken(ENGLISH)] == [1, BETTER]


def test_a_draft_without_its_mark_counts_as_checked(words_folder: Path) -> None:
    raw = exchange.exported("km", kind="po", part=Part.POSTER)
    assert len(keep(raw.replace(b"# draft\n", b"")).confirmed) == raw.count(b"# draft\n") > 3


def test_a_ticked_row_of_the_spreadsheet_counts_as_checked(words_folder: Path) -> None:
    def tick(sheet) -> None:
        sheet.cell(row_of(sheet, ENGLISH), 6).value = "X"

    assert len(keep(changed_sheet(exchange.exported("km", kind="xlsx"), tick)).confirmed) == 1


def test_looking_first_keeps_nothing(words_folder: Path) -> None:
    found = brought(changed_po(exchange.exported("km", kind="po"), ENGLISH, BETTER))
    assert len(operations.judged("km", found.given).changed) == 1
    assert spoken(ENGLISH) != BETTER


def test_a_missing_value_is_refused_and_the_rest_is_kept(words_folder: Path) -> None:
    source = "We come to your workplace on {day}."
    raw = changed_po(exchange.exported("km", kind="po"), ENGLISH, BETTER)
    found = brought(changed_po(raw, source, "យើងនឹងទៅ"))
    kept = operations.keep("km", found.given, reviewer=None, on=DAY)
    (refusal,) = exchange.with_refusals(found, kept)
    assert (refusal.source, "{day}" in refusal.reasons[0]) == (source, True)
    assert spoken(ENGLISH) == BETTER


def test_unknown_english_is_refused_by_its_place() -> None:
    raw = exchange.exported("km", kind="po") + 'msgid "No such sentence"\nmsgstr "គ្មាន"\n'.encode()
    (refusal,) = brought(raw).refused
    assert refusal.source == "No such sentence"
    assert refusal.place.startswith("line ")


def test_a_sentence_that_stands_twice_is_said() -> None:
    entry = f'msgid "{ENGLISH}"\nmsgstr "{BETTER}"\n'
    raw = exchange.exported("km", kind="po", part=Part.POSTER) + f"\n{entry}\n{entry}".encode()
    assert [each.source for each in brought(raw).refused] == [ENGLISH]


def test_windows_line_ends_change_nothing() -> None:
    raw = exchange.exported("km", kind="po").replace(b"\n", b"\r\n")
    assert (brought(raw).given, brought(raw).refused) == ([], [])


def formula(sheet) -> None:
    sheet.cell(row_of(sheet, ENGLISH), 5).value = "=1+1"


def joined(sheet) -> None:
    row = row_of(sheet, ENGLISH)
    for column in (1, 3):
        sheet.merge_cells(start_row=row - 1, end_row=row, start_column=column, end_column=column)


def a_day(sheet) -> None:
    sheet.cell(row_of(sheet, ENGLISH), 5).value = DAY


@pytest.mark.parametrize(("change", "why"), [(formula, "formula"), (joined, "joined"), (a_day, "something else")])
def test_odd_cells_are_refused_by_their_row(change, why: str) -> None:
    raw = changed_sheet(exchange.exported("km", kind="xlsx", part=Part.WORKER), change)
    found = brought(raw)
    assert any(why in refusal.reasons[0] for refusal in found.refused), found.refused
    assert found.given == []


def zipped(**parts: bytes) -> bytes:
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return raw.getvalue()


def plain_book() -> bytes:
    book, raw = Workbook(), BytesIO()
    book.active.append(["a", "b"])
    book.save(raw)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"x" * (exchange.LARGEST + 1), "too large"),
        (b"hello", "neither"),
        (b"/etc/passwd", "neither"),
        ('msgid "x"\nmsgstr "y"\n'.encode("utf-16"), "UTF-16"),
        (b'msgid "x"\nmsgstr "\xe9"\n', "UTF-8"),
        (b'msgid "x"\nmsgwrong "y"\n', "broken"),
        (b'msgid "x"\nmsgstr "y"\n', "does not say its language"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "x"\nmsgstr "y"\n', "fr"),
        (b"PK\x03\x04 broken", "broken"),
        (zipped(a=b"0" * 50_000_000), "far too large"),
        (zipped(a=b"<x/>"), "broken"),
        (zipped(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "instructions"),
        (plain_book(), "headings"),
    ],
    ids=["empty", "huge", "text", "path", "utf-16", "latin-1", "syntax", "no language", "french", "cut", "bomb", "zip",
         "entities", "other book"],
)  # fmt: skip
def test_a_file_that_is_none_of_ours_says_what_to_do(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        brought(raw)


@pytest.mark.parametrize("part", [1, 3, 9])
def test_a_spreadsheet_cut_off_anywhere_is_refused_whole(part: int) -> None:
    raw = exchange.exported("km", kind="xlsx", part=Part.POSTER)
    with pytest.raises(Unreadable):
        brought(raw[: len(raw) * part // 10])


def said(words: str) -> Said:
    return Said(Sentence("", "Fixed", "", (words,), is_draft=True, files=()), (words,), Standing.DRAFT)


@tries(max_examples=60)
@any_of(ANY_WORDS)
def test_any_words_come_back_from_a_spreadsheet_as_they_were(words: str) -> None:
    (row,) = spreadsheets.read(spreadsheets.written("km", [said(words)])).rows
    assert (list(row.words), row.trouble) == ([words], "")


@tries(max_examples=60)
@any_of(ANY_WORDS)
def test_any_words_come_back_from_a_po_file_as_they_were(words: str) -> None:
    (row,) = po_files.read(po_files.written("km", [said(words)])).rows
    assert list(row.words) == [words]


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_program_takes_words_for_a_formula(words: str) -> None:
    book = load_workbook(BytesIO(spreadsheets.written("km", [said(words)])))
    cell = book.worksheets[0]["E2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


def test_a_contribution_is_the_projects_catalogue_with_what_was_checked_here(
    words_folder: Path, tmp_path: Path
) -> None:
    operations.keep("km", [given(ENGLISH, BETTER)], reviewer=None, on=DAY)
    po_files.put_contribution("km", tmp_path / "django.po")
    new = {each.msgid: each for each in polib.pofile(str(tmp_path / "django.po"))}
    old = {each.msgid: each for each in polib.pofile(str(CATALOGUES / "km/LC_MESSAGES/django.po"))}
    assert new.keys() == old.keys()
    differing = [
        name for name in new if (new[name].msgstr, new[name].tcomment) != (old[name].msgstr, old[name].tcomment)
    ]
    assert differing == [ENGLISH]
    assert (new[ENGLISH].msgstr, new[ENGLISH].tcomment) == (BETTER, "")
    assert sentence(ENGLISH).shipped[0] == old[ENGLISH].msgstr
