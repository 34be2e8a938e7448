"""Before sending, the worker is told when nobody can be rung; nobody is ever promised, and nothing false is said."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safelamp.doors.worker import pages
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.vault import addresses
from safelamp.loop.reports.models import Report
from tests.doors.worker.form import Phone
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import reach, stand, usual_list
from tests.people import House

NOBODY = "Nobody in the union is on duty now."
NO_READER = "Nobody who may read this can be called now."


def advice(house: House) -> str:
    return Phone().scan(house).touch("go", "danger").text


def last_screen(house: House, *, kind: str = "hazard") -> Phone:
    phone = Phone().scan(house).touch("go", "danger").touch("go", "told")
    return phone.touch("hazard", "machine").touch("kind", kind)


def test_where_somebody_on_duty_can_be_rung_nothing_is_said_and_nothing_promised(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    for text in (advice(union), last_screen(union).text):
        assert NOBODY not in text
        assert not re.search(r"\b60\b|minutes|within 1 hour", text)
        assert "on duty" not in text


def test_where_nobody_stands_on_the_list_the_advice_and_the_last_screen_say_so(union: House, mailbox: Mailbox) -> None:
    reach(union.officer)
    assert NOBODY in advice(union)
    assert NOBODY in last_screen(union).text
    assert "People near you can help sooner." in advice(union)


@pytest.mark.parametrize("missing", ["turn now", "address", "mail server"])
def test_who_cannot_be_rung_is_nobody(union: House, mailbox: Mailbox, settings, missing: str) -> None:
    usual_list(union)
    if missing == "mail server":
        settings.POST_MAIL = None
    for person in (union.focal_point, union.second_focal_point, union.officer):
        if missing == "address":
            addresses.forget(by=person.member)
        if missing == "turn now":
            person.member.duty_turns.all().delete()
    assert NOBODY in advice(union)


def test_confirmed_numbers_stand_beside_it_and_none_where_none_are_confirmed(union: House) -> None:
    assert "Call one of these numbers" not in advice(union)
    organisations.confirm_emergency_numbers(union.organisation, numbers="Ambulance 1669", by=union.officer.member)
    assert "Call one of these numbers if you can." in advice(union)
    assert 'href="tel:1669"' in last_screen(union).html


def test_it_can_be_sent_all_the_same(union: House) -> None:
    phone = last_screen(union)
    assert "Send it all the same" in phone.text
    phone.touch("go", "send")
    assert Report.objects.get().danger_now


def test_the_restricted_lane_says_whether_one_of_its_readers_can_be_rung(union: House, mailbox: Mailbox) -> None:
    stand(union, union.officer)
    reach(union.officer)
    phone = Phone().scan(union).touch("hazard", "other").touch("kind", "retaliation")
    assert NO_READER in phone.text
    assert "They see it when they next look." in phone.text
    reach(union.restricted_reader)
    phone = Phone().scan(union).touch("hazard", "other").touch("kind", "retaliation")
    assert NO_READER not in phone.text


def test_danger_now_that_is_restricted_speaks_of_its_readers_and_not_of_the_list(
    union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    phone = last_screen(union, kind="forced")
    assert NO_READER in phone.text
    assert NOBODY not in phone.text
    reach(union.restricted_reader)
    assert NO_READER not in last_screen(union, kind="forced").text


def test_ordinary_reports_say_nothing_of_duty(union: House) -> None:
    phone = Phone().scan(union).touch("hazard", "machine").touch("kind", "hazard")
    assert "duty" not in phone.text
    assert "called now" not in phone.text


def test_before_the_union_is_known_nothing_is_said(union: House) -> None:
    assert "duty" not in Phone().open("/r/").touch("go", "danger").text


def test_the_desk_of_one_union_says_nothing_of_another(union: House, other_union: House, mailbox: Mailbox) -> None:
    usual_list(other_union)
    assert NOBODY in advice(union)
    assert NOBODY not in advice(other_union)


def test_a_database_that_goes_away_just_then_is_no_reason_to_say_anything(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> bool:
        raise pages.Error("the database is away")

    monkeypatch.setattr(pages, "somebody_is_on_duty", away)
    assert NOBODY not in advice(union)
    assert NOBODY not in last_screen(union).text


def test_the_advice_asks_the_database_little(union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    phone = Phone().scan(union)
    with CaptureQueriesContext(connection) as asked:
        phone.touch("go", "danger")
    assert len(asked) <= 7  # one of them: whether somebody has read the page aloud
