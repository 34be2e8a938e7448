"""Two first reports of one danger at the same moment, on a server that writes side by side: still one event."""

import threading
from functools import partial

import pytest
from django.db import connection, transaction

from safelamp.loop.reports.models import Report
from tests.loop.told import tell
from tests.people import House

PATIENCE = 30  # seconds


def other_waits() -> bool:
    """Whether another connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def told_beside(house: House, hazard: str) -> threading.Thread:
    def act() -> None:
        tell(house, hazard=hazard)
        connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    return thread


@pytest.mark.skipif(connection.vendor != "postgresql", reason="test_postgresql runs it; SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_two_first_reports_of_one_danger_are_one_event(union: House) -> None:
    other = None
    with transaction.atomic():
        first = tell(union, hazard="fire").report
        other = told_beside(union, "fire")
        ended = partial(other.join, 0.05)
        for _turn in range(int(PATIENCE / 0.05)):
            ended()
            if not other.is_alive() or other_waits():
                break
    other.join(PATIENCE)
    assert list(Report.objects.values_list("event", flat=True)) == [first.event, first.event]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="test_postgresql runs it; SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_a_first_report_of_another_danger_does_not_wait(union: House) -> None:
    with transaction.atomic():
        tell(union, hazard="fire")
        other = told_beside(union, "machine")
        other.join(PATIENCE)
        assert not other.is_alive()
    assert Report.objects.values("event").distinct().count() == 2
