"""Following a report: the code opens answers, a wrong one tells nothing, guesses queue on one slot."""

import datetime as dt
import fcntl
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from safelamp.doors.look import one_slot
from safelamp.doors.worker import visit
from safelamp.engines.sealing import receipts
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Message, Report
from safelamp.loop.reports.words import MessageWords
from tests.doors.worker.form import Phone
from tests.doors.worker.test_sending import jpeg
from tests.people import House

ANY_OTHER = re.compile(r'name="way" value="[^"]*"|nonce="[^"]*"')


@pytest.fixture
def code(union: House) -> str:
    return Phone().scan(union).tell().touch("go", "send", story="The guard is off.").receipt


def checked(code: str) -> Phone:
    return Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)


def alike(phone: Phone) -> tuple[int, str]:
    return phone.answer.status_code, ANY_OTHER.sub("", phone.html)


def test_the_code_opens_the_thread_however_it_is_typed(union: House, code: str) -> None:
    operations.answer(Report.objects.get(), MessageWords(text="We come on Friday."), by=union.focal_point.session)
    for typed in (code, " ".join(receipts.grouped(code)), code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))):
        phone = checked(typed)
        assert "We come on Friday." in phone.text
        assert "The guard is off." not in phone.html


def test_the_code_is_on_no_later_page_and_in_no_address(union: House, code: str) -> None:
    phone = checked(code)
    assert code not in phone.html
    assert "".join(receipts.grouped(code)) not in phone.html.replace(" ", "")
    phone.touch("go", "reply", text="Thank you")
    assert code not in phone.html


def test_a_wrong_code_gets_the_same_page_whether_reports_exist_or_not(union: House) -> None:
    guess = receipts.make()
    empty = alike(checked(guess))
    Phone().scan(union).tell().touch("go", "send", story="now there is one")
    assert Report.objects.exists()
    assert alike(checked(guess)) == empty
    assert alike(checked(receipts.make())) == empty
    assert empty[0] == 422


def test_a_slip_is_told_before_any_work_is_done(union: House, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "keys", lambda *_, **__: pytest.fail("work was done for a slip"))
    for slip in (code[:-1], code[1:] + code[0], "", "x", "1" * 200, code[:5] + str((int(code[5]) + 1) % 10) + code[6:]):
        phone = checked(slip)
        assert phone.answer.status_code == 422
        assert "One digit is missing or not right." in phone.text


def test_while_the_slot_is_taken_checking_waits_and_reporting_works(
    union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_slot, "PATIENCE", 0.05)
    with settings.CHECK_LOCK.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        phone = checked(code)
        assert phone.answer.status_code == 503
        assert int(phone.answer.headers["Retry-After"]) > 0
        assert "Your report is safe." in phone.text
        assert len(Phone().scan(union).tell().touch("go", "send", story="in the meantime").receipt) == 20
    assert checked(code).answer.status_code == 200


def test_a_reply_arrives_and_stays_unreadable_for_the_code(union: House, code: str) -> None:
    phone = checked(code).touch("go", "reply", text="Machine 4\u202e, ប្រទេស\u200bកម្ពុជា\x00")
    assert "Your answer has arrived." in phone.text
    assert "Machine 4" not in phone.html
    (told,) = queries.thread_for_desk(union.officer.session, Report.objects.get())
    assert told.words is not None
    assert told.words.text == "Machine 4, ប្រទេស\u200bកម្ពុជា"


def test_a_ready_reply_is_offered_after_a_question_and_can_be_touched(union: House, code: str) -> None:
    operations.answer(Report.objects.get(), MessageWords(ready="still_so"), by=union.focal_point.session)
    phone = checked(code)
    assert "Is it still so today?" in phone.text
    phone.touch("ready", "yes")
    (_, reply) = queries.thread_for_desk(union.officer.session, Report.objects.get())
    assert reply.words is not None
    assert reply.words.ready == "yes"


@pytest.mark.parametrize("ready", ["received", "which_machine", "nonsense", "\x00"])
def test_a_worker_cannot_speak_with_the_unions_sentences(union: House, code: str, ready: str) -> None:
    phone = checked(code)
    phone.post(**phone.form.values, ready=ready)
    assert Message.objects.count() == 0


def test_a_photo_in_the_thread_reaches_the_desk(union: House, code: str) -> None:
    photo = SimpleUploadedFile("x.jpg", jpeg(), "image/jpeg")
    checked(code).touch("go", "reply", photo=photo)
    message = Message.objects.get()
    seen = queries.message_photo_of(union.officer.session, message)
    assert seen.startswith(b"\xff\xd8\xff")
    assert seen not in bytes(message.photo_sealed)


def test_a_reply_that_is_no_photo_or_nothing_says_so(union: House, code: str) -> None:
    phone = checked(code).touch("go", "reply")
    assert phone.answer.status_code == 422
    phone.touch("go", "reply", photo=SimpleUploadedFile("x.jpg", b"text", "image/jpeg"))
    assert "The photo could not be kept" in phone.text
    assert Message.objects.count() == 0


def test_a_reply_too_long_is_kept_in_the_page(union: House, code: str) -> None:
    phone = checked(code).touch("go", "reply", text="ก" * 10_001)
    assert phone.answer.status_code == 422
    assert phone.form.values["text"] == "ก" * 10_001
    assert Message.objects.count() == 0


def test_a_reply_sent_twice_arrives_once(union: House, code: str) -> None:
    phone = checked(code)
    form = {**phone.form.values, "go": "reply", "text": "Machine 4"}
    for _ in range(2):
        phone.post(**form)
        assert "Your answer has arrived." in phone.text
    assert Message.objects.count() == 1
    phone.touch("go", "reply", text="Machine 4")
    assert Message.objects.count() == 2


def test_a_visit_ends_after_a_quarter_hour_and_keeps_what_was_written(
    union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = checked(code)
    monkeypatch.setattr(visit, "LASTS", dt.timedelta(seconds=-1))
    phone.touch("go", "reply", text="half an hour of typing")
    assert "Type your code again." in phone.text
    assert "half an hour of typing" in phone.html
    assert Message.objects.count() == 0


@pytest.mark.parametrize("forged", ["", "x", "é", "A" * 200, "AAAA" * 40, "\x00", "===="])
def test_a_forged_visit_asks_for_the_code(union: House, code: str, forged: str) -> None:
    for go in ("again", "reply", "judge"):
        phone = Phone().open("/r/")
        phone.post(**{**phone.form.values, "visit": forged, "go": go, "text": "x", "fixed": "fixed"})
        assert phone.answer.status_code == 422
        assert "Check my report" in phone.text
    assert Message.objects.count() == 0


def test_the_visit_of_one_report_does_not_open_another(union: House, code: str) -> None:
    other = Phone().scan(union).tell(hazard="fire").touch("go", "send").receipt
    assert checked(code).form.values["visit"] != checked(other).form.values["visit"]
    phone = checked(code)
    phone.touch("go", "reply", text="to the first")
    assert Message.objects.get().report.hazard == "machine"


def test_the_language_can_be_changed_while_following(union: House, code: str) -> None:
    phone = checked(code).touch("languages", "all").touch("lang", "th")
    assert '<html lang="th"' in phone.html
    assert phone.form.values["visit"]


def test_the_answer_page_shows_no_hour(union: House, code: str) -> None:
    operations.answer(Report.objects.get(), MessageWords(text="Hello"), by=union.focal_point.session)
    assert not re.search(r"\d{1,2}:\d\d", checked(code).text)
