"""What a worker touches answers the question that stood on the page, never one that the union asked since."""

import pytest

from safelamp.loop.actions import closing
from safelamp.loop.cases import floor
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case, CaseReport, FloorAnswer
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Report, Sender
from safelamp.loop.reports.words import MessageWords
from safelamp.loop.wall import behind, operations
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords
from tests.doors.worker.form import Phone
from tests.people import House

FIRST = "A press was open. The employer closed it."
SECOND = "A press was open, and the employer said that it was nothing."


@pytest.fixture
def code(union: House) -> str:
    """Of a report that has a case."""
    code = Phone().scan(union).tell().touch("go", "send", story="The guard is off.").receipt
    cases.open_case([Report.objects.get()], by=union.focal_point.session, title="Press")
    return code


def followed(code: str) -> Phone:
    return Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)


def asked_about(house: House, text: str) -> WallAnswer:
    """The union asks whether these words may hang; what it wrote before is changed."""
    words = AnswerWords("en", {"en": text})
    written = WallAnswer.objects.first()
    by = house.focal_point.session
    draft = operations.rewrite(written, words, by=by) if written else operations.write(Case.objects.get(), words, by=by)
    operations.ask(draft, by=by)
    return draft


def asks(house: House, ready: str) -> None:
    reports.answer(Report.objects.get(), MessageWords(ready=ready), by=house.focal_point.session)


def said(house: House) -> list[str]:
    """What the reporter chose, as the desk reads it."""
    thread = queries.thread_for_desk(house.officer.session, Report.objects.get())
    return [told.words.ready for told in thread if told.sender == Sender.REPORTER and told.words]


def agreed(house: House, text: str) -> int:
    """How many let these words out."""
    case = Case.objects.get()
    return behind.asked_of(case, behind.opened(house.focal_point.session, case, texts=[text])).yes


def test_a_yes_to_the_wording_before_is_not_one_to_the_new_wording(union: House, code: str) -> None:
    asked_about(union, FIRST)
    phone = followed(code)
    assert FIRST in phone.text
    asked_about(union, SECOND)
    phone.touch("ready", "hang_yes")
    assert (said(union), agreed(union, FIRST), agreed(union, SECOND)) == ([], 0, 0)
    assert "Your answer has arrived." not in phone.text
    assert phone.text.index(SECOND) < phone.text.index("Messages")  # what is asked now stands first
    phone.touch("ready", "hang_yes")
    assert "Your answer has arrived." in phone.text
    assert (said(union), agreed(union, SECOND)) == (["hang_yes"], 1)


def test_a_no_to_the_wording_before_holds_at_once(union: House, code: str) -> None:
    asked_about(union, FIRST)
    phone = followed(code)
    asked_about(union, SECOND)
    assert "Your answer has arrived." in phone.touch("ready", "hang_no").text
    assert said(union) == ["hang_no"]
    assert agreed(union, SECOND) == 0


def test_a_yes_to_one_question_is_not_one_to_the_next(union: House, code: str) -> None:
    asks(union, "still_so")
    phone = followed(code)
    asks(union, "may_tell_employer")
    phone.touch("ready", "yes")
    assert said(union) == []
    assert phone.answer.status_code == 422
    assert "choose an answer" in phone.text
    phone.touch("ready", "no")
    assert said(union) == ["no"]


def test_an_answer_stands_when_the_union_has_only_said_something_since(union: House, code: str) -> None:
    asks(union, "still_so")
    phone = followed(code)
    asks(union, "thank_you")
    assert "Your answer has arrived." in phone.touch("ready", "yes").text
    assert said(union) == ["yes"]


def test_the_same_page_sent_again_after_the_next_question_is_still_one_answer(union: House, code: str) -> None:
    asks(union, "still_so")
    phone = followed(code)
    page = {**phone.form.values, "ready": "yes"}
    phone.post(**page)
    asks(union, "may_visit")
    assert "Your answer has arrived." in phone.post(**page).text
    assert said(union) == ["yes"]


@pytest.mark.parametrize("seen", [None, "", "many", "-1", "²"])
def test_a_page_that_does_not_say_what_stood_on_it_is_asked_again(union: House, code: str, seen: str | None) -> None:
    asked_about(union, FIRST)
    phone = followed(code)
    page = {name: value for name, value in phone.form.values.items() if name != "seen"} | {"ready": "hang_yes"}
    phone.post(**page if seen is None else page | {"seen": seen})
    assert (said(union), agreed(union, FIRST)) == ([], 0)
    phone.touch("ready", "hang_yes")
    assert agreed(union, FIRST) == 1


def test_words_written_beside_a_yes_that_came_too_late_are_kept_on_the_page(union: House, code: str) -> None:
    asked_about(union, FIRST)
    phone = followed(code)
    asked_about(union, SECOND)
    phone.touch("ready", "hang_yes", text="But leave the press out.")
    assert phone.form.values["text"] == "But leave the press out."
    assert said(union) == []


def test_fixed_said_to_an_earlier_question_does_not_close_the_next(union: House, code: str) -> None:
    case = floor.ask_the_floor(Case.objects.get(), by=union.focal_point.session)
    phone = followed(code)
    page = {**phone.form.values}
    closing.reporter_confirms(_access(code), FloorAnswer.STILL_DANGEROUS)
    floor.ask_the_floor(case, by=union.focal_point.session)
    phone.post(**page, fixed="fixed")
    assert CaseReport.objects.get().answer == ""
    assert "Is it really fixed? You decide." in phone.text
    phone.touch("fixed", "fixed")
    assert CaseReport.objects.get().answer == FloorAnswer.FIXED


def test_still_dangerous_said_to_an_earlier_question_holds(union: House, code: str) -> None:
    case = floor.ask_the_floor(Case.objects.get(), by=union.focal_point.session)
    phone = followed(code)
    page = {**phone.form.values}
    closing.reporter_confirms(_access(code), FloorAnswer.FIXED)
    floor.ask_the_floor(case, by=union.focal_point.session)
    phone.post(**page, fixed="still_dangerous")
    assert CaseReport.objects.get().answer == FloorAnswer.STILL_DANGEROUS


def _access(code: str) -> queries.ReporterAccess:
    access = queries.access(code)
    assert access is not None
    return access
