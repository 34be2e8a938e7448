"""A report at the desk: reading, answering, taking."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.ground.vault.models import Audience, HeldKey
from safelamp.loop.cases.models import Case
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Message, Report
from safelamp.loop.reports.words import WhoMayKnow
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


def address(report: Report, act: str = "") -> str:
    return f"/desk/reports/{report.id}/{act}"


def page(client: Client, report: Report) -> str:
    answer = client.get(address(report))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_words_are_opened_and_never_kept_or_compressed(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    answer = at_desk(union.focal_point).get(address(report), headers={"Accept-Encoding": "gzip"})
    assert things.STORY in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer


def test_a_story_is_shown_as_text_and_never_as_markup(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, story="<script>alert(1)</script>")
    shown = page(at_desk(union.focal_point), report)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    ("consent", "sentence"),
    [
        (WhoMayKnow.NOBODY, "<b>Nothing in their words may go to the employer.</b>"),
        (WhoMayKnow.UNION, "<b>Nothing in their words may go to the employer.</b>"),
        (WhoMayKnow.EMPLOYER, "<b>Ask the reporter before you show the words themselves.</b>"),
    ],
)
def test_what_may_not_leave_stands_in_bold(at_desk: AtDesk, union: House, consent: WhoMayKnow, sentence: str) -> None:
    report, _ = things.told(union, who_may_know=consent)
    assert sentence in page(at_desk(union.focal_point), report)


def test_without_the_key_the_page_says_what_to_do_and_assumes_the_strictest_consent(
    at_desk: AtDesk, union: House
) -> None:
    report, _ = things.told(union, who_may_know=WhoMayKnow.EMPLOYER)
    HeldKey.objects.filter(member=union.officer.member, pair__purpose="inbox").delete()
    shown = page(at_desk(union.officer), report)
    assert "You do not hold the key for these words yet." in shown
    assert things.STORY not in shown


def test_a_member_without_any_key_waits_calmly(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    HeldKey.objects.filter(member=union.officer.member).delete()
    assert "Now somebody must hand you the keys." in page(at_desk(union.officer), report)


def test_the_photo_is_a_bare_jpeg_that_nobody_keeps(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, photo=things.photo())
    answer = at_desk(union.focal_point).get(address(report, "photo/"))
    assert answer.content == things.photo()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"] == "inline"


def test_a_report_without_a_photo_has_none(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    assert at_desk(union.focal_point).get(address(report, "photo/")).status_code == 404


def test_the_photo_of_a_reply_is_shown_in_the_thread(at_desk: AtDesk, union: House) -> None:
    report = things.waiting_report(union)
    message = things.message_with_photo(union)
    client = at_desk(union.focal_point)
    assert address(report, f"photo/{message.id}/") in page(client, report)
    assert client.get(address(report, f"photo/{message.id}/")).content == things.photo()
    assert client.get(address(report, f"photo/{uuid.uuid4()}/")).status_code == 404


def test_a_ready_sentence_with_its_day_reaches_the_reporter(at_desk: AtDesk, union: House) -> None:
    report, receipt = things.told(union)
    day = things.today() + dt.timedelta(days=3)
    answer = at_desk(union.focal_point).post(
        address(report, "answer/"), {"ready": "come_on", "day": day.isoformat(), "text": "", "once": "a"}
    )
    assert answer.status_code == 302
    assert "done=answered" in answer["Location"]
    access = queries.access(receipt)
    assert access is not None
    told = queries.thread_for_reporter(access)[0]
    assert told.words is not None
    assert (told.words.ready, told.words.day) == ("come_on", day.isoformat())


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a ready sentence or write your own words."),
        ({"ready": "come_on"}, "This sentence names a day. Choose it."),
        ({"ready": "come_on", "day": "2020-01-01"}, "Choose a day from today on, within a year."),
        ({"ready": "come_on", "day": "9999-01-01"}, "Choose a day from today on, within a year."),
        ({"ready": "come_on", "day": "31/12/2026"}, "Enter a valid date."),
        ({"ready": "yes"}, "Select a valid choice."),
        ({"text": "x" * 10_001}, "Ensure this value has at most 10000 characters"),
    ],
)
def test_a_message_that_cannot_be_sent_is_told_beside_its_field(
    at_desk: AtDesk, union: House, sent: dict[str, str], sentence: str
) -> None:
    report, _ = things.told(union)
    answer = at_desk(union.focal_point).post(address(report, "answer/"), sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Message.objects.exists()


def test_a_message_sent_twice_is_one_message(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    client = at_desk(union.focal_point)
    words = {"ready": "received", "once": "0123456789abcdef"}
    first, second = (client.post(address(report, "answer/"), words) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


def test_taking_opens_a_case_with_its_title(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    answer = at_desk(union.focal_point).post(address(report, "take/"), {"title": "Guard off", "once": "b"})
    case = Case.objects.get()
    assert answer["Location"] == f"/desk/cases/{case.id}/?done=taken"
    assert case.taken_by == union.focal_point.member
    assert "Guard off" not in answer["Location"]


def test_taking_twice_leads_to_the_same_case(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    client = at_desk(union.focal_point)
    first = client.post(address(report, "take/"), {"title": "Guard off", "once": "c"})
    again = client.post(address(report, "take/"), {"title": "Guard off", "once": "another page"})
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_whoever_comes_second_is_told_who_was_faster(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    at_desk(union.focal_point).post(address(report, "take/"), {"title": ""})
    answer = at_desk(union.officer).post(address(report, "take/"), {"title": ""})
    assert f"{union.focal_point.member.login_name} has already taken this report" in answer.content.decode()
    assert Case.objects.count() == 1


def test_too_long_a_title_keeps_nothing(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    answer = at_desk(union.focal_point).post(address(report, "take/"), {"title": "x" * 121})
    assert "Ensure this value has at most 120 characters" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_similar_open_case_is_a_hint_that_does_not_block(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    report, _ = things.told(union)
    client = at_desk(union.focal_point)
    shown = page(client, report)
    assert "Add to this case" in shown
    assert "Take it: open a case" in shown
    answer = client.post(address(report, "add/"), {"case": str(case.id)})
    assert answer["Location"] == f"/desk/cases/{case.id}/?done=added"
    assert case.case_reports.count() == 2


def test_a_report_cannot_be_added_to_another_organisations_case(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    report, _ = things.told(union)
    theirs = things.open_case(other_union)
    client = at_desk(union.focal_point)
    for case in (str(theirs.id), str(uuid.uuid4()), "no id", ""):
        assert client.post(address(report, "add/"), {"case": case}).status_code == 404
    assert theirs.case_reports.count() == 1


def test_a_refused_joining_says_why(at_desk: AtDesk, union: House) -> None:
    shut, _ = things.told(union, shut_to=Audience.NO_REPRESENTATIVES)
    case = things.open_case(union)
    answer = at_desk(union.focal_point).post(address(shut, "add/"), {"case": str(case.id)})
    assert answer.status_code == 200
    assert "More people could then read" in answer.content.decode()


def test_a_representative_reads_and_answers_but_does_not_take(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    client = at_desk(union.representative)
    shown = page(client, report)
    assert "Take it: open a case" not in shown
    assert "A focal point or an officer takes it" in shown
    assert client.post(address(report, "take/"), {}).status_code == 404
    assert client.post(address(report, "answer/"), {"text": "Seen."}).status_code == 302


def test_the_restricted_lane_is_closed_to_others_and_open_to_its_readers_of_any_role(
    at_desk: AtDesk, union: House
) -> None:
    report, _ = things.told(union, kind=Kind.FORCED, hazard="")
    for other in (union.officer, union.focal_point, union.representative, union.trainer):
        assert at_desk(other).get(address(report)).status_code == 404
    client = at_desk(union.restricted_reader)
    assert client.post(address(report, "take/"), {"title": "Papers kept"}).status_code == 302


def test_a_report_shut_to_representatives_does_not_exist_for_them(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, shut_to=Audience.NO_REPRESENTATIVES)
    assert at_desk(union.representative).get(address(report)).status_code == 404
    assert things.STORY in page(at_desk(union.focal_point), report)


def test_an_expired_page_is_told_kindly(union: House) -> None:
    report, _ = things.told(union)
    client = Client(enforce_csrf_checks=True)
    client.get("/desk/log-in/")
    token = client.cookies["c"].value
    person = union.focal_point
    name = {"login_name": person.member.login_name, "passphrase": person.passphrase, "csrfmiddlewaretoken": token}
    assert client.post("/desk/log-in/", name).status_code == 302
    answer = client.post(address(report, "take/"), {"title": "x", "csrfmiddlewaretoken": "old"})
    assert answer.status_code == 403
    assert "This page was open too long." in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("act", ["take/", "add/", "answer/"])
def test_acts_are_done_by_post_only(at_desk: AtDesk, union: House, act: str) -> None:
    report, _ = things.told(union)
    assert at_desk(union.focal_point).get(address(report, act)).status_code == 405


def test_a_story_in_the_old_form_of_burmese_is_shown_in_unicode_beside_its_own_signs(
    at_desk: AtDesk, union: House
) -> None:
    old = "ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး"  # Zawgyi: the mine has come down, nine workers are dead
    report, _ = things.told(union, story=old)
    shown = page(at_desk(union.focal_point), report)
    assert "ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး" in shown
    assert old in shown
    assert "as it was written" in shown


def test_a_story_in_todays_burmese_is_left_as_it_is(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, story="ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး")
    assert "as it was written" not in page(at_desk(union.focal_point), report)
