"""What we did, read by a worker without JavaScript: only what was let out, only of that workplace, in no address."""

from safelamp.ground.releases import operations as gate
from safelamp.ground.releases.gate import Check
from safelamp.loop.cases import operations as cases
from safelamp.loop.reports.models import Report
from safelamp.loop.wall import operations
from safelamp.loop.wall.wording import AnswerWords
from tests.doors.desk import things
from tests.doors.worker.form import Phone
from tests.people import House

STORY = "I saw how the old press in the corner bit into the glove of my neighbour"
SAID = "A press was open. The employer closed it."


def told(house: House) -> str:
    return Phone().scan(house).tell().touch("go", "send", story=STORY).receipt


def followed(code: str) -> Phone:
    return Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)


def asked(house: House) -> str:
    """The code of a report whose reporter is asked about an answer."""
    code = told(house)
    case = cases.open_case([Report.objects.get()], by=house.focal_point.session, title="Press")
    draft = operations.write(case, AnswerWords("en", {"en": SAID}), by=house.focal_point.session)
    operations.ask(draft, by=house.focal_point.session)
    return code


def test_the_first_screen_leads_there_only_when_there_is_something(union: House) -> None:
    assert ("go", "done") not in Phone().scan(union).form.buttons
    things.release(union)
    phone = Phone().scan(union).touch("go", "done")
    assert "The doors open again." in phone.text
    assert "It is agreed how to fix it" in phone.text


def test_an_empty_page_says_what_to_do(union: House) -> None:
    phone = Phone().scan(union)
    phone.post(**{**phone.form.values, "go": "done"})
    assert "Nothing is shown here yet." in phone.text
    assert ("go", "tell") in phone.form.buttons


def test_without_a_poster_the_code_is_asked_and_leads_there(union: House) -> None:
    things.release(union)
    phone = Phone().open("/r/")
    phone.post(**{**phone.form.values, "go": "done"})
    assert "type its code" in phone.text
    phone.touch("go", "done", code="ZZZZZZ")
    assert "We do not know this code." in phone.text
    phone.touch("go", "done", code=union.workplace.code)
    assert "The doors open again." in phone.text


def test_another_workplace_shows_nothing_of_it(union: House, other_union: House) -> None:
    things.release(union)
    for code in (union.second_workplace.code, other_union.workplace.code):
        phone = Phone().open(f"/r/{code}")
        phone.post(**{**phone.form.values, "go": "done"})
        assert "The doors open again." not in phone.html


def test_the_reporter_says_yes_by_one_touch_and_later_no(union: House) -> None:
    code = asked(union)
    phone = followed(code)
    assert SAID in phone.text
    phone.touch("ready", "hang_yes")
    answer = things.wall_answer(union)
    operations.let_out(answer, confirmed=tuple(Check), by=union.focal_point.session)
    assert SAID in Phone().scan(union).touch("go", "done").text
    phone = followed(code)
    assert "hangs on the wall" in phone.text
    phone.touch("ready", "hang_no")
    assert ("go", "done") not in Phone().scan(union).form.buttons
    assert "hangs on the wall" not in followed(code).text


def test_no_released_page_holds_a_word_of_a_story_or_an_id_of_report_or_case(union: House) -> None:
    code = asked(union)
    followed(code).touch("ready", "hang_yes")
    operations.let_out(things.wall_answer(union), confirmed=tuple(Check), by=union.focal_point.session)
    report = Report.objects.get()
    case = report.case_report.case
    html = Phone().scan(union).touch("go", "done").html
    for thing in (report, case):
        assert thing.id.hex not in html
        assert str(thing.id) not in html
        assert thing.number not in html
    assert not any(" ".join(STORY.split()[start : start + 3]) in html for start in range(len(STORY.split()) - 2))


def test_the_page_is_stored_nowhere_and_speaks_the_language_of_the_way(union: House) -> None:
    things.release(union)
    phone = Phone().scan(union).touch("go", "done").touch("lang", "th")
    assert 'lang="th"' in phone.html
    assert "The doors open again." in phone.text  # as it was written, marked with its own language
    assert phone.answer["Cache-Control"] == "no-store"


def test_what_a_member_takes_down_is_gone(union: House) -> None:
    made = things.release(union)
    gate.withdraw(made, by=union.focal_point.member)
    assert ("go", "done") not in Phone().scan(union).form.buttons
