"""Old alerts go as cases do: with their series, units, notes and history. Counts of long ago tell of people too."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from safelamp.ground.organisations.models import Organisation
from safelamp.insight.alerts.models import Alert, Behind
from safelamp.insight.alerts.states import OPEN, OVER


@transaction.atomic
def destroy_old(organisation: Organisation, *, before: dt.date) -> int:
    """Destroys what was closed before a day, and what was raised before it and nobody touched since; how many.

    The mark that a report has fired stays until the report's own words are gone: without it, it would fire again.
    """
    old = Q(state__in=OVER, closed_on__lt=before) | Q(state__in=OPEN, raised_on__lt=before, last_day__lt=before)
    touched = Alert.objects.filter(organisation=organisation, events__day__gte=before).values("id")
    alerts = Alert.objects.filter(old, organisation=organisation).exclude(state__in=OPEN, id__in=touched)
    ids = list(alerts.values_list("id", flat=True))
    Alert.objects.filter(id__in=ids).delete()
    for gone in (Q(report__shredded_on__isnull=False), Q(entry__shredded_on__isnull=False)):
        Behind.objects.filter(gone, alert__isnull=True).delete()
    return len(ids)
