"""The dialogue by SMS: from a code to a receipt."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from safelamp.doors.sms import sentences
from safelamp.engines.writing.sms import segments
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports import dialogues, queries, shredding
from safelamp.loop.reports.dialogue_state import DialogueState
from safelamp.loop.reports.models import Dialogue, DialoguePart, Harm, Kind, Lane, Message, PlaceKind, Report
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import ReportWords
from tests.doors.sms.phones import NUMBER, Phone, tells
from tests.people import House, Person

LATER = dt.timedelta(hours=2)


def words(report: Report, reader: Person) -> ReportWords:
    return queries.words_of(reader.session, report)


def language() -> str:
    return DialogueState.unwrapped(bytes(Dialogue.objects.get().state_wrapped)).language


def test_five_messages_make_a_report(phone: Phone, union: House, code: str) -> None:
    assert "danger NOW" in phone.sends(code)
    assert "What is it?" in phone.sends("2")
    assert "call this number" in phone.sends("1")
    assert "Now write" in phone.sends("2")
    last = phone.sends("No guard on press four")
    report = Report.objects.get()
    assert phone.receipt in last
    assert (report.organisation, report.workplace) == (union.organisation, union.workplace)
    assert (report.kind, report.lane, report.danger_now) == (Kind.HAZARD, Lane.ORDINARY, False)
    told = words(report, union.focal_point)
    assert (told.story, told.came_by, told.contact) == ("No guard on press four", "sms", "")


def test_the_first_reply_asks_to_delete_it_and_offers_languages_of_the_country(phone: Phone, code: str) -> None:
    first = phone.sends(code)
    assert "Delete each message" in first
    assert "12=Thai" in first
    assert "Delete" not in phone.sends("2")


def test_the_first_reply_shows_the_posters_check_phrase(phone: Phone, union: House, code: str) -> None:
    assert union.workplace.check_phrase in phone.sends(code)


def test_danger_now_is_answered_with_advice_at_once(phone: Phone, union: House, code: str) -> None:
    phone.sends(code)
    assert phone.sends("1").startswith("Get away. Warn others.")
    tells(phone, "3", "2", "He lies under the lift")
    assert Report.objects.get().lane == Lane.DANGER_NOW


@pytest.mark.parametrize("word", ["Help!", "ช่วยด้วย", "FIRE", "ភ្លើងឆេះ"])
def test_a_cry_for_help_is_answered_with_advice(phone: Phone, union: House, word: str) -> None:
    phone.sends(word)
    with translation.override(language()):
        assert str(sentences.ADVICE) in phone.replies[-1]


def test_the_whole_story_at_once_is_kept_sealed_and_told(phone: Phone, union: House, code: str) -> None:
    first = phone.sends(f"{code} the press has no guard, Somchai lost a finger")
    assert "kept" in first
    tells(phone, "2", "3", "2")
    report = Report.objects.get()
    thread = queries.thread_for_desk(union.focal_point.session, report)
    assert [each.words.text for each in thread if each.words] == ["the press has no guard, Somchai lost a finger"]
    assert not DialoguePart.objects.exists()


def test_a_story_without_a_code_is_kept_for_the_organisation_of_the_code(
    phone: Phone, union: House, other_union: House, code: str
) -> None:
    phone.sends("the press has no guard")
    assert DialoguePart.objects.filter(organisation=other_union.organisation).exists()
    tells(phone, "2", code, "1", "2")
    report = Report.objects.get()
    thread = queries.thread_for_desk(union.focal_point.session, report)
    assert [each.words.text for each in thread if each.words] == ["the press has no guard"]
    assert not DialoguePart.objects.exists()


def test_digits_of_any_script_answer(phone: Phone, code: str) -> None:
    tells(phone, code, "๒", "၃", "۲", "words come here")
    assert Report.objects.get().kind == Kind.INJURY


def test_words_in_capitals_lower_case_and_with_dots_answer(phone: Phone, code: str) -> None:
    tells(phone, code.lower(), "NO.", "1", "yes", "words come here")
    assert not Report.objects.get().danger_now


def test_several_answers_may_stand_in_one_message(phone: Phone, code: str) -> None:
    assert "Now write" in tells(phone, code, "2 1 2")


def test_a_story_that_begins_with_a_number_is_no_answer(phone: Phone, code: str) -> None:
    tells(phone, code, "2 men fell from the roof")
    assert "danger NOW" in phone.replies[-1]


def test_a_language_is_chosen_by_its_number(phone: Phone, code: str) -> None:
    tells(phone, code, "12")
    assert language() == "th"
    tells(phone, "2", "1", "2", "ไม่มีฝาครอบ")
    assert "12" in phone.replies[-1], "nobody keeps the language: it stands behind the code"


def test_the_script_of_the_first_message_is_its_language(phone: Phone, union: House, code: str) -> None:
    phone.sends(f"{code} ไม่มีฝาครอบเครื่อง")
    assert language() == "th"


def test_a_number_is_kept_only_where_the_worker_says_so(phone: Phone, union: House, code: str) -> None:
    tells(phone, code, "2", "1", "1", "No guard")
    assert NUMBER.strip("+") in words(Report.objects.get(), union.focal_point).contact


def test_a_hostile_profile_never_asks_for_nor_keeps_a_number(phone: Phone, union: House, code: str) -> None:
    union.organisation.profile = Profile.HOSTILE
    union.organisation.retention_months = 1
    union.organisation.save()
    assert "Now write" in tells(phone, code, "2", "1")
    phone.sends("No guard")
    report = Report.objects.get()
    assert words(report, union.focal_point).contact == ""
    assert not any("union" in reply.casefold() for reply in phone.replies)


@pytest.mark.parametrize("kind", ["5", "6", "7"])
def test_the_restricted_lane_asks_only_when_to_call(phone: Phone, union: House, code: str, kind: str) -> None:
    asked = tells(phone, code, "2", kind)
    assert "Do not write what happened" in asked
    phone.sends("after 18:00")
    report = Report.objects.get()
    assert report.lane == Lane.RESTRICTED
    told = words(report, union.restricted_reader)
    assert (told.story, told.contact) == ("after 18:00", NUMBER.strip("+"))
    with pytest.raises(queries.CannotOpen):
        words(report, union.focal_point)


def test_early_words_reach_only_the_restricted_readers_once_the_kind_is_said(
    phone: Phone, union: House, code: str
) -> None:
    tells(phone, f"{code} the foreman beats us", "2", "7")
    assert set(DialoguePart.objects.values_list("audience", flat=True)) == {"restricted"}
    phone.sends("sunday noon")
    report = Report.objects.get()
    thread = queries.thread_for_desk(union.restricted_reader.session, report)
    assert [each.words.text for each in thread if each.words] == ["the foreman beats us"]


def test_an_unknown_code_is_told_and_nothing_is_lost(phone: Phone, union: House, other_union: House) -> None:
    phone.sends("press without guard")
    assert "No place has this code" in tells(phone, "2", "ZZ9ZZ9")
    assert "No place has this code" in phone.sends("K7M 2P0")
    assert "What is it?" in phone.sends(union.workplace.code)
    tells(phone, "1", "2")
    assert Message.objects.count() == 1


def test_without_a_code_the_one_organisation_here_receives_it(phone: Phone, union: House) -> None:
    Organisation.objects.exclude(id=union.organisation.id).update(takes_reports=False)
    tells(phone, "hello", "2", "0", "1", "2", "On the road to Rayong")
    report = Report.objects.get()
    assert (report.workplace, report.place_kind) == (None, "elsewhere")


def test_without_a_code_nobody_knows_which_of_several_receives_it(
    phone: Phone, union: House, other_union: House
) -> None:
    assert "do not know who should read it" in tells(phone, "hello", "2", "0")


def test_the_same_delivery_twice_gives_the_same_reply_and_one_report(phone: Phone, code: str) -> None:
    for number, text in enumerate([code, "2", "1", "2", "No guard on press four"]):
        once = phone.sends(text, delivery=f"d{number}")
        again = phone.sends(text, delivery=f"d{number}")
        assert again in once
    assert Report.objects.count() == 1
    assert not Message.objects.exists()


def test_more_words_soon_afterwards_go_to_the_same_report(phone: Phone, union: House, code: str) -> None:
    tells(phone, code, "2", "1", "2", "No guard on press four")
    receipt = phone.receipt
    phone.sends("and the light is broken")
    assert phone.receipt == receipt
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    assert [each.words.text for each in thread if each.words] == ["and the light is broken"]


def test_a_telephone_number_after_it_was_told_goes_into_the_same_report(phone: Phone, union: House, code: str) -> None:
    tells(phone, code, "2", "1", "2", "No guard on press four", "081 234 5678", "2", "?")
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    assert [each.words.text for each in thread if each.words] == ["081 234 5678"]


def test_of_two_messages_at_once_after_it_was_told_each_is_added_once(
    phone: Phone, union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(phone, code, "2", "1", "2", "No guard on press four")
    keep = dialogues.keep

    def overtaken(*_given: object, **_named: object) -> None:
        monkeypatch.setattr(dialogues, "keep", keep)
        phone.sends("and the door is shut")
        raise dialogues.Overtaken

    monkeypatch.setattr(dialogues, "keep", overtaken)
    phone.sends("and the light is broken")
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    said = [each.words.text for each in thread if each.words]
    assert said == ["and the light is broken", "and the door is shut"]


def test_a_new_code_begins_a_new_report(phone: Phone, code: str) -> None:
    for _round in range(2):
        tells(phone, code, "2", "1", "2", "No guard on press four")
    assert Report.objects.count() == 2


def test_stop_deletes_what_was_begun(phone: Phone, code: str) -> None:
    tells(phone, f"{code} no guard here", "2")
    assert "Deleted" in phone.sends("STOP")
    assert not Dialogue.objects.exists()
    assert not DialoguePart.objects.exists()


def test_half_a_dialogue_becomes_a_report_as_it_stands(phone: Phone, union: House, code: str) -> None:
    tells(phone, f"{code} no guard at press four", "2")
    assert dialogues.tell_due(at=timezone.now() + dt.timedelta(minutes=30)) == 0
    assert dialogues.tell_due(at=timezone.now() + LATER) == 1
    assert dialogues.tell_due(at=timezone.now() + LATER) == 0
    report = Report.objects.get()
    assert "broke off" in words(report, union.focal_point).story
    thread = queries.thread_for_desk(union.focal_point.session, report)
    assert [each.words.text for each in thread if each.words] == ["no guard at press four"]


def test_who_comes_back_after_that_still_gets_the_code(phone: Phone, union: House, code: str) -> None:
    tells(phone, f"{code} no guard at press four", "2")
    dialogues.tell_due(at=timezone.now() + LATER)
    phone.sends("and no light")
    assert queries.access(phone.receipt) is not None
    assert Report.objects.count() == 1
    assert Message.objects.count() == 2


def test_what_was_said_before_a_day_without_power_is_told_afterwards(phone: Phone, union: House, code: str) -> None:
    tells(phone, f"{code} no guard at press four", "2")
    assert dialogues.tell_due(at=timezone.now() + dt.timedelta(days=3)) == 1
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    assert [each.words.text for each in thread if each.words] == ["no guard at press four"]
    assert not Dialogue.objects.exists()


def test_words_of_a_dialogues_last_hour_are_told_before_it_goes(phone: Phone, code: str) -> None:
    tells(phone, f"{code} no guard at press four", "2")
    ends = timezone.now() + dt.timedelta(minutes=10)
    Dialogue.objects.update(ends_at=ends)
    assert dialogues.tell_due(at=ends + dt.timedelta(minutes=1)) == 1
    assert Report.objects.count() == 1
    assert not Dialogue.objects.exists()


def test_who_answers_at_the_moment_at_which_it_is_told_gets_a_code_that_opens_it(
    phone: Phone, union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered_meanwhile(rows: Iterable[Dialogue], act: Callable[[Dialogue], int]) -> int:
        found = list(rows)
        phone.sends("5")
        return sum(act(each) for each in found)

    tells(phone, f"{code} no guard at press four", "2")
    with monkeypatch.context() as patched:
        patched.setattr(dialogues, "each_by_itself", answered_meanwhile)
        assert dialogues.tell_due(at=timezone.now() + LATER) == 0
    assert not Report.objects.exists(), "it goes on: what it is has just been said"
    phone.sends("tonight after eight")
    assert Report.objects.get().lane == Lane.RESTRICTED
    assert queries.access(phone.receipt) is not None


def test_the_code_stays_the_same_whatever_is_answered_since() -> None:
    with_words = Telling(
        secret=bytes(16), organisation=Organisation(), workplace=None, kind=Kind.HAZARD, hazard="not_sure",
        danger_now=False, harm=Harm.UNKNOWN, place_kind=PlaceKind.ELSEWHERE, shut_to=Audience.READERS,
        words=ReportWords(), own_id=uuid.uuid4(),
    )  # fmt: skip
    assert replace(with_words, kind=Kind.INJURY, danger_now=True).receipt == with_words.receipt
    assert replace(with_words, own_id=uuid.uuid4()).receipt != with_words.receipt


def test_words_after_the_report_was_destroyed_begin_a_new_one(phone: Phone, union: House, code: str) -> None:
    tells(phone, code, "2", "1", "2", "No guard on press four")
    shredding.shred_reports(Report.objects.all(), organisation=union.organisation, day=timezone.localdate())
    assert "danger NOW" in phone.sends("and the light is broken")
    assert Dialogue.objects.count() == 1


def test_half_a_dialogue_in_danger_waits_five_minutes_only(phone: Phone, code: str) -> None:
    tells(phone, code, "1")
    dialogues.tell_due(at=timezone.now() + dt.timedelta(minutes=6))
    assert Report.objects.get().danger_now


def test_a_code_alone_never_becomes_a_report(phone: Phone, code: str) -> None:
    phone.sends(code)
    dialogues.tell_due(at=timezone.now() + dt.timedelta(hours=25))
    assert not Report.objects.exists()
    assert not Dialogue.objects.exists()


def test_consent_to_a_call_outlives_half_a_dialogue(phone: Phone, union: House, code: str) -> None:
    tells(phone, code, "2", "1", "1")
    dialogues.tell_due(at=timezone.now() + LATER)
    thread = queries.thread_for_desk(union.focal_point.session, Report.objects.get())
    assert any(NUMBER.strip("+") in each.words.text for each in thread if each.words)


def test_every_reply_in_english_takes_two_segments_at_most(phone: Phone, union: House, code: str) -> None:
    union.organisation.emergency_numbers = "Ambulance 1669, fire 199"
    union.organisation.emergency_confirmed_by, union.organisation.emergency_confirmed_on = "A", timezone.localdate()
    union.organisation.save()
    tells(phone, "hello there, no guard", "1", "zz9zz9", code, "9", "1", "1", "the words", "7")
    tells(phone, code, "2", "5", "tonight")
    tells(phone, f"{code} help me please")
    counted = {reply: segments(reply) for reply in phone.replies}
    assert {each.coding.value for each in counted.values()} == {"gsm"}, counted
    assert max(each.count for each in counted.values()) <= 2, counted


def test_service_numbers_are_not_answered(phone: Phone, code: str) -> None:
    phone.number = "1234"
    assert phone.sends(code) == ""
    assert not Dialogue.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\x00\x00", "?", "🔥🔥", "٣٣٣٣٣٣٣٣٣٣", "1" * 400, "-1", "½", "²"])
def test_odd_messages_are_answered_and_break_nothing(phone: Phone, code: str, text: str) -> None:
    phone.sends(text)
    tells(phone, code, text, "2", text, "1", text, "2", text)
    assert all(phone.replies)


def test_ten_parts_joined_by_the_gateway_are_one_story(phone: Phone, union: House, code: str) -> None:
    story = "Der Kran hängt schief. " * 64
    tells(phone, code, "2", "1", "2", story)
    assert words(Report.objects.get(), union.focal_point).story == story.strip()
    assert segments(story).count >= 10
