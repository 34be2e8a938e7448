"""A member puts words into another language: who can be asked, what is sealed, what the reporter gets."""

import datetime as dt
from dataclasses import dataclass

import pytest

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.vault import rotation, sealing
from safelamp.ground.vault.models import Audience, HeldKey, KeyPair
from safelamp.loop.reports import operations, queries, rendering_acts, renderings, shredding
from safelamp.loop.reports.models import Direction, Kind, Rendering, RenderingState, Report
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.rendering_acts import NotPossible
from safelamp.loop.reports.words import MessageWords
from tests.loop.tellings import telling
from tests.people import House, Person

DAY = dt.date(2026, 11, 21)

STORY = "ម៉ាស៊ីនកាត់គ្មានរបាំងការពារ។"
IN_THAI = "เครื่องตัดไม่มีการ์ดป้องกัน"
ANSWER = "พรุ่งนี้เราจะไปดู"
IN_KHMER = "ថ្ងៃស្អែកយើងទៅមើល។"


@dataclass(frozen=True)
class Told:
    report: Report
    access: ReporterAccess


def tell(house: House, **choices) -> Told:
    said = telling(house, story=STORY, language="km", **choices)
    received = operations.receive(said)
    access = queries.access(received.receipt)
    assert access is not None
    return Told(Report.objects.get(id=said.report_id), access)


def reads(person: Person, *languages: str) -> Person:
    person.member.reads = list(languages)
    person.member.save(update_fields=["reads"])
    return person


def ask(house: House, told: Told, colleague: Person) -> Rendering:
    (asked,) = rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=house.focal_point.session)
    return asked


def test_a_colleague_who_reads_both_languages_puts_the_story_into_the_other(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    asked = ask(union, told, colleague)
    assert [each.id for each in renderings.waiting_for(colleague.member)] == [asked.id]
    rendering_acts.give(asked, IN_THAI, by=colleague.session)
    (one,) = renderings.rendered(union.focal_point.session, told.report)
    assert (one.words.words, one.words.out_of, one.words.into, one.by) == (IN_THAI, "km", "th", "union.officer")
    assert list(renderings.waiting_for(colleague.member)) == []


def test_the_original_is_never_changed(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    before = bytes(Report.objects.get(id=told.report.id).words_sealed)
    rendering_acts.give(ask(union, told, colleague), IN_THAI, by=colleague.session)
    assert bytes(Report.objects.get(id=told.report.id).words_sealed) == before
    assert queries.words_of(colleague.session, told.report).story == STORY


def test_words_and_languages_lie_sealed(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    rendering_acts.give(ask(union, told, colleague), IN_THAI, by=colleague.session)
    row = Rendering.objects.filter(report=told.report).values().get()
    seen = repr({name: value for name, value in row.items() if name != "words_sealed"}).encode() + row["words_sealed"]
    assert not [word for word in (IN_THAI, "km", '"th"') if word.encode() in seen]


def test_each_own_text_of_the_reporter_is_asked_for_once(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    operations.reply(told.access, MessageWords(text="នៅជាន់ទីពីរ"))
    operations.reply(told.access, MessageWords(ready="yes"))
    asked = rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=union.focal_point.session)
    again = rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=union.focal_point.session)
    assert ([bool(each.message) for each in asked], again) == ([False, True], [])


def test_an_answer_is_put_into_the_reporters_language_and_sent(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    words = MessageWords(text=ANSWER, ready="come_on", day="2026-11-23")
    asked = rendering_acts.ask_for_answer(
        told.report, words, colleague=colleague.member, out_of="th", by=union.focal_point.session
    )
    assert queries.thread_for_reporter(told.access) == []
    given = rendering_acts.give(asked, IN_KHMER, by=colleague.session)
    (message,) = queries.thread_for_reporter(told.access)
    assert message.words == MessageWords(text=IN_KHMER, ready="come_on", day="2026-11-23", original=ANSWER)
    assert given.message_id == message.id
    assert given.direction == Direction.FOR_REPORTER


def test_words_that_older_programs_wrote_still_open(union: House) -> None:
    assert MessageWords.decoded(b'{"text": "x", "ready": "", "day": ""}').original == ""
    assert b"original" not in MessageWords(text="x").encoded()


def test_nobody_is_offered_who_does_not_read_both(union: House) -> None:
    told = tell(union)
    reads(union.officer, "km")
    reads(union.second_focal_point, "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == []
    with pytest.raises(NotPossible):
        ask(union, told, union.officer)


def test_nobody_is_offered_who_holds_no_key_of_it(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == [colleague.member]
    HeldKey.objects.filter(member=colleague.member, pair__audience=Audience.READERS).first().delete()
    assert renderings.who_can(told.report, languages=["km", "th"]) == []


def test_a_text_whose_key_the_colleague_lacks_is_left_for_somebody_else(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    operations.reply(told.access, MessageWords(text="នៅជាន់ទីពីរ"))
    message = told.report.messages.get()
    KeyPair.objects.update(month=dt.date(2026, 1, 1))
    rotation.make_due_pairs()
    sealing._known.clear()
    operations.reply(told.access, MessageWords(text="ជាន់ទីបី"))
    later = told.report.messages.exclude(id=message.id).get()
    HeldKey.objects.filter(member=colleague.member, pair_id=envelopes.key_id(bytes(later.for_union_sealed))).delete()
    asked = rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=union.focal_point.session)
    assert [each.message for each in asked] == [None, message]


def test_a_report_shut_to_a_role_is_not_passed_to_that_role(union: House) -> None:
    told = tell(union, shut_to=Audience.NO_REPRESENTATIVES)
    reads(union.representative, "km", "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == []


def test_a_representative_of_another_floor_is_not_asked(union: House) -> None:
    told, colleague = tell(union), reads(union.representative, "km", "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == [colleague.member]
    colleague.member.postings.all().delete()
    assert renderings.who_can(told.report, languages=["km", "th"]) == []


def test_the_restricted_lane_stays_with_its_readers(union: House) -> None:
    told = tell(union, kind=Kind.RETALIATION)
    reads(union.officer, "km", "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == []
    reader = reads(union.restricted_reader, "km", "th")
    assert renderings.who_can(told.report, languages=["km", "th"]) == [reader.member]
    (asked,) = rendering_acts.ask(told.report, colleague=reader.member, into="th", by=reader.session)
    with pytest.raises(Rendering.DoesNotExist):
        renderings.rendering_for(union.officer.member, asked.id)
    with pytest.raises(CannotOpen):
        renderings.opened(union.officer.session, asked, report=told.report)


def test_another_union_knows_of_none_of_it(union: House, other_union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    reads(other_union.officer, "km", "th")
    asked = ask(union, told, colleague)
    assert renderings.who_can(told.report, languages=["km", "th"]) == [colleague.member]
    with pytest.raises(Rendering.DoesNotExist):
        rendering_acts.give(asked, IN_THAI, by=other_union.officer.session)


def test_only_whoever_is_asked_gives_and_only_once(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    asked = ask(union, told, colleague)
    with pytest.raises(NotPossible):
        rendering_acts.give(asked, IN_THAI, by=union.second_focal_point.session)
    rendering_acts.give(asked, IN_THAI, by=colleague.session)
    with pytest.raises(NotPossible):
        rendering_acts.give(asked, "x", by=colleague.session)


@pytest.mark.parametrize("end", [rendering_acts.decline, rendering_acts.take_back])
def test_after_a_no_somebody_else_can_be_asked(union: House, end) -> None:
    told, colleague, other = tell(union), reads(union.officer, "km", "th"), reads(union.second_focal_point, "km", "th")
    asked = ask(union, told, colleague)
    end(asked, by=colleague.session if end is rendering_acts.decline else union.focal_point.session)
    assert list(renderings.waiting_for(colleague.member)) == []
    assert ask(union, told, other).state == RenderingState.ASKED


def test_the_audit_has_a_line_for_each_step_and_no_words(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    rendering_acts.give(ask(union, told, colleague), IN_THAI, by=colleague.session)
    verbs = set(AuditLine.objects.filter(subject_id=told.report.id).values_list("verb", "member_id"))
    assert ("reports.ask_rendering", union.focal_point.member.id) in verbs
    assert ("reports.give_rendering", colleague.member.id) in verbs


def test_it_goes_when_the_report_is_shredded(union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    rendering_acts.give(ask(union, told, colleague), IN_THAI, by=colleague.session)
    shredding.shred_reports(Report.objects.all(), organisation=union.organisation, day=DAY)
    assert not Rendering.objects.exists()
