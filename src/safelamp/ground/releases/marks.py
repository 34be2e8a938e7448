"""What stands in place of reports and cases: HMACs under the pepper, which no disk holds."""

import hmac
import uuid

from django.conf import settings


def of_report(report_id: uuid.UUID) -> bytes:
    """The mark of a report, in consents and grounds."""
    return _mac("report", report_id)


def of_case(case_id: uuid.UUID) -> bytes:
    """The mark of the case from which a release came."""
    return _mac("case", case_id)


def _mac(what: str, thing_id: uuid.UUID) -> bytes:
    return hmac.digest(settings.RECEIPT_PEPPER, f"safelamp/releases/{what}/{thing_id.hex}".encode(), "sha256")
