"""Asking by SMS what became of it: the code alone, in a message."""

import pytest
from django.test import Client

from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import CaseReport
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Message, Report, SmsMonth
from safelamp.loop.reports.words import MessageWords
from tests.doors.sms.phones import Phone, tells
from tests.loop.told import tell
from tests.people import House

SMS_ANSWER = MessageWords(text="We come on Friday", by_sms=True)


@pytest.fixture
def told(phone: Phone, code: str) -> str:
    """The receipt of a report that came by SMS."""
    tells(phone, code, "2", "1", "2", "No guard on press four")
    return phone.receipt


def texts(union: House) -> list[str]:
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    return [each.words.ready or each.words.text for each in thread if each.words]


def test_the_code_alone_tells_the_state(phone: Phone, told: str) -> None:
    assert phone.sends(told).startswith("Received, ")
    assert "No answer yet" in phone.replies[-1]


@pytest.mark.parametrize("zero", ["๐", "০", "۰", "०", "０"])
def test_the_code_may_be_typed_in_any_digits(phone: Phone, told: str, zero: str) -> None:
    typed = "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in told)
    assert "Nothing is found" not in phone.sends(typed)
    assert "?" not in phone.replies[-1]


def test_the_answer_that_was_written_for_sms_is_told(phone: Phone, union: House, told: str) -> None:
    reports.answer(Report.objects.get(), SMS_ANSWER, by=union.focal_point.session)
    assert "We come on Friday" in phone.sends(told)


def test_words_that_were_not_written_for_sms_do_not_travel(phone: Phone, union: House, told: str) -> None:
    report = Report.objects.get()
    reports.answer(report, MessageWords(text="Somchai sits in the office"), by=union.focal_point.session)
    reports.answer(report, MessageWords(ready="thank_you"), by=union.focal_point.session)
    assert "Somchai" not in phone.sends(told)
    assert "Other workers are safer" in phone.replies[-1]
    page = Client().post("/r/", {"go": "check", "receipt": told}).content.decode()
    assert "Somchai" not in page, "nor on the web: the code may have been read on the way"


def test_a_code_of_another_way_opens_nothing_by_sms(phone: Phone, union: House) -> None:
    other = tell(union)
    assert "Nothing is found" in phone.sends(other.receipt)


def test_a_slip_is_told(phone: Phone, told: str) -> None:
    wrong = told[:-1] + str((int(told[-1]) + 1) % 10)
    assert "One digit" in phone.sends(wrong)


def test_a_wrong_code_tells_nothing(phone: Phone, told: str) -> None:
    assert "Nothing is found" in phone.sends("1234 5678 9012 3456 7888")


def test_words_behind_the_code_reach_the_union_once(phone: Phone, union: House, told: str) -> None:
    for _twice in range(2):
        phone.sends(f"{told} it is worse today", delivery="one")
    assert texts(union) == ["it is worse today"]


def test_a_digit_answers_the_unions_question(phone: Phone, union: House, told: str) -> None:
    reports.answer(Report.objects.get(), MessageWords(ready="still_so"), by=union.focal_point.session)
    assert "1=Yes, 2=No" in phone.sends(told)
    reply = phone.sends(f"{told} 2")
    assert reply == "Is it still so today? No. Thank you. Your answer has arrived.", "what it was taken for is said"
    assert texts(union) == ["still_so", "no"]


def test_the_worker_has_the_last_word_on_fixed(phone: Phone, union: House, told: str) -> None:
    case = cases.open_case([Report.objects.get()], by=union.focal_point.session, title="Press four")
    floor.ask_the_floor(case, by=union.focal_point.session)
    assert "2 = still dangerous" in phone.sends(told)
    phone.sends(f"{told} 2")
    assert CaseReport.objects.get().answer == "still_dangerous"


def test_a_word_on_fixed_that_is_delivered_twice_answers_no_other_question(
    phone: Phone, union: House, told: str
) -> None:
    case = cases.open_case([Report.objects.get()], by=union.focal_point.session, title="Press four")
    floor.ask_the_floor(case, by=union.focal_point.session)
    reports.answer(Report.objects.get(), MessageWords(ready="may_tell_employer"), by=union.focal_point.session)
    for _twice in range(2):
        assert "has arrived" in phone.sends(f"{told} 1", delivery="one")
    assert CaseReport.objects.get().answer == "fixed"
    assert texts(union) == ["really_fixed", "may_tell_employer", "Yes, it is fixed"]


@pytest.mark.parametrize("words", ["081 234 5678", "๐๘๑๒๓๔๕๖๗๘"])
def test_a_telephone_number_behind_the_code_is_words(phone: Phone, union: House, told: str, words: str) -> None:
    assert "words have arrived" in phone.sends(f"{told} {words}")
    assert [text.replace(" ", "") for text in texts(union)] == ["0812345678"]


def test_the_language_behind_the_code_is_that_of_the_reply(phone: Phone, union: House, told: str) -> None:
    reports.answer(Report.objects.get(), MessageWords(ready="thank_you"), by=union.focal_point.session)
    phone.sends(f"{told} 12")
    assert phone.codings[-1] == "2"
    assert "Thank you" not in phone.replies[-1]
    assert not Message.objects.filter(sender="reporter").exists()


def test_old_answers_are_counted_where_they_take_too_much_room(phone: Phone, union: House, told: str) -> None:
    for number in range(5):
        words = MessageWords(text=f"answer {number} " + "x" * 200, by_sms=True)
        reports.answer(Report.objects.get(), words, by=union.focal_point.session)
    assert "answer 4" in phone.sends(told)
    assert "older answer" in phone.replies[-1]


def test_each_reply_is_counted_for_the_organisation(phone: Phone, union: House, told: str) -> None:
    before = SmsMonth.objects.get(organisation=union.organisation)
    phone.sends(told)
    after = SmsMonth.objects.get(organisation=union.organisation)
    assert (after.came, after.answers) == (before.came + 1, before.answers + 1)
    assert after.segments > before.segments


def test_a_long_digit_salad_is_no_code(phone: Phone, told: str) -> None:
    assert "Nothing is found" not in phone.sends("9" * 500)
    assert "Nothing is found" not in phone.sends(told.replace(" ", "") + "1")
