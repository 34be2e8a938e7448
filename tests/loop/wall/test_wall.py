"""An answer for everybody at a workplace: sealed until it is let out, compared with what was told, asked about."""

import pytest

from safelamp.ground.releases import consents
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.gate import Check
from safelamp.ground.releases.models import Outcome, Release
from safelamp.ground.releases.reasons import Reason
from safelamp.ground.releases.reasons import Refused as GateRefused
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports.models import Kind, Message, Report
from safelamp.loop.reports.ready import HANG_NO, HANG_YES, MAY_HANG
from safelamp.loop.reports.words import MessageWords
from safelamp.loop.wall import behind, operations, queries, shredding, wording
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords
from tests.loop.tellings import telling
from tests.people import House, Person

SAID = "The guard was off. The employer fitted a fixed one."
IN_THAI = "การ์ดหลุด นายจ้างติดการ์ดถาวรแล้ว"
EVERYTHING = tuple(Check)


def told(house: House, story: str = "I am afraid of the press.", **choices: object) -> tuple[Report, str]:
    said = telling(house, story=story, **choices)  # type: ignore[arg-type]
    received = reports.receive(said)
    return Report.objects.get(id=said.report_id), received.receipt


def case_of(house: House, *found: Report) -> Case:
    return cases.open_case(list(found), by=house.focal_point.session, title="The press")


def drafted(house: House, case: Case, text: str = SAID) -> WallAnswer:
    return operations.write(case, AnswerWords("en", {"en": text}, Outcome.FIXED), by=house.focal_point.session)


def says(receipt: str, key: str) -> None:
    access = reading.access(receipt)
    assert access is not None
    reports.reply(access, MessageWords(ready=key))


def let_out(answer: WallAnswer, person: Person) -> Release:
    return operations.let_out(answer, confirmed=EVERYTHING, by=person.session)


def refused(answer: WallAnswer, person: Person) -> set[Reason]:
    with pytest.raises(GateRefused) as refusal:
        let_out(answer, person)
    return {each.reason for each in refusal.value.findings}


def test_the_reporter_sees_the_very_words_says_yes_and_they_hang(union: House) -> None:
    report, receipt = told(union)
    draft = drafted(union, case_of(union, report))
    assert refused(draft, union.focal_point) == {Reason.CONSENT_OF_ONE}
    assert operations.ask(draft, by=union.focal_point.session) == 1
    access = reading.access(receipt)
    assert access is not None
    question = reading.thread_for_reporter(access)[-1].words
    assert question is not None
    assert (question.ready, question.text) == (MAY_HANG, SAID)
    says(receipt, HANG_YES)
    let_out(draft, union.focal_point)
    assert [each.text for each in releases.wall_of(union.workplace, language="en").answers] == [SAID]
    assert not WallAnswer.objects.exists()


def test_nobody_is_asked_twice_about_the_same_words(union: House) -> None:
    report, _ = told(union)
    draft = drafted(union, case_of(union, report))
    assert operations.ask(draft, by=union.focal_point.session) == 1
    assert operations.ask(draft, by=union.second_focal_point.session) == 0
    assert Message.objects.count() == 1


def test_a_yes_to_words_that_were_changed_meanwhile_lets_no_others_out(union: House) -> None:
    report, receipt = told(union)
    draft = drafted(union, case_of(union, report))
    operations.ask(draft, by=union.focal_point.session)
    other = AnswerWords("en", {"en": "The press was taken away for good."}, Outcome.FIXED)
    operations.rewrite(draft, other, by=union.focal_point.session)
    says(receipt, HANG_YES)  # to the words that they were shown
    assert refused(draft, union.focal_point) == {Reason.CONSENT_OF_ONE}
    assert operations.ask(draft, by=union.focal_point.session) == 1, "they are asked about the new ones"
    assert refused(draft, union.focal_point) == {Reason.CONSENT_OF_ONE}
    says(receipt, HANG_YES)
    assert let_out(draft, union.focal_point)


def test_other_words_are_asked_about_anew_and_one_more_language_is_not(union: House) -> None:
    report, receipt = told(union)
    draft = drafted(union, case_of(union, report))
    operations.ask(draft, by=union.focal_point.session)
    says(receipt, HANG_YES)
    words = wording.opened(union.focal_point.session, draft)
    operations.rewrite(draft, words.said_in("th", IN_THAI), by=union.focal_point.session)
    assert consents.of_reports([report.id]) == {report.id: True}
    operations.rewrite(draft, words.said_in("en", "The guard is fitted."), by=union.focal_point.session)
    assert consents.of_reports([report.id]) == {}
    assert operations.ask(draft, by=union.focal_point.session) == 1


def test_the_reporter_reads_the_question_in_their_language_where_it_exists(union: House) -> None:
    report, receipt = told(union, language="th")
    draft = drafted(union, case_of(union, report))
    words = wording.opened(union.focal_point.session, draft)
    operations.rewrite(draft, words.said_in("th", IN_THAI), by=union.focal_point.session)
    operations.ask(draft, by=union.focal_point.session)
    access = reading.access(receipt)
    assert access is not None
    question = reading.thread_for_reporter(access)[-1].words
    assert question is not None
    assert question.text == IN_THAI


def test_a_no_later_takes_it_down(union: House) -> None:
    report, receipt = told(union)
    draft = drafted(union, case_of(union, report))
    operations.ask(draft, by=union.focal_point.session)
    says(receipt, HANG_YES)
    let_out(draft, union.focal_point)
    says(receipt, HANG_NO)
    assert releases.wall_of(union.workplace, language="en").is_empty


def test_five_reports_need_nobody_and_a_quote_of_one_of_them_is_refused(union: House) -> None:
    found = [told(union, story)[0] for story in ("", "", "", "", "the old press bites like a dog every night")]
    draft = drafted(union, case_of(union, *found), "They said that the old press bites like a dog every night.")
    assert refused(draft, union.focal_point) == {Reason.QUOTE}
    operations.rewrite(draft, AnswerWords("en", {"en": SAID}), by=union.focal_point.session)
    assert let_out(draft, union.focal_point)


def test_what_a_reporter_wrote_later_and_its_renderings_are_compared_too(union: House) -> None:
    report, receipt = told(union)
    access = reading.access(receipt)
    assert access is not None
    reports.reply(access, MessageWords(text="the belt slipped again while we were all at lunch"))
    found = behind.opened(union.focal_point.session, case_of(union, report), texts=[])
    assert any("slipped again" in story for story in found.stories)


def test_the_restricted_lane_has_no_wall(union: House) -> None:
    report, _ = told(union, kind=Kind.RETALIATION)
    case = cases.open_case([report], by=union.restricted_reader.session, title="")
    with pytest.raises(Refused, match="restricted lane"):
        operations.write(case, AnswerWords("en", {"en": SAID}), by=union.restricted_reader.session)


def test_a_second_draft_of_a_case_is_refused(union: House) -> None:
    report, _ = told(union)
    case = case_of(union, report)
    drafted(union, case)
    with pytest.raises(Refused, match="being written already"):
        drafted(union, case)


def test_a_draft_lies_sealed_on_the_disk(union: House) -> None:
    draft = drafted(union, case_of(union, told(union)[0]))
    draft.refresh_from_db()
    assert b"guard" not in bytes(draft.words_sealed)
    assert b"fixed" not in bytes(draft.words_sealed)


def test_another_unions_draft_does_not_exist(union: House, other_union: House) -> None:
    draft = drafted(union, case_of(union, told(union)[0]))
    with pytest.raises(WallAnswer.DoesNotExist):
        queries.answer_for(other_union.officer.member, draft.id)
    with pytest.raises(WallAnswer.DoesNotExist):
        operations.discard(draft, by=other_union.officer.session)


def test_a_draft_ends_with_the_words_of_its_case(union: House) -> None:
    case = case_of(union, told(union)[0])
    drafted(union, case)
    assert shredding.shred_drafts(union.organisation) == 0
    Case.objects.filter(id=case.id).update(shredded_on="2026-11-01")
    assert shredding.shred_drafts(union.organisation) == 1


def test_words_that_give_somebody_away_are_shown_to_no_reporter(union: House) -> None:
    first, second = told(union, "my hand got stuck in the old press again")[0], told(union)[0]
    draft = drafted(union, case_of(union, first, second), "My hand got stuck in the old press again, somebody said.")
    with pytest.raises(GateRefused) as refusal:
        operations.ask(draft, by=union.focal_point.session)
    assert [each.reason for each in refusal.value.findings] == [Reason.QUOTE]
    assert not Message.objects.exists()


def test_a_released_answer_is_put_into_one_more_language_by_the_same_rules(union: House) -> None:
    found = [told(union, "เครื่องปั๊มเก่ากัดมือคนงานทุกคืนเหมือนหมาบ้าตัวหนึ่ง")[0] for _ in range(5)]
    made = let_out(drafted(union, case_of(union, *found)), union.focal_point)
    by = union.second_focal_point.session
    with pytest.raises(GateRefused) as refusal:
        operations.render(made.id, "เครื่องปั๊มเก่ากัดมือคนงานทุกคืนเหมือนหมาบ้า", language="th", confirmed=EVERYTHING, by=by)
    assert [each.reason for each in refusal.value.findings] == [Reason.QUOTE]
    with pytest.raises(GateRefused):
        operations.render(made.id, IN_THAI, language="th", confirmed=(), by=by)
    operations.render(made.id, IN_THAI, language="th", confirmed=EVERYTHING, by=by)
    assert releases.wall_of(union.workplace, language="th").answers[0].text == IN_THAI
    assert releases.wall_of(union.workplace, language="en").answers[0].text == SAID
    for language in ("en", "th"):
        with pytest.raises(Release.DoesNotExist):
            operations.render(made.id, "Other words than those.", language=language, confirmed=EVERYTHING, by=by)
