"""Reports that come at one moment: on disk together, told to nobody earlier, and none falls with another."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import Error, IntegrityError, OperationalError, connection

from safelamp.ground.audit.models import AuditLine
from safelamp.loop.reports import operations, together
from safelamp.loop.reports.models import Report
from tests.loop.quick import unsaved
from tests.people import House

AT_ONCE = 6


def all_at_once(reports: Sequence[Report]) -> list[Future[None]]:
    """Each stored from a thread of its own; nobody begins to write before all wait."""

    def store(report: Report) -> None:
        try:
            together.store(report)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(reports)) as pool, together._turn:
        waiting = [pool.submit(store, each) for each in reports]
        while len(together._line) < len(reports):
            threading.Event().wait(0.001)
        assert not any(each.done() for each in waiting)
    return waiting


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many reports each transaction was begun for."""
    sizes: list[int] = []
    really = together._write

    def counted(waiting: Sequence[together._Waiting]) -> None:
        sizes.append(len(waiting))
        really(waiting)

    monkeypatch.setattr(together, "_write", counted)
    return sizes


@pytest.mark.django_db(transaction=True)
def test_those_who_wait_are_written_at_once_each_with_its_line_in_the_audit(union: House, written: list[int]) -> None:
    reports = [unsaved(union) for _ in range(AT_ONCE)]
    for each in all_at_once(reports):
        each.result()
    assert written == [AT_ONCE]
    kept = Report.objects.filter(id__in=[each.id for each in reports])
    assert kept.count() == AuditLine.objects.filter(verb="reports.receive").count() == AT_ONCE
    assert len(set(kept.values_list("event", flat=True))) == 1, "they are one event, as if one had come after the other"
    assert not together._line


@pytest.mark.django_db(transaction=True)
def test_one_that_is_refused_is_refused_alone(union: House, written: list[int]) -> None:
    first, *others = [unsaved(union) for _ in range(AT_ONCE)]
    twice = unsaved(union)
    twice.id = first.id
    done = all_at_once([first, *others, twice])
    refused = [each for each in done if each.exception()]
    assert len(refused) == 1
    assert isinstance(refused[0].exception(), IntegrityError)
    assert Report.objects.count() == AuditLine.objects.filter(verb="reports.receive").count() == AT_ONCE
    assert written[0] == AT_ONCE + 1
    assert not together._line


@pytest.mark.django_db(transaction=True)
def test_where_the_database_is_away_everybody_hears_it_and_the_next_come_in(
    union: House, written: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(operations, "insert", full)
        done = all_at_once([unsaved(union) for _ in range(AT_ONCE)])
    assert all(isinstance(each.exception(), OperationalError) for each in done)
    assert written == [AT_ONCE], "nobody waits for it one after the other"
    assert not Report.objects.exists()
    together.store(unsaved(union))
    assert Report.objects.count() == 1


def test_what_is_wrong_with_one_is_raised_to_whoever_brought_it(union: House) -> None:
    wrong = unsaved(union)
    wrong.due_at = None  # a clock without an end, which the database refuses
    with pytest.raises(Error):
        together.store(wrong)
    assert not together._line
    together.store(unsaved(union))
    assert Report.objects.count() == 1
