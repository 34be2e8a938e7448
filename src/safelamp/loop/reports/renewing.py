"""A handed-over receipt becomes the worker's own: somebody else has seen the old one.

The new code is shown before anything changes, and counts from the moment at which the worker says that it is on paper.
So a lost answer locks nobody out: until that moment the old code works, afterwards the new one, never neither.
"""

import datetime as dt

from django.db import transaction

from safelamp.engines.sealing import wrapping
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.audit import operations as audit
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.queries import ReporterAccess, access_by
from safelamp.loop.reports.receiving import ReceiptLookup


class RenewedBefore(Exception):
    """The old code opens nothing any more, and this is not the code that took its place."""


@transaction.atomic
def renew_receipt(old: ReceiptLookup, new: ReceiptLookup, *, at: dt.datetime | None = None) -> ReporterAccess:
    """Puts the worker's own receipt in the place of a handed-over one, and returns what it opens.

    Both in one statement: the new lookup in the old one's place, the report's private half wrapped anew. The same page
    sent twice finds it done. The audit line names no report: which of them were handed over stands nowhere.
    Raises RenewedBefore where somebody was faster with another code, or the report has been shredded.
    """
    done = access_by({Sort.OWN: new})
    if done is not None:
        return done
    # Locked: of two pages that carry the same old code and different new ones, one wins and the other is told so.
    Report.objects.select_for_update().filter(lookup=old.lookup).first()
    access = access_by({Sort.HANDED: old})
    if access is None:
        raise RenewedBefore
    report = access.report
    report.lookup = new.lookup
    report.wrapped_private = wrapping.wrap(access.private, key=new.wrapping_key, purpose=f"report {report.id.hex}")
    report.save(update_fields=["lookup", "wrapped_private"])
    day = at.date() if at else None
    audit.record("reports.renew_receipt", organisation_id=report.organisation_id, by=None, day=day)
    return ReporterAccess(report, access.private, Sort.OWN)
