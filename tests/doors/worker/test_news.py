"""Status by text message, chosen on the page that the code opens: told who sees it, stopped by one touch."""

import pytest
from pytest_django.fixtures import Settings

from safelamp.ground.organisations.models import Profile
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.models import NewsWish
from safelamp.loop.actions import closing
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import ConfirmedBy
from safelamp.loop.reports import operations, shredding
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.words import MessageWords
from tests.doors.worker.form import Phone
from tests.people import House

GATEWAY = SmsGateway("http", "127.0.0.1", 9, "/cgi-bin/sendsms", "4000", "user", "password")


@pytest.fixture(autouse=True)
def gateway(settings: Settings) -> None:
    settings.POST_SMS = GATEWAY


@pytest.fixture
def code(union: House) -> str:
    return Phone().scan(union).tell().touch("go", "send", story="The guard is off.").receipt


def followed(code: str) -> Phone:
    return Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)


def test_the_worker_chooses_it_and_stops_it(code: str) -> None:
    phone = followed(code)
    assert "The telephone company sees that the message comes" in phone.text
    phone.touch("go", "news", number="+66 81 234 5678", sentence="look")
    assert "Kept." in phone.text
    assert "81 234" not in phone.html
    assert NewsWish.objects.count() == 1
    phone = followed(code)
    assert ("go", "news") not in phone.form.buttons
    phone.touch("go", "no_news")
    assert not NewsWish.objects.exists()
    assert ("go", "news") in phone.form.buttons


def test_a_wrong_number_says_why_and_loses_no_word(code: str) -> None:
    phone = followed(code).touch("go", "news", number="081 234 5678", text="One more thing")
    assert phone.answer.status_code == 422
    assert "Begin with +" in phone.text
    assert phone.form.values["text"] == "One more thing"
    assert not NewsWish.objects.exists()


def test_whoever_types_a_colleagues_number_does_not_learn_that_they_reported(union: House, code: str) -> None:
    followed(code).touch("go", "news", number="+66812345678")
    for number in ["+66812345678"] * 3 + ["+66899999999"]:
        own = Phone().scan(union).tell().touch("go", "send", story="made up to find out").receipt
        answered = followed(own).touch("go", "news", number=number)
        assert answered.answer.status_code == 200
        assert "Kept." in answered.text


def test_an_answer_makes_it_due_and_a_closed_or_shredded_report_ends_it(union: House, code: str) -> None:
    followed(code).touch("go", "news", number="+66812345678")
    report = Report.objects.get()
    assert NewsWish.objects.get().due_at is None
    operations.answer(report, MessageWords(text="We come."), by=union.focal_point.session)
    assert NewsWish.objects.get().due_at is not None
    assert b"We come" not in bytes(NewsWish.objects.get().wished_sealed)
    shredding.shred_reports(Report.objects.all(), organisation=union.organisation, day=report.arrived_on)
    assert not NewsWish.objects.exists()


def test_closing_the_case_sends_one_last_message_and_then_the_number_goes(union: House, code: str) -> None:
    followed(code).touch("go", "news", number="+66812345678")
    session = union.focal_point.session
    case = cases.open_case([Report.objects.get()], by=session, title="Press")
    floor.ask_the_floor(case, by=session)
    assert not NewsWish.objects.get().last
    followed(code).touch("fixed", "fixed")
    closing.close_case(case, by=session, confirmed_by=ConfirmedBy.REPORTER)
    assert NewsWish.objects.get().last


def test_it_is_not_offered_to_the_restricted_lane_or_in_a_hostile_profile(union: House) -> None:
    code = Phone().scan(union).tell(kind="retaliation").touch("go", "send", story="They moved me.").receipt
    assert ("go", "news") not in followed(code).form.buttons
    own = union.organisation
    own.profile, own.neutral_name, own.retention_months = Profile.HOSTILE, "Questions", 1
    own.save()
    code = Phone().scan(union).tell().touch("go", "send", story="x").receipt
    phone = followed(code)
    assert ("go", "news") not in phone.form.buttons
    phone.post(**{**phone.form.values, "go": "news", "number": "+66812345678"})
    assert not NewsWish.objects.exists()


def test_without_a_gateway_it_is_not_offered(code: str, settings: Settings) -> None:
    settings.POST_SMS = None
    assert ("go", "news") not in followed(code).form.buttons
