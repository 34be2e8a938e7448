"""A dialogue without a poster's code that breaks off: who it reaches, and when nobody is guessed."""

import datetime as dt

import pytest
from django.utils import timezone

from safelamp.doors.sms import keywords
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind, Profile
from safelamp.loop.duty import operations as duty
from safelamp.loop.duty.models import Ring
from safelamp.loop.reports import dialogues, queries
from safelamp.loop.reports.models import Dialogue, DialoguePart, Lane, Report
from safelamp.loop.reports.without_code import receiving_at
from tests.doors.sms.gateways import GATEWAYS, Gateway
from tests.doors.sms.phones import NUMBER, Phone, tells
from tests.loop.duty.ringing import usual_list
from tests.people import House, Person

SOON, LATER = dt.timedelta(minutes=6), dt.timedelta(hours=2)


def breaks_off(after: dt.timedelta = SOON) -> int:
    return dialogues.tell_due(at=timezone.now() + after)


def said(reader: Person, report: Report) -> list[str]:
    story = queries.words_of(reader.session, report).story
    thread = queries.thread_for_desk(reader.session, report)
    return [story, *(each.words.text for each in thread if each.words)]


def alone(house: House) -> None:
    Organisation.objects.exclude(id=house.organisation.id).update(takes_reports=False)


def has_number(house: House, number: str) -> None:
    organisations.print_sms_numbers(house.organisation, numbers=number, by=house.officer.member)


def test_danger_reaches_the_one_organisation_of_the_number_and_rings(phone: Phone, union: House) -> None:
    alone(union)
    usual_list(union)
    tells(phone, "hello", "1")
    assert breaks_off(dt.timedelta(minutes=3)) == 0
    assert breaks_off() == 1
    report = Report.objects.get()
    assert (report.organisation, report.workplace, report.danger_now) == (union.organisation, None, True)
    assert report.lane == Lane.DANGER_NOW
    assert "the place is not known" in said(union.focal_point, report)[0]
    assert duty.ring_due(at=timezone.now() + SOON) == 1
    assert Ring.objects.filter(report=report, member=union.focal_point.member).exists()


def test_several_that_share_a_number_are_reached_by_the_federation_above_them(
    phone: Phone, union: House, other_union: House, federation: House
) -> None:
    usual_list(federation)
    tells(phone, "the roof of the mill comes down", "1")
    breaks_off()
    report = Report.objects.get()
    assert report.organisation == federation.organisation
    assert said(federation.focal_point, report)[1:] == ["the roof of the mill comes down"]
    assert not DialoguePart.objects.exists()
    with pytest.raises(queries.CannotOpen):
        queries.words_of(union.focal_point.session, report)


def test_the_number_to_which_it_was_sent_tells_whose_it_is(phone: Phone, union: House, other_union: House) -> None:
    has_number(union, "1234, +66 2 123 4567")
    has_number(other_union, "5678")
    for number in ("1234", "6621234567", "021234567"):
        assert receiving_at(number).alone == union.organisation
    assert receiving_at("5678").alone == other_union.organisation
    assert receiving_at("9999").alone is None


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_each_gateway_tells_to_which_number_it_was_sent(
    phone: Phone, union: House, other_union: House, gateway: type[Gateway]
) -> None:
    has_number(union, "+15550001111")
    has_number(other_union, "5678")
    for text in ("smoke everywhere in the dyeing hall", "1"):
        gateway().post(text, to="+15550001111")
    breaks_off()
    assert Report.objects.get().organisation == union.organisation


def test_where_nobody_stands_above_nobody_is_guessed_and_the_worker_is_told(
    phone: Phone, union: House, other_union: House, federation: House
) -> None:
    Organisation.objects.update(parent=None)
    phone.sends("hello")
    assert "do not know who should read it" in phone.sends("1")
    assert breaks_off(LATER) == 0
    assert not Report.objects.exists()


def test_a_practice_organisation_is_nobody_who_shares_a_number(union: House, federation: House) -> None:
    Organisation.objects.filter(id=federation.organisation.id).update(kind=OrganisationKind.PRACTICE)
    assert receiving_at("").alone == union.organisation


@pytest.mark.parametrize(
    "words", ["Two men are dead under the wall", "มีคนตายที่เครื่องสี่", "လူတစ်ယောက် သေဆုံး", "Человек погиб в шахте",
              "एक मजदूर बेहोश है", "مزدور بے ہوش ہے", "Un ouvrier est mort"],
)  # fmt: skip
def test_words_of_a_death_ring_too_where_the_question_was_not_answered(phone: Phone, union: House, words: str) -> None:
    alone(union)
    phone.sends(words)
    assert breaks_off() == 1
    report = Report.objects.get()
    assert report.danger_now
    assert said(union.focal_point, report)[1:] == [words]


def test_who_answered_that_nobody_is_in_danger_now_is_read_in_an_hour_without_a_bell(
    phone: Phone, union: House
) -> None:
    tells(phone, "Yesterday a man was killed at the press", "2")
    assert breaks_off() == 0
    assert breaks_off(LATER) == 1
    assert not Report.objects.get().danger_now


def test_other_words_to_a_number_of_one_organisation_are_read_too(phone: Phone, union: House) -> None:
    alone(union)
    phone.sends("the press has no guard")
    assert breaks_off() == 0
    assert breaks_off(LATER) == 1
    assert not Report.objects.get().danger_now


def test_other_words_to_a_shared_number_wait_for_their_code_and_go(phone: Phone, union: House) -> None:
    phone.sends("the press has no guard")
    assert breaks_off(dt.timedelta(hours=23)) == 0
    breaks_off(dt.timedelta(hours=25))
    assert not Report.objects.exists()
    assert not Dialogue.objects.exists()


def test_a_number_to_call_is_asked_for_before_the_place_and_kept_only_with_a_yes(
    phone: Phone, union: House, federation: House
) -> None:
    phone.sends("hello")
    assert "call this number" in phone.sends("1")
    assert "Send the code" in phone.sends("1")
    breaks_off()
    told = said(federation.focal_point, Report.objects.get())
    assert any(NUMBER.strip("+") in text for text in told)


def test_without_that_yes_the_number_is_nowhere(phone: Phone, union: House) -> None:
    alone(union)
    tells(phone, "hello", "1", "2")
    breaks_off()
    assert not any(NUMBER.strip("+") in text for text in said(union.focal_point, Report.objects.get()))


def test_a_hostile_instance_asks_for_no_number(phone: Phone, union: House, other_union: House) -> None:
    Organisation.objects.filter(id=other_union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    phone.sends("hello")
    assert "call this number" not in phone.sends("1")


def test_in_danger_the_worker_may_go_on_without_a_code_and_gets_a_receipt(
    phone: Phone, union: House, federation: House
) -> None:
    assert "Send 0" in tells(phone, "hello", "1", "2")
    assert "What is it?" in phone.sends("0")
    tells(phone, "3", "He lies under the crane on the road to Rayong")
    assert queries.access(phone.receipt) is not None
    assert Report.objects.get().organisation == federation.organisation


def test_a_code_that_comes_late_goes_to_the_same_report(phone: Phone, union: House) -> None:
    alone(union)
    tells(phone, "hello", "1")
    breaks_off()
    phone.sends(union.workplace.code)
    assert queries.access(phone.receipt) is not None
    assert Report.objects.count() == 1
    assert union.workplace.code in said(union.focal_point, Report.objects.get())[1]


def test_a_late_code_of_another_organisation_brings_the_danger_there_too(
    phone: Phone, union: House, federation: House
) -> None:
    tells(phone, "hello", "1")
    breaks_off()
    assert "What is it?" in phone.sends(union.workplace.code)
    breaks_off(dt.timedelta(minutes=12))
    assert {each.organisation for each in Report.objects.all()} == {federation.organisation, union.organisation}
    assert all(each.danger_now for each in Report.objects.all())


def test_the_same_look_twice_and_a_message_delivered_twice_make_one_report(phone: Phone, union: House) -> None:
    alone(union)
    tells(phone, "hello")
    for _twice in range(2):
        phone.sends("1", delivery="again")
    assert breaks_off() == 1
    assert breaks_off() == 0
    assert Report.objects.count() == 1


def test_ordinary_words_are_not_grave() -> None:
    for text in (
        "the deadline is too short",
        "no guard at press four",
        "bloody hot here",
        "le moteur chauffe",
        "sango",
    ):
        assert not keywords.is_grave(text), text
