"""Reports that come at one moment go to disk together: one transaction and one wait for the disk, for all who wait.

A disk takes some milliseconds to say that bytes are safe, for many reports as for one. Whoever comes while another
writes waits for a turn, and is then written with all who wait too. Nobody hears that a report is kept before the
transaction that holds it is on disk.
"""

import threading
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError, transaction

from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Report


class _Waiting:
    """A report in the line. Once settled it is on disk, or `error` says why not."""

    __slots__ = ("error", "report", "settled")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.settled = False
        self.error: Exception | None = None


_line: list[_Waiting] = []
_turn = threading.Lock()


def store(report: Report) -> None:
    """Returns when the report is on disk; raises what stood in its way, which never was another one's fault."""
    mine = _Waiting(report)
    _line.append(mine)
    try:
        with _turn:
            if not mine.settled:
                _write(_unsettled())
    finally:
        _line.remove(mine)
    if mine.error is not None:
        raise mine.error


def _unsettled() -> Sequence[_Waiting]:
    return [each for each in tuple(_line) if not each.settled]


def _write(waiting: Sequence[_Waiting]) -> None:
    """All at once; where one of them is refused, each by itself."""
    try:
        with transaction.atomic():
            for each in sorted(waiting, key=_place):  # in one order: no two processes wait for each other
                operations.store(each.report)
    except (OperationalError, InterfaceError) as away:
        # The database is away for those too who came meanwhile: they need not wait for it one after the other.
        _settle(_unsettled(), error=away)
    except Exception as refused:  # noqa: BLE001  # whoever it belongs to raises it
        if len(waiting) == 1:
            _settle(waiting, error=refused)
            return
        for each in waiting:
            _write([each])
    else:
        _settle(waiting, error=None)


def _place(each: _Waiting) -> tuple[str, ...]:
    return str(each.report.organisation_id), str(each.report.workplace_id), each.report.hazard, each.report.audience


def _settle(waiting: Sequence[_Waiting], *, error: Exception | None) -> None:
    for each in waiting:
        each.error = error
        each.settled = True
