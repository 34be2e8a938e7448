"""Words as a file at the desk: taken, looked into first, kept; only in languages that the member reads."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safelamp.ground.languages.models import Correction
from tests.doors.desk.test_words import BETTER, ENGLISH, reads
from tests.ground.languages.corrected import spoken
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


@pytest.fixture
def reviewer(words_folder, at_desk: AtDesk, union: House) -> Client:
    return at_desk(reads(union.trainer, "km"))


def corrected(client: Client) -> SimpleUploadedFile:
    raw = client.get("/desk/words/file/?language=km&kind=po&part=worker").content
    return SimpleUploadedFile("words.po", raw.replace(f'"{spoken(ENGLISH)}"'.encode(), f'"{BETTER}"'.encode()))


def test_a_file_is_looked_into_first_and_then_kept(reviewer: Client) -> None:
    file = corrected(reviewer)
    page = reviewer.post("/desk/words/upload/", {"file": file, "act": "look"}).content.decode()
    assert "Nothing is kept yet." in page
    assert not Correction.objects.exists()
    file.seek(0)
    page = reviewer.post("/desk/words/upload/", {"file": file, "act": "keep"}).content.decode()
    assert "Kept." in page
    assert spoken(ENGLISH) == BETTER


def test_a_spreadsheet_is_a_download_with_a_plain_name(reviewer: Client) -> None:
    answer = reviewer.get("/desk/words/file/?language=km&kind=xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="words-km.xlsx"'
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("raw", [b"", b"x", b"PK\x03\x04x"])
def test_a_file_that_cannot_be_read_says_why(reviewer: Client, raw: bytes) -> None:
    answer = reviewer.post("/desk/words/upload/", {"file": SimpleUploadedFile("a.po", raw)})
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()


def test_other_languages_stay_shut(reviewer: Client) -> None:
    assert reviewer.get("/desk/words/file/?language=th&kind=po").status_code == 404
    file = SimpleUploadedFile("a.po", b'msgid ""\nmsgstr "Language: th\\n"\n\nmsgid "Day"\nmsgstr "x"\n')
    assert reviewer.post("/desk/words/upload/", {"file": file, "act": "keep"}).status_code == 422
