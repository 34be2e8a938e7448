"""What real people and real companies send: each gets a clear answer in its language, and nothing is lost."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from safelamp.doors.sms import sentences
from safelamp.ground.organisations.models import Organisation
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Dialogue, DialoguePart, Message, Report
from tests.doors.sms.phones import BASIC, NUMBER, Phone, tells
from tests.people import House

WORDS = "No guard on press four since monday"


def raw(body: bytes, *, coding: str, charset: str = "UTF-8") -> str:
    headers = {"authorization": BASIC, "x-kannel-from": NUMBER, "x-kannel-coding": coding}
    answer = Client().post(
        f"/sms/kannel/?id={uuid.uuid4()}", body, content_type=f'text/plain; charset="{charset}"', headers=headers
    )
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("body", "coding", "charset"),
    [(b"\x01\x02\x03", "1", "UTF-8"), (b"\xff\xfe\xfa", "0", "UTF-8"), (b"\x00h\xd8", "2", "UTF-16BE"),
     (b"hello", "0", "no-such-charset")],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_the_language_of_the_dialogue_and_the_question_comes_again(
    phone: Phone, code: str, body: bytes, coding: str, charset: str
) -> None:
    tells(phone, f"{code} ไม่มีฝาครอบเครื่อง", "2")
    reply = raw(body, coding=coding, charset=charset)
    with translation.override("th"):
        assert reply.startswith(str(sentences.NO_TEXT))
    assert "1" in reply
    tells(phone, "1", "2")
    assert Message.objects.count() == 1


@pytest.mark.parametrize("spoil", [
    lambda code: code.lower(),
    lambda code: f"{code[:3]} {code[3:]}",
    lambda code: f"{code[:3]}-{code[3:]}.",
    " ".join,
    lambda code: code.translate(str.maketrans("23456789", "၂၃၄၅၆၇၈၉")),
    lambda code: code.translate(str.maketrans("23456789", "۲۳۴۵۶۷۸۹")),
    lambda code: code.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")).lower(),
    lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
])  # fmt: skip
def test_a_code_is_read_as_it_is_typed_on_any_keyboard(phone: Phone, union: House, spoil: Callable[[str], str]) -> None:
    union.workplace.code = "KA7M2P"
    union.workplace.save()
    phone.sends(spoil("KA7M2P"))
    assert union.workplace.check_phrase in phone.replies[-1]


def test_words_that_a_company_delivers_twice_under_two_names_are_one(phone: Phone, code: str) -> None:
    tells(phone, code, "2", "1", "2")
    once = phone.sends(WORDS, delivery="one")
    again = phone.sends(WORDS, delivery="two")
    assert phone.receipt in once
    assert again in once
    assert (Report.objects.count(), Message.objects.count()) == (1, 0)


def test_early_words_that_come_twice_are_kept_once(phone: Phone, code: str) -> None:
    phone.sends(code)
    for delivery in ("one", "two"):
        phone.sends(WORDS, delivery=delivery)
    tells(phone, "2", "1", "2")
    assert Message.objects.count() == 1


def test_the_same_words_later_are_said_again_and_not_lost(phone: Phone, code: str) -> None:
    tells(phone, code, "2", "1", "2", WORDS, "and no light at the stairs", WORDS)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("stop", ["STOP", "stop.", "หยุด"])
def test_stop_before_anything_was_told_keeps_nothing(phone: Phone, code: str, stop: str) -> None:
    tells(phone, stop)
    assert not Dialogue.objects.exists()
    tells(phone, f"{code} {WORDS}", "1", stop)
    assert not Dialogue.objects.exists()
    assert not DialoguePart.objects.exists()
    assert not Report.objects.exists()


def test_stop_after_it_was_told_does_not_say_that_the_report_is_deleted(phone: Phone, code: str) -> None:
    tells(phone, code, "2", "1", "2", WORDS)
    receipt = phone.receipt
    assert "Deleted" not in phone.sends("STOP")
    assert phone.receipt == receipt
    assert Report.objects.count() == 1


def test_two_phones_at_once_do_not_mix(phone: Phone, union: House, code: str) -> None:
    other = Phone("+66899999999")
    for one, two in ((code, code), ("2", "1"), ("1", "3"), ("2", "2"), ("The stairs are dark", "He fell into the pit")):
        phone.sends(one)
        other.sends(two)
    told = {queries.words_of(union.focal_point.session, each).story: each.danger_now for each in Report.objects.all()}
    assert told == {"The stairs are dark": False, "He fell into the pit": True}
    assert phone.receipt != other.receipt


def test_answers_that_come_before_their_question_are_asked_for_again(phone: Phone, code: str) -> None:
    phone.sends(WORDS)
    assert "Answer with one digit" in phone.sends("7")
    assert "Send the code" in phone.sends("2")
    assert "What is it?" in phone.sends(code)
    assert "Answer with one digit" in phone.sends("9")
    tells(phone, "1", "2")
    assert (Report.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "story", ["🔥🔥🔥", "🔥 press 4", "x" * 9_000, "١ ٢ ٣ ٤ مكسور", "1 2 3 4 5 6 7 8 9 10 11 12 13"]
)
def test_a_story_of_signs_only_or_very_long_is_a_report(phone: Phone, union: House, code: str, story: str) -> None:
    tells(phone, code, "2", "1", "2", story)
    assert queries.words_of(union.focal_point.session, Report.objects.get()).story == story


@pytest.mark.parametrize("wrong", ["ZZ9ZZ9", "K7M2P", "K7M2PQ8"])
def test_an_unknown_code_says_so_and_waits_for_the_right_one(phone: Phone, union: House, wrong: str) -> None:
    Organisation.objects.exclude(id=union.organisation.id).update(takes_reports=False)
    assert phone.sends("2")
    reply = phone.sends(wrong)
    assert "No place has this code" in reply or "Send the code" in reply
    assert "What is it?" in phone.sends(union.workplace.code)


def test_a_wrong_code_to_begin_with_is_no_story(phone: Phone, union: House) -> None:
    first = phone.sends("K7M2P")
    assert "No place has this code" in first
    assert "danger NOW" in first
    assert not DialoguePart.objects.exists()
    assert "Now write" in tells(phone, "2", union.workplace.code, "1", "2")
