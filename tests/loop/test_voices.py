"""Voices: made anew before a member hears them, written down, kept for a reason, destroyed with the case."""

import datetime as dt

import pytest

from safelamp.ground.apart import anew
from safelamp.ground.audit.models import AuditLine
from safelamp.loop.actions import closing
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases import shredding as holding
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import opened_media, operations, renderings, voice_acts
from safelamp.loop.reports.models import Message, Report, VoiceNote
from safelamp.loop.reports.shredding import shred_reports
from safelamp.loop.reports.voice_notes import VoiceWords, voice_of, voices_of
from safelamp.loop.reports.words import MessageWords
from safelamp.site import nightly
from tests import sounds
from tests.doors.desk.things import with_voice
from tests.loop.agreed import take
from tests.loop.told import MORNING, Told, tell
from tests.people import House

SAID = VoiceWords("th", "การ์ดหลุด")
DAY = MORNING.date()


def spoken(house: House, raw: bytes = b"not really a voice") -> Told:
    told = tell(house)
    with_voice(told.report, raw)
    return told


def close(house: House, case: Case, told: Told) -> Case:
    closing.reporter_confirms(told.access, FloorAnswer.FIXED, at=MORNING)
    return closing.close_case(case, by=house.focal_point.session, confirmed_by=ConfirmedBy.REPORTER, at=MORNING)


def write_down(house: House, report: Report, message: Message | None = None) -> VoiceNote:
    return voice_acts.write_down(report, SAID, by=house.focal_point.session, message=message, at=MORNING)


# Opening


def test_a_voice_is_made_anew_before_anybody_hears_it(union: House) -> None:
    raw = sounds.recording(container="mp4", codec="aac", said={"title": "Somchais phone"})
    heard = opened_media.voice_of(union.focal_point.session, spoken(union, raw).report)
    assert heard.startswith(b"\x1aE\xdf\xa3")
    assert b"Somchai" not in heard


def test_a_hostile_voice_is_refused_and_stays_sealed(union: House) -> None:
    report = spoken(union, b"#EXTM3U\nfile:///etc/passwd").report
    before = bytes(report.voice_sealed)
    with pytest.raises(anew.NotMade):
        opened_media.voice_of(union.focal_point.session, report)
    report.refresh_from_db()
    assert bytes(report.voice_sealed) == before


def test_a_reporters_answer_can_be_spoken_and_is_sealed(union: House) -> None:
    told = tell(union)
    raw = sounds.recording()
    message = operations.reply(told.access, MessageWords(text="(a voice)"), voice=raw)
    assert raw not in bytes(message.voice_sealed)
    assert opened_media.message_voice_of(union.focal_point.session, message).startswith(b"\x1aE\xdf\xa3")


# Writing down


def test_what_a_voice_says_is_sealed_and_read_by_who_may_read_the_report(union: House) -> None:
    report = spoken(union).report
    note = write_down(union, report)
    assert SAID.words.encode() not in bytes(note.words_sealed)
    voice = voice_of(union.officer.session, report, None)
    writer = union.focal_point.member.login_name
    assert (voice.said, voice.by, voice.on, voice.sounds) == (SAID, writer, DAY, True)


def test_written_anew_it_takes_the_former_words_place(union: House) -> None:
    report = spoken(union).report
    write_down(union, report)
    voice_acts.write_down(report, VoiceWords("th", "ดีกว่า"), by=union.officer.session)
    voice = voice_of(union.officer.session, report, None)
    assert voice.said is not None
    assert voice.said.words == "ดีกว่า"
    assert VoiceNote.objects.count() == 1


def test_words_of_a_voice_can_be_put_into_other_languages_like_the_story(union: House) -> None:
    report = spoken(union).report
    write_down(union, report)
    assert renderings.texts_of(union.officer.session, report) == [(None, "The guard is off.\n\nการ์ดหลุด")]


def test_a_voice_that_is_not_there_does_not_exist(union: House) -> None:
    with pytest.raises(Report.DoesNotExist):
        voice_of(union.officer.session, tell(union).report, None)


def test_nothing_is_no_word_of_a_voice() -> None:
    with pytest.raises(ValueError, match="says something"):
        VoiceWords("th", "")


# Closing


def test_a_case_does_not_close_over_a_voice_that_nobody_has_written_down(union: House) -> None:
    told = spoken(union)
    case = take(union, told.report)
    with pytest.raises(Refused, match="nobody has written down"):
        close(union, case, told)
    told.report.refresh_from_db()
    assert told.report.voice_sealed
    assert Case.objects.get(id=case.id).is_open


def test_the_recording_is_destroyed_when_the_case_closes_and_the_words_stay(union: House) -> None:
    told = spoken(union)
    message = operations.reply(told.access, MessageWords(text="(a voice)"), voice=b"another one")
    case = take(union, told.report)
    write_down(union, told.report)
    write_down(union, told.report, message)
    close(union, case, told)
    told.report.refresh_from_db()
    message.refresh_from_db()
    assert (bytes(told.report.voice_sealed), bytes(message.voice_sealed)) == (b"", b"")
    voices = voices_of(union.officer.session, told.report)
    assert [(each.said, each.sounds, each.destroyed_on) for each in voices.values()] == [(SAID, False, DAY)] * 2
    assert AuditLine.objects.filter(verb="reports.destroy_voice", subject_id=told.report.id).count() == 2


def test_a_written_reason_keeps_the_recording_and_is_shown(union: House) -> None:
    told = spoken(union)
    case = take(union, told.report)
    note = voice_acts.keep(told.report, "The court asks for it", by=union.focal_point.session)
    assert b"court" not in bytes(note.reason_sealed)
    close(union, case, told)
    told.report.refresh_from_db()
    assert told.report.voice_sealed
    assert voice_of(union.officer.session, told.report, None).reason == "The court asks for it"


def test_what_need_not_stay_any_longer_goes_in_the_night(union: House) -> None:
    told = spoken(union)
    case = take(union, told.report)
    write_down(union, told.report)
    voice_acts.keep(told.report, "court", by=union.focal_point.session)
    close(union, case, told)
    nightly.destroy_due(at=DAY)
    assert Report.objects.get(id=told.report.id).voice_sealed
    voice_acts.keep_no_longer(told.report, by=union.focal_point.session)
    nightly.destroy_due(at=DAY + dt.timedelta(days=1))
    assert not Report.objects.get(id=told.report.id).voice_sealed


def test_a_voice_that_comes_after_closing_waits_until_it_is_written_down(union: House) -> None:
    told = tell(union)
    close(union, take(union, told.report), told)
    message = operations.reply(told.access, MessageWords(text="(a voice)"), voice=b"late")
    nightly.destroy_due(at=DAY)
    assert Message.objects.get(id=message.id).voice_sealed
    write_down(union, told.report, message)
    nightly.destroy_due(at=DAY + dt.timedelta(days=1))
    assert not Message.objects.get(id=message.id).voice_sealed


def test_a_case_that_is_held_back_keeps_its_recordings(union: House) -> None:
    told = spoken(union)
    case = take(union, told.report)
    write_down(union, told.report)
    holding.hold(case, "The inspector asks", by=union.officer.session, at=MORNING)
    close(union, case, told)
    nightly.destroy_due(at=DAY)
    assert Report.objects.get(id=told.report.id).voice_sealed


def test_voices_of_merged_parts_go_with_the_case(union: House) -> None:
    first, second = tell(union), spoken(union)
    case, joining = take(union, first.report), take(union, second.report)
    write_down(union, second.report)
    cases.merge(joining, into=case, by=union.focal_point.session)
    case.refresh_from_db()
    close(union, case, first)
    assert not Report.objects.get(id=second.report.id).voice_sealed


def test_another_unions_voices_stay(union: House, other_union: House) -> None:
    theirs = spoken(other_union)
    write_down(other_union, theirs.report)
    told = spoken(union)
    case = take(union, told.report)
    write_down(union, told.report)
    close(union, case, told)
    assert Report.objects.get(id=theirs.report.id).voice_sealed


def test_shredding_a_report_takes_its_voice_and_what_was_written_of_it(union: House) -> None:
    report = spoken(union).report
    write_down(union, report)
    shred_reports(Report.objects.filter(id=report.id), organisation=union.organisation, day=DAY)
    assert not VoiceNote.objects.exists()
    assert not Report.objects.get(id=report.id).voice_sealed
