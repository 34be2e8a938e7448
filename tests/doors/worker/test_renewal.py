"""The first use of a handed-over code on a phone without scripts: a new code first, then the report."""

import datetime as dt
import fcntl
import secrets

import pytest
from django.conf import settings
from django.db import OperationalError

from safelamp.doors.look import one_slot
from safelamp.doors.worker import renewal
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Message, Report
from safelamp.loop.reports.words import MessageWords
from tests.doors.worker.form import Phone
from tests.loop.tellings import telling
from tests.people import House

NEW = "First take a new code"
ANSWER = "We come on Friday."


@pytest.fixture
def code(union: House) -> str:
    said = telling(union, secret=secrets.token_bytes(16), sort=Sort.HANDED, hazard="fall")
    receipt = operations.receive(said).receipt
    operations.answer(Report.objects.get(), MessageWords(text=ANSWER), by=union.focal_point.session)
    return receipt


def typed(code: str) -> Phone:
    return Phone().open("/r/").touch("go", "follow").touch("go", "check", receipt=code)


def test_a_new_code_comes_first_and_nothing_of_the_report_is_on_its_page(code: str) -> None:
    phone = typed(code)
    assert NEW in phone.text
    assert len(phone.receipt) == 20
    assert phone.receipt != code
    for part in (ANSWER, "Fall or slip", "What happened with my report", "Write to the union", "Union Mill"):
        assert part not in phone.text


def test_once_it_is_written_down_the_report_is_shown_and_the_old_code_is_worth_nothing(code: str) -> None:
    phone = typed(code)
    new = phone.receipt
    phone.touch("go", "renew")
    assert "Your new code works now." in phone.text
    assert ANSWER in phone.text
    assert new not in phone.html
    assert ANSWER in typed(new).text
    assert "We find nothing with this code." in typed(code).text


def test_a_lost_answer_locks_nobody_out(code: str) -> None:
    page = typed(code)
    new, field = page.receipt, dict(page.form.values)
    assert NEW in typed(code).text, "before the button the old code works"
    Phone().open("/r/").post(**field, go="renew")  # it arrived, its answer did not
    assert ANSWER in typed(new).text
    again = Phone().open("/r/").post(**field, go="renew")
    assert ANSWER in again.text, "and the same page sent again finds it done"
    assert queries.access(new) is not None


def test_each_time_the_old_code_is_typed_another_new_one_is_offered(code: str) -> None:
    assert typed(code).receipt != typed(code).receipt, "who kept the old code cannot know the new one"


def test_whoever_is_slower_with_the_old_code_is_told_that_it_was_changed(code: str) -> None:
    worker, other = typed(code), typed(code)
    worker.touch("go", "renew")
    other.touch("go", "renew")
    assert other.answer.status_code == 422
    assert "somebody else had your paper" in other.text
    assert ANSWER not in other.text


def test_in_another_language_it_is_the_same_new_code(code: str) -> None:
    phone = typed(code)
    new = phone.receipt
    phone.touch("lang", "th")
    assert 'lang="th"' in phone.html
    assert phone.receipt == new


def test_the_old_code_lets_nobody_write_or_judge(code: str) -> None:
    values = dict(typed(code).form.values)
    for go, more in (("reply", {"text": "It was me"}), ("judge", {"fixed": "fixed"}), ("again", {})):
        phone = Phone().open("/r/").post(**values, **more, go=go, visit=values["renewal"])
        assert phone.answer.status_code == 422
    assert Message.objects.count() == 1


def test_an_old_page_asks_for_the_code_again_and_changes_nothing(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = typed(code)
    with monkeypatch.context() as later:
        later.setattr(renewal, "LASTS", dt.timedelta(seconds=-1))
        phone.touch("go", "renew")
    assert "cross out the one that you wrote down" in phone.text
    assert NEW in typed(code).text


@pytest.mark.parametrize("field", ["", "forged", "A" * 500, "ก"])
def test_a_forged_page_changes_nothing(code: str, field: str) -> None:
    phone = Phone().open("/r/").post(way=Phone().open("/r/").form.values["way"], go="renew", renewal=field)
    assert phone.answer.status_code == 422
    assert queries.access(code) is not None


def test_while_the_slot_is_taken_the_same_page_says_that_nothing_changed(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_slot, "PATIENCE", 0.05)
    phone = typed(code)
    new = phone.receipt
    with settings.CHECK_LOCK.open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        phone.touch("go", "renew")
    assert (phone.answer.status_code, phone.receipt) == (503, new)
    assert "your old code still works" in phone.text
    assert ANSWER in phone.touch("go", "renew").text


def test_a_full_disk_leaves_the_old_code_and_says_so(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_old_and_new: object) -> None:
        raise OperationalError("disk I/O error")

    phone = typed(code)
    with monkeypatch.context() as away:
        away.setattr(renewal, "renew_receipt", full)
        phone.touch("go", "renew")
    assert "your old code still works" in phone.text
    assert queries.access(code) is not None


def test_the_page_of_a_hostile_profile_names_no_union(union: House, code: str) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    assert "union" not in typed(code).text.casefold().replace("reunion", "")
