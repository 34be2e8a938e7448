"""In a flood, reports without scripts for one place take turns; others go past, and nobody's words are lost."""

import threading
import uuid
from collections.abc import Iterator

import pytest

from safelamp.doors.worker import turns
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import floods
from safelamp.loop.reports.models import Report
from tests.doors.worker.form import Phone
from tests.people import House


@pytest.fixture
def flooded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A flood is on for every workplace."""
    monkeypatch.setattr(floods, "MOST_AT_A_WORKPLACE", -1)
    monkeypatch.setattr(floods, "COUNT_LASTS", 0.0)
    return


@pytest.mark.usefixtures("flooded")
def test_in_a_flood_a_report_without_scripts_is_taken_and_asked_for_nothing(union: House) -> None:
    assert len(Phone().scan(union).tell().touch("go", "send", story="It burns.").receipt) == 20
    assert Report.objects.count() == 1


def test_reports_for_one_place_take_turns_and_those_for_another_go_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_is_flooded", lambda *place: True)
    union, here, elsewhere = Organisation(), Workplace(id=uuid.UUID(int=1)), Workplace(id=uuid.UUID(int=2))
    order: list[str] = []
    came = threading.Event()

    def second() -> None:
        came.set()
        with turns.in_turn(union, here):
            order.append("second")

    with turns.in_turn(union, here):
        with turns.in_turn(union, elsewhere):
            order.append("elsewhere")
        follower = threading.Thread(target=second)
        follower.start()
        assert came.wait(10)
        follower.join(0.1)
        order.append("first")
    follower.join(10)
    assert order == ["elsewhere", "first", "second"]


@pytest.mark.usefixtures("flooded")
def test_where_too_many_wait_the_words_stay_on_the_page(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_waiting", threading.Semaphore(0))
    phone = Phone().scan(union).tell().touch("go", "send", story="The guard is off.")
    assert phone.answer.status_code == 503
    assert "The guard is off." in phone.html
    assert not Report.objects.exists()
    monkeypatch.setattr(turns, "_waiting", threading.Semaphore(1))
    assert len(phone.touch("go", "send", story="The guard is off.").receipt) == 20


def test_without_a_flood_nobody_waits(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_waiting", threading.Semaphore(0))
    assert len(Phone().scan(union).tell().touch("go", "send", story="The guard is off.").receipt) == 20
