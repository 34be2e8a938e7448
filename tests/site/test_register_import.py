"""`safelamp register import`: the real sample, and every way in which a file can be bad."""

import csv
import gzip
import stat
from pathlib import Path

import pytest
from django.db import connection

from safelamp.loop.register import queries, words
from safelamp.loop.register.kinds import Severity
from safelamp.loop.register.models import Code, Entry, RegisterSource
from safelamp.loop.register.queries import Filters
from safelamp.site import command
from tests.people import House

SAMPLE = Path(__file__).parents[2] / "samples" / "osha_severe_injuries.csv.gz"
PUBLIC = ("--public-source", "OSHA severe injury reports")
MAPPING = """
[source]
name = "Factory book"
[read]
date_order = "dmy"
[columns]
key = "no"
day = "date"
employer = "firm"
narrative = "story"
severity = "harm"
days_lost = "days"
hazard = "picture"
[words.severity]
Dead = "fatal"
Away = "lost_time"
[codes.event]
column = "code"
scheme = "OIICS"
version = "2.01"
"""
HEAD = "no,date,firm,story,harm,days,picture,code\n"
GOOD = "{n},05/03/2015,Zebra Ltd,Somsri fell,Away,3,,4331\n"


def safelamp(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as done:
        command.main(["register", "import", *map(str, arguments)])
    assert isinstance(done.value.code, int)
    return done.value.code


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book.toml").write_text(MAPPING)
    return tmp_path / "book.csv"


def bring_in(book: Path, content: str | bytes, *more: str | Path) -> int:
    book.write_bytes(content.encode() if isinstance(content, str) else content)
    return safelamp(book, "--organisation", "Union", "--mapping", book.with_suffix(".toml"), *more)


@pytest.mark.slow
def test_the_real_injuries_go_in_whole_and_once(union: House, capsys: pytest.CaptureFixture[str]) -> None:
    asked = (SAMPLE, "--organisation", "Union", "--mapping", "osha_severe_injuries", *PUBLIC)
    assert safelamp(*asked) == 0
    assert "21,578 stored" in capsys.readouterr().out
    assert safelamp(*asked) == 0
    assert "0 stored\n  21,578 stood there already" in capsys.readouterr().out
    assert Entry.objects.count() == 21_578

    reader = union.officer.member
    page = queries.page_for(reader, filters=Filters(), number=432)
    assert (page.first, page.last, page.total) == (21_551, 21_578, 21_578)
    serious = queries.page_for(reader, filters=Filters(severity="serious")).total
    unsaid = queries.page_for(reader, filters=Filters(severity="not_fatal")).total
    assert (serious, unsaid) == (21_531, 47)  # 47 rows say neither hospital nor amputation
    assert not Entry.objects.filter(days_lost__isnull=False).exists()  # the source says nothing of them
    assert Code.objects.filter(axis="event").count() == 17_240
    unpictured = set(Entry.objects.filter(hazard="not_sure").values_list("id", flat=True))
    assert set(Entry.objects.exclude(codes__axis="event").values_list("id", flat=True)) <= unpictured
    one = Entry.objects.get(source_key="929709")
    assert (one.employer_public, one.place_public, one.hazard) == (
        "The Home Depot, Inc.",
        "Cape Coral, Florida",
        "fall",
    )
    assert one.narrative_public.startswith("An employee was hospitalized after slipping")


def test_a_private_sources_words_are_sealed_and_open_at_the_desk(union: House, book: Path) -> None:
    assert bring_in(book, HEAD + GOOD.format(n=1)) == 0
    kept: bytes = connection.connection.serialize()
    assert b"Zebra" not in kept
    assert b"Somsri" not in kept
    entry = queries.entries_for(union.officer.member).get()
    assert (entry.severity, entry.days_lost, entry.hazard) == (Severity.LOST_TIME, 3, "fall")
    opened = words.opened(union.officer.session, entry)
    assert (opened.employer, opened.narrative) == ("Zebra Ltd", "Somsri fell")


def test_violence_from_a_private_source_is_restricted(union: House, book: Path) -> None:
    assert bring_in(book, HEAD + "1,05/03/2015,Zebra,beaten,,,violence,\n") == 0
    assert not queries.entries_for(union.officer.member).exists()
    entry = queries.entries_for(union.restricted_reader.member).get()
    assert words.opened(union.restricted_reader.session, entry).narrative == "beaten"


BAD_ROWS = [
    ("2,13/13/2015,Z,s,Away,3,,4331", 'column "date": no such day'),
    ("2,5/3/15,Z,s,Away,3,,4331", 'column "date": the year needs four digits'),
    ("2,,Z,s,Away,3,,4331", 'column "date": the day is missing'),
    ("2,05/03/2055,Z,s,Away,3,,4331", 'column "date": a day that has not come yet'),
    (",05/03/2015,Z,s,Away,3,,4331", 'column "no": the key is missing'),
    ("1,05/03/2015,Z,s,Away,3,,4331", "the same key as row 2"),
    ("2,05/03/2015,Z,s,Away,3,,43319", 'column "code": no such code in OIICS 2.01'),
    ("2,05/03/2015,Z,s,Away,3,,fall", 'column "code": no such code in OIICS 2.01'),
    ("2,05/03/2015,Z,s,Badly,3,,4331", 'column "harm": a word that the mapping does not know'),
    ("2,05/03/2015,Z,s,Away,0,,4331", "the days away do not agree"),
    ("2,05/03/2015,Z,s,Away,some,,4331", 'column "days": not a whole number'),
    ("2,05/03/2015,Z,s,Away,900,,4331", "the days away do not agree"),
    ("2,05/03/2015,Z,s,nobody,,,4331", "nobody was hurt, but"),
    ("2,05/03/2015,Z,s,Away,3,dragon,4331", 'column "picture": a word that the mapping does not know'),
    (f"2,05/03/2015,Z,{'s' * 5000},Away,3,,4331", 'column "story": longer than 4000 characters'),
    (f"2,05/03/2015,{'Z' * 300},s,Away,3,,4331", 'column "firm": longer than 200 characters'),
    ("2,05/03/2015,Z,s\0,Away,3,,4331", "a NUL byte in the row"),
    ("2,05/03/2015,Z", "3 cells where the head has 8"),
    ('2,05/03/2015,Z,"s,Away,3,,4331', "a quotation mark is opened and not closed"),
]


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS, ids=[reason for _, reason in BAD_ROWS])
def test_a_bad_row_is_kept_aside_with_its_reason_and_the_good_ones_go_in(
    union: House, book: Path, row: str, reason: str
) -> None:
    aside = book.with_name("aside.csv")
    content = HEAD + GOOD.format(n=1) + row + "\n" + GOOD.format(n=3)
    for _ in range(2):  # however often it is imported
        assert bring_in(book, content, "--refused", aside) == 0
        assert sorted(Entry.objects.values_list("source_key", flat=True)) == ["1", "3"]
        with aside.open(encoding="utf-8", newline="") as file:
            kept = list(csv.reader(file))
        assert [(line[0], line[1].startswith(reason)) for line in kept[1:]] == [("3", True)]


@pytest.mark.parametrize("code", ["4", "43", "433", "4331", "4331.0", ""])
def test_codes_of_one_to_four_digits_go_in(union: House, book: Path, code: str) -> None:
    assert bring_in(book, HEAD + f"1,05/03/2015,Z,s,Away,3,,{code}\n") == 0
    assert list(Code.objects.values_list("code", flat=True)) == ([code.removesuffix(".0")] if code else [])


def test_the_rows_kept_aside_are_for_one_pair_of_eyes(
    union: House, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = book.with_name("aside.csv")
    aside.write_text("left over")
    aside.chmod(0o644)
    assert bring_in(book, HEAD + "1,never,Zebra,Somsri fell,Away,3,,4331\n", "--refused", aside) == 0
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert "Somsri fell" in aside.read_text()
    said = capsys.readouterr()
    assert "It can hold words about people" in said.out
    assert "Somsri" not in said.out + said.err


def test_nothing_personal_is_written_unless_somebody_says_where(
    union: House, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(book.parent.iterdir()) | {book}
    assert bring_in(book, HEAD + "1,never,Zebra,Somsri fell,Away,3,,4331\n") == 0
    assert set(book.parent.iterdir()) == before
    said = capsys.readouterr().out
    assert 'column "date": not a day that can be read (row 2)' in said
    assert "add --refused FILE" in said
    assert "Somsri" not in said


def test_the_rows_kept_aside_carry_their_bytes_as_they_came(union: House, book: Path) -> None:
    aside = book.with_name("aside.csv")
    rows = HEAD.encode() + "1,05/03/2015,ธ,ล้ม,Away,3,,\n".encode() + b"2,05/03/2015,\xff,s,Away,3,,\n"
    assert bring_in(book, rows, "--refused", aside) == 0
    assert b"\xff" in aside.read_bytes()
    assert Entry.objects.count() == 1


def test_a_gzip_cut_off_keeps_what_is_whole_and_the_rest_comes_later(
    union: House, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = HEAD + "".join(GOOD.format(n=number * 7919 % 99991) for number in range(1, 900))
    whole = gzip.compress(content.encode())
    assert bring_in(book, whole[: len(whole) // 2]) == 0
    assert "the file is cut off here" in capsys.readouterr().out
    assert 0 < Entry.objects.count() < 899
    assert bring_in(book, whole) == 0
    assert Entry.objects.count() == 899


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("no,date\n1,2\n", "no column firm, story"),
        ("no,no,date,firm,story,harm,days,picture,code\n", "twice: no"),
        (b"PK\x03\x04", "as CSV"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(
    union: House, book: Path, content: str | bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(book, content) == 1
    assert says in capsys.readouterr().err
    assert not Entry.objects.exists()


def test_the_preview_shows_and_stores_nothing(union: House, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring_in(book, HEAD + GOOD.format(n=1) + "2,never,,,,,,\n", "--preview") == 0
    shown = capsys.readouterr().out
    assert "Somsri fell" in shown
    assert "4331 (OIICS 2.01)" in shown
    assert "row 3: kept aside" in shown
    assert not Entry.objects.exists()
    assert not RegisterSource.objects.exists()


def test_a_source_does_not_turn_public_by_accident(
    union: House, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(book, HEAD + GOOD.format(n=1)) == 0
    assert bring_in(book, HEAD + GOOD.format(n=2), "--public-source", "Factory book") == 1
    assert "stored as not public" in capsys.readouterr().err
    assert Entry.objects.count() == 1


def test_an_unknown_organisation_says_which_there_are(
    union: House, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book.write_text(HEAD)
    assert safelamp(book, "--organisation", "Onion", "--mapping", book.with_suffix(".toml")) == 1
    assert "Known: Federation, Union" in capsys.readouterr().err


def test_two_organisations_keep_the_same_file_apart(union: House, other_union: House, book: Path) -> None:
    assert bring_in(book, HEAD + GOOD.format(n=1)) == 0
    assert safelamp(book, "--organisation", "Other", "--mapping", book.with_suffix(".toml")) == 0
    assert queries.entries_for(union.officer.member).count() == 1
    assert queries.entries_for(other_union.officer.member).count() == 1
