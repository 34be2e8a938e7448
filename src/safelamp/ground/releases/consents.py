"""What reporters say about answers on the wall: their last word holds, at once.

Called for a reporter who holds the receipt (loop.reports), and where reports are shredded. No member acts here.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.releases import marks, withdrawing
from safelamp.ground.releases.limits import fewest_behind
from safelamp.ground.releases.models import Basis, Consent, Ground, Release


@transaction.atomic
def give(report_id: uuid.UUID, *, organisation_id: uuid.UUID) -> None:
    """The reporter lets an answer to their report hang on the wall."""
    locked(organisation_id)
    Consent.objects.update_or_create(mark=marks.of_report(report_id), defaults={"given": True})


@transaction.atomic
def refuse(report_id: uuid.UUID, *, organisation_id: uuid.UUID, at: dt.datetime | None = None) -> int:
    """The reporter does not want it, or not any longer; how many releases were withdrawn because of it."""
    locked(organisation_id)
    mark = marks.of_report(report_id)
    Consent.objects.update_or_create(mark=mark, defaults={"given": False})
    return _without([mark], at=at)


@transaction.atomic
def use_up(report_ids: Iterable[uuid.UUID]) -> None:
    """A yes was for certain words: with other words, or once they hang, it says nothing any more. A no stays."""
    Consent.objects.filter(mark__in=[marks.of_report(each) for each in report_ids], given=True).delete()


@transaction.atomic
def forget(report_ids: Iterable[uuid.UUID], *, organisation_id: uuid.UUID, at: dt.datetime | None = None) -> int:
    """Takes away what shredded reports had to do with releases; a release that stood on them is withdrawn."""
    locked(organisation_id)
    gone = [marks.of_report(each) for each in report_ids]
    Consent.objects.filter(mark__in=gone).delete()
    return _without(gone, at=at)


def of_reports(report_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bool]:
    """What the reporters said: yes or no; who said nothing is left out."""
    by_mark = {marks.of_report(each): each for each in report_ids}
    found = Consent.objects.filter(mark__in=list(by_mark)).values_list("mark", "given")
    return {by_mark[bytes(mark)]: given for mark, given in found}


def locked(organisation_id: uuid.UUID) -> None:
    """A no and a release wait for each other: neither is decided on what the other is about to change."""
    Organisation.objects.select_for_update().filter(id=organisation_id).first()


def _without(gone: list[bytes], *, at: dt.datetime | None) -> int:
    stood = list(Ground.objects.filter(mark__in=gone).values_list("release_id", flat=True))
    Ground.objects.filter(mark__in=gone).delete()
    fallen = 0
    left = Release.objects.filter(id__in=stood, withdrawn_on=None).select_related("organisation")
    for release in left.annotate(behind=Count("grounds")):
        # One who said yes and now says no ends it; of several, one may go while enough are left.
        if release.basis == Basis.CONSENT or release.behind < fewest_behind(release.organisation):
            withdrawing.end(release, on=timezone.localdate(at))
            fallen += 1
    return fallen
