"""What a reporter says about an answer on the wall: their word is heeded where it comes in, by whichever way."""

import datetime as dt

from safelamp.ground.releases import consents, queries
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.ready import HANG_NO, HANG_YES
from safelamp.loop.reports.words import MessageWords

HEEDED = frozenset({HANG_YES, HANG_NO})


def heed(report: Report, words: MessageWords, *, at: dt.datetime | None = None) -> None:
    """Keeps a yes; a no also takes down what already hangs."""
    if words.ready == HANG_YES:
        consents.give(report.id, organisation_id=report.organisation_id)
    elif words.ready == HANG_NO:
        consents.refuse(report.id, organisation_id=report.organisation_id, at=at)


def hangs(report: Report) -> bool:
    """Whether an answer that stands on this report hangs on the wall now."""
    return queries.hangs_for_report(report.id)
