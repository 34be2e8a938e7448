"""Send: once however often, nothing lost, whatever comes in."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from safelamp.doors.worker import way as ways
from safelamp.doors.worker.way import Way
from safelamp.ground.apart.photos import LARGEST_SIDE
from safelamp.ground.vault import sealing
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Message, Report
from safelamp.loop.reports.words import ReportWords
from tests.doors.worker.form import Phone
from tests.people import House

MEGABYTE = 1024 * 1024
SIGNED_FOR_SOMETHING_ELSE = signing.dumps({"1": "en"}, salt="other")


def last_screen(union: House) -> Phone:
    return Phone().scan(union).tell()


def words(union: House) -> ReportWords:
    return queries.words_of(union.officer.session, Report.objects.get())


def jpeg(width: int = 900, height: int = 600, *, noise: bool = False, **extra: object) -> bytes:
    size = (width, height)
    picture = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "red")
    written = BytesIO()
    picture.save(written, "JPEG", quality=95, **extra)
    return written.getvalue()


def file(raw: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw, kind)


def test_the_same_form_sent_again_shows_the_same_receipt(union: House) -> None:
    phone = last_screen(union)
    form = {**phone.form.values, "go": "send", "story": "The guard is off."}
    codes = [phone.post(**form).receipt for _ in range(3)]
    assert len(set(codes)) == 1
    assert Report.objects.count() == 1
    assert Message.objects.count() == 0


def test_other_words_with_the_same_form_are_added_and_the_page_says_so(union: House) -> None:
    phone = last_screen(union)
    form = {**phone.form.values, "go": "send"}
    first = phone.post(**(form | {"story": "one"})).receipt
    second = phone.post(**(form | {"story": "one and two"}))
    assert second.receipt == first
    assert "What you changed has been added to it." in second.text
    assert Report.objects.count() == 1


def test_going_back_to_shut_it_to_somebody_makes_a_report_that_they_cannot_open(union: House) -> None:
    phone = last_screen(union)
    form = {**phone.form.values, "go": "send", "story": "about the representative"}
    first = phone.post(**form).receipt
    second = phone.post(**{**form, "shut": "no_representatives", "story": "it was him"}).receipt
    assert first != second
    told = [
        queries.words_of(union.representative.session, each).story
        for each in queries.reports_for(union.representative.member)
    ]
    assert told == ["about the representative"]


def test_two_scans_of_one_poster_are_two_reports(union: House) -> None:
    codes = {last_screen(union).touch("go", "send", story="same words").receipt for _ in range(2)}
    assert len(codes) == 2
    assert Report.objects.count() == 2


def test_a_page_that_was_open_too_long_keeps_the_words_and_then_sends_them(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = last_screen(union)
    form = {**phone.form.values, "go": "send", "story": "words of yesterday", "contact": "Dao"}
    monkeypatch.setattr(ways, "LASTS", dt.timedelta(seconds=-1))
    phone.post(**form)
    assert "open too long" in phone.text
    assert (phone.form.values["story"], phone.form.values["contact"]) == ("words of yesterday", "Dao")
    assert Report.objects.count() == 0
    monkeypatch.undo()
    assert len(phone.touch("go", "send").receipt) == 20
    assert words(union).story == "words of yesterday"


@pytest.mark.parametrize(
    "forged",
    ["", "x", "a:b:c", "\x00", "é", "A" * 100_000, SIGNED_FOR_SOMETHING_ELSE],
    ids=["empty", "short", "colons", "zero", "letters", "huge", "signed"],
)
def test_a_forged_way_leads_to_the_first_screen_and_stores_nothing(union: House, forged: str) -> None:
    phone = Phone().post(way=forged, go="send", story="forged")
    assert phone.answer.status_code == 200
    assert "Choose a picture" in phone.text
    assert Report.objects.count() == 0


def test_a_way_with_one_changed_sign_is_forged(union: House) -> None:
    phone = last_screen(union)
    way = phone.form.values["way"]
    for place in (0, len(way) // 2, len(way) - 1):
        changed = way[:place] + ("A" if way[place] != "A" else "B") + way[place + 1 :]
        assert "Choose a picture" in Phone().post(way=changed, go="send", story="forged").text
    assert Report.objects.count() == 0


def test_send_before_the_questions_are_answered_asks_them(union: House) -> None:
    phone = Phone().scan(union)
    phone.post(**phone.form.values, go="send", story="too early")
    assert "Choose a picture" in phone.text
    assert Report.objects.count() == 0


FIELDS = (
    "hazard", "kind", "harm", "body_part", "place_kind", "union", "workplace", "shut", "when", "who", "people", "lang",
)  # fmt: skip
NONSENSE = ("nonsense", "restricted", "\x00", "é" * 300, "workplace", "nobody")


@pytest.mark.parametrize("name", [*FIELDS, "go", "at"])
def test_a_value_that_is_on_no_screen_changes_nothing(union: House, name: str) -> None:
    phone = last_screen(union)
    before = Way.read(phone.form.values["way"])
    for value in NONSENSE:
        phone.post(**{**phone.form.values, name: value})
        assert phone.answer.status_code == 200
        after = Way.read(phone.form.values["way"])
        assert (after.hazard, after.kind, after.workplace, after.receiver) == (
            before.hazard, before.kind, before.workplace, before.receiver,
        )  # fmt: skip


def test_ids_of_another_organisation_are_ignored(union: House, other_union: House) -> None:
    """Neither was chosen to be found, and a poster's workplace stays where it is."""
    phone = last_screen(union)
    phone.post(**phone.form.values, union=other_union.organisation.id.hex, workplace=other_union.workplace.id.hex)
    assert len(phone.touch("go", "send").receipt) == 20
    report = Report.objects.get()
    assert (report.organisation, report.workplace) == (union.organisation, union.workplace)


def test_choosing_another_findable_union_leaves_the_first_unions_workplace_behind(
    union: House, other_union: House
) -> None:
    other_union.organisation.findable = True
    other_union.organisation.save()
    phone = last_screen(union)
    phone.post(**phone.form.values, union=other_union.organisation.id.hex)
    phone.touch("place_kind", "street").touch("go", "send")
    report = Report.objects.get()
    assert (report.organisation, report.workplace) == (other_union.organisation, None)


def test_a_place_kind_cannot_be_pushed_under_a_posters_workplace(union: House) -> None:
    phone = last_screen(union)
    phone.post(**phone.form.values, place_kind="home")
    phone.touch("go", "send")
    assert Report.objects.get().place_kind == "workplace"


def test_the_longest_story_arrives_whole_and_one_sign_more_is_told_with_all_words_kept(union: House) -> None:
    phone = last_screen(union)
    form = {**phone.form.values, "go": "send"}
    phone.post(**(form | {"story": "ก" * 10_000 + "ข", "contact": "c" * 201}))
    assert phone.answer.status_code == 422
    assert "10001 signs" in phone.text
    assert "201 signs" in phone.text
    assert phone.form.values["story"] == "ก" * 10_000 + "ข"
    assert phone.form.values["contact"] == "c" * 201
    assert Report.objects.count() == 0
    phone.post(**(form | {"story": "ก" * 10_000}))
    assert words(union).story == "ก" * 10_000


def test_line_breaks_count_once_as_the_browser_counts_them(union: House) -> None:
    phone = last_screen(union)
    phone.touch("go", "send", story="x\r\n" * 4999 + "xx")
    assert words(union).story == "x\n" * 4999 + "xx"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ប្រទេស\u200bកម្ពុជា", "ប្រទេស\u200bកម្ពុជា"),
        ("မြန်မာ\u200bစာ ၁၂၃", "မြန်မာ\u200bစာ ၁၂၃"),
        ("ภาษาไทย ํา", "ภาษาไทย ํา"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔧 ⚠\ufe0f", "👩\u200d🔧 ⚠\ufe0f"),
        ("30\u202f000\u00a0kg\u3000x", "30 000 kg x"),
        ("one\rtwo\u2028three", "one\ntwo\nthree"),
        ("a\tb\x00c\x07d\x1b[31m", "a bcd[31m"),
        ("safe\u202egnp.exe\u202c \u2066x\u2069", "safegnp.exe x"),
        ("\ufeffstart \u00ad end", "start  end"),
        ("  \n kept \n ", "kept"),
        ("<script>alert(1)</script> {{ 7*7 }} %s", "<script>alert(1)</script> {{ 7*7 }} %s"),
    ],
)  # fmt: skip
def test_what_scripts_need_stays_and_what_nobody_can_see_goes(union: House, typed: str, kept: str) -> None:
    last_screen(union).touch("go", "send", story=typed)
    assert words(union).story == kept


def test_bytes_that_are_no_text_do_not_stop_a_report(union: House) -> None:
    way = last_screen(union).form.values["way"].encode()
    for story in (b"%ff%fe%00abc", b"%ed%a0%80 lone", b"caf%e9", b"%f8%88%80%80%80"):
        body = b"go=send&way=" + way.replace(b":", b"%3A") + b"&story=" + story
        answer = Client().post("/r/", body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert Report.objects.count() == 1  # the same form each time; its words lie in the thread
    assert queries.thread_for_desk(union.officer.session, Report.objects.get())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x" * 2_000_000, "application/x-www-form-urlencoded"),
        (b"story=" + b"y" * 1_500_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"f%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"--x\r\nContent-Disposition: form-data; name=way\r\n\r\n1", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"nonsense", "multipart/form-data; boundary=" + "y" * 5000),
        (b"a=1", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-16"),
    ],
    ids=[
        "huge", "long story", "many fields", "empty", "json", "cut", "no parts", "no boundary", "long boundary",
        "charset", "utf-16",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_never_a_crash(union: House, body: bytes, kind: str) -> None:
    answer = Client().generic("POST", "/r/", body, content_type=kind)
    assert answer.status_code in {200, 400}
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def refusing(settings, tmp_path) -> Iterator[None]:
    """A database that reads and cannot write; a spool of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("switches SQLite to reading only")
    settings.SPOOL = tmp_path / "spool"
    connection.ensure_connection()
    connection.connection.execute("PRAGMA query_only = ON")
    yield
    connection.connection.execute("PRAGMA query_only = OFF")


def test_while_the_database_refuses_the_worker_gets_a_receipt_that_works_later(union: House, refusing: None) -> None:
    phone = last_screen(union)
    code = phone.touch("go", "send", story="not lost").receipt
    assert len(code) == 20
    connection.connection.execute("PRAGMA query_only = OFF")
    assert operations.store_spooled() == 1
    assert words(union).story == "not lost"
    assert "What happened with my report" in phone.touch("go", "follow").touch("go", "check", receipt=code).text


def test_while_no_key_can_be_read_the_words_stay_on_the_page(union: House, federation: House) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("takes a table of SQLite away")
    phone = last_screen(union)
    sealing._known.clear()  # as in a process that has just begun
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_keypair RENAME TO vault_away")
        phone.touch("go", "send", story="not lost", shut="past")
        cursor.execute("ALTER TABLE vault_away RENAME TO vault_keypair")
    assert phone.answer.status_code == 503
    assert (phone.form.values["story"], phone.form.values["shut"]) == ("not lost", "past")
    assert len(phone.touch("go", "send").receipt) == 20
    assert Report.objects.get().organisation == federation.organisation


def test_a_photo_arrives_small_without_place_and_phone(union: House) -> None:
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[0x0110] = "Model X"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 30.0), 3: "E", 4: (100.0, 30.0, 15.0)})
    raw = jpeg(4000, 3000, exif=exif, comment=b"taken by Somchai")
    with Image.open(BytesIO(raw)) as before:
        assert before.getexif().get_ifd(0x8825)
    last_screen(union).touch("go", "send", photo=file(raw))
    seen = queries.photo_of(union.officer.session, Report.objects.get())
    with Image.open(BytesIO(seen)) as after:
        assert after.size == (LARGEST_SIDE, 1200)
        assert dict(after.getexif()) == {}
        assert not set(after.info) & {"exif", "comment", "xmp", "icc_profile", "photoshop"}
    for word in (b"PhoneMaker", b"Model X", b"Somchai", b"Exif", b"GPS"):
        assert word not in seen


def test_a_photo_of_eleven_megabytes_is_taken(union: House) -> None:
    raw = jpeg(noise=True) + b"\0" * (11 * MEGABYTE)
    phone = last_screen(union).touch("go", "send", photo=file(raw))
    assert "did not come through" not in phone.text
    assert queries.photo_of(union.officer.session, Report.objects.get()).startswith(b"\xff\xd8")


@pytest.mark.parametrize("megabytes", [12.5, 40])
def test_a_photo_that_is_too_large_is_left_out_and_the_words_are_kept(union: House, megabytes: float) -> None:
    raw = jpeg() + b"\0" * int(megabytes * MEGABYTE)
    phone = last_screen(union).touch("go", "send", photo=file(raw), story="the words")
    assert len(phone.receipt) == 20
    assert "The photo did not come through" in phone.text
    assert words(union).story == "the words"
    assert not Report.objects.get().photo_sealed


@pytest.mark.parametrize(
    "raw",
    [
        b"just text",
        b"",
        b"\xff\xd8\xff" + b"x" * 500,
        jpeg()[:300],
        b"<svg onload=alert(1)>",
        b"MZ\x90\x00",
        b"GIF89a" + bytes(30),
    ],
    ids=["text", "empty", "noise", "cut", "svg", "program", "gif"],
)  # fmt: skip
def test_what_is_no_photo_is_left_out_and_the_words_are_kept(union: House, raw: bytes) -> None:
    phone = last_screen(union).touch("go", "send", photo=file(raw), story="the words")
    assert len(phone.receipt) == 20
    assert ("The photo did not come through" in phone.text) is bool(raw)
    assert words(union).story == "the words"


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(union: House) -> None:
    written = BytesIO()
    Image.new("L", (8000, 8000)).save(written, "PNG")  # 64 megapixels in 60 kB
    assert len(written.getvalue()) < 200_000
    phone = last_screen(union).touch("go", "send", photo=file(written.getvalue(), "x.png", "image/png"))
    assert "The photo did not come through" in phone.text


def test_many_files_in_one_form_do_not_fill_the_memory(union: House) -> None:
    more = {f"more{number}": file(b"\0" * (5 * MEGABYTE)) for number in range(5)}
    phone = last_screen(union)
    answer = phone.client.post("/r/", {**phone.form.values, "go": "send", "story": "words", **more})
    assert answer.status_code == 200
    held = sum(each.size or 0 for each in answer.context["request"].FILES.values())
    assert held <= 12 * MEGABYTE
    assert words(union).story == "words"


@pytest.mark.django_db(transaction=True)
def test_a_workplace_taken_away_while_the_form_was_open_loses_no_words(union: House, settings, tmp_path) -> None:
    settings.SPOOL = tmp_path / "spool"
    phone = last_screen(union)
    Workplace.objects.filter(id=union.workplace.id).delete()
    phone.touch("go", "send", story="where did it go")
    assert len(phone.receipt) == 20
    assert operations.store_spooled() == 1
    assert words(union).story == "where did it go"
    assert Report.objects.get().workplace is None
