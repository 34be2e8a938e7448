"""Taking a release back: the words go, and with them every mark; that there was one stays in the log."""

import datetime as dt

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.releases.limits import coarse_day, hangs_until
from safelamp.ground.releases.models import Release


def end(release: Release, *, on: dt.date) -> None:
    """The words and marks go, at once."""
    release.words.all().delete()
    release.grounds.all().delete()
    day = coarse_day(release.organisation, on)
    Release.objects.filter(id=release.id).update(withdrawn_on=day, figures={}, source=b"")


def take_old_down(organisation: Organisation, *, on: dt.date) -> int:
    """Takes down what has hung long enough; how many. A job: nobody did it, so the audit has no line."""
    old = [
        each
        for each in Release.objects.filter(organisation=organisation, withdrawn_on=None).select_related("organisation")
        if hangs_until(organisation, each.day) < on
    ]
    for release in old:
        end(release, on=on)
    return len(old)
