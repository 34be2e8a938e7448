"""How long words are kept: months after a case was closed, and a notice before a shorter time begins to hold."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import (
    LONGEST_KEPT,
    LONGEST_KEPT_HOSTILE,
    Member,
    Organisation,
)

NOTICE = dt.timedelta(days=7)  # a slip, or a stolen session, must not destroy years of evidence in one night
AUDIT_KEPT_HOSTILE = dt.timedelta(days=7)


def most_months(organisation: Organisation) -> int:
    """The longest time that the profile allows."""
    return LONGEST_KEPT_HOSTILE if organisation.is_hostile else LONGEST_KEPT


def kept_since(months: int, *, on: dt.date) -> dt.date:
    """What ended before this day is older than so many months on the day `on`.

    >>> kept_since(1, on=dt.date(2026, 3, 31)), kept_since(24, on=dt.date(2026, 11, 21))
    (datetime.date(2026, 2, 28), datetime.date(2024, 11, 21))
    """
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    first, next_first = dt.date(year, month + 1, 1), dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(on.day, (next_first - first).days))


def audit_kept_since(organisation: Organisation, *, on: dt.date) -> dt.date:
    """Audit lines from before this day go: after a week in a hostile profile, else with the words they are about."""
    return on - AUDIT_KEPT_HOSTILE if organisation.is_hostile else kept_since(organisation.retention_months, on=on)


def destroys_on(organisation: Organisation, day: dt.date) -> bool:
    """Whether the notice is over."""
    return organisation.destroys_from is None or organisation.destroys_from <= day


@transaction.atomic
def choose_retention(
    organisation: Organisation, *, months: int, register_months: int, by: Member, at: dt.date | None = None
) -> None:
    """Keeps for how long words are kept; where it becomes shorter, nothing is destroyed for a week."""
    shorter = months < organisation.retention_months or register_months < organisation.register_months
    organisation.retention_months, organisation.register_months = months, register_months
    if shorter:
        give_notice(organisation, on=at or timezone.localdate())
    organisation.full_clean()
    organisation.save()
    audit.record("organisations.choose_retention", organisation_id=organisation.id, by=by.id)


def give_notice(organisation: Organisation, *, on: dt.date) -> None:
    """Puts off the next destruction by the notice; the caller saves."""
    organisation.destroys_from = max(on + NOTICE, organisation.destroys_from or on)
