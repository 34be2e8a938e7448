"""What an organisation gathers: its own, and what is public as far as it looks after it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering.models import Arrival, Watch
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.sharing import is_curator
from safelamp.record.reading.models import Page


@dataclass(frozen=True, slots=True)
class Standing:
    """How many sources are watched, and how many of them fail."""

    watched: int
    failing: int
    paused: int


def _looked_after(organisation: Organisation) -> Q:
    """What the organisation may change: its own, what it shared, and as a curator everything that is public."""
    public = Q(source__organisation__isnull=True)
    mine = Q(source__organisation=organisation) | (public & Q(kept_by=organisation))
    return mine | public if is_curator(organisation) else mine


def watches_of(organisation: Organisation) -> QuerySet[Watch]:
    """The sources that the organisation watches, failing ones first, each with `read_count` pages."""
    found = Watch.objects.filter(_looked_after(organisation)).select_related("source")
    return found.annotate(read_count=Count("arrivals")).order_by("-failures", "source__name", "id")


def watch_of(organisation: Organisation, watch_id: uuid.UUID) -> Watch:
    """One watched source; raises Watch.DoesNotExist."""
    return Watch.objects.filter(_looked_after(organisation)).select_related("source").get(id=watch_id)


def arrivals_of(organisation: Organisation) -> QuerySet[Arrival]:
    """What arrived, the latest first, without the bytes."""
    found = Arrival.objects.filter(_looked_after(organisation)).select_related("source", "watch", "page")
    return found.defer("raw", "page__text").order_by("-arrived_on", "source__name", "name", "id")


def not_in_the_record(organisation: Organisation) -> QuerySet[Arrival]:
    """What arrived and is no page of the record: it waits, or it could not be read."""
    return arrivals_of(organisation).filter(page__isnull=True).exclude(outcome=Outcome.NOTHING_NEW)


def arrival_of(organisation: Organisation, arrival_id: uuid.UUID) -> Arrival:
    """One arrival with its bytes; raises Arrival.DoesNotExist."""
    found = Arrival.objects.filter(_looked_after(organisation)).select_related("source", "watch", "page")
    return found.get(id=arrival_id)


def arrivals_under(watch: Watch) -> QuerySet[Arrival]:
    """What a watched source brought, the latest first."""
    return watch.arrivals.select_related("page").defer("raw", "page__text").order_by("-arrived_on", "id")


def removable_page(organisation: Organisation, page_id: uuid.UUID) -> Page:
    """A page that the organisation may take out of the record; raises Page.DoesNotExist."""
    public = Q(source__organisation__isnull=True)
    shared = Arrival.objects.filter(kept_by=organisation, page__isnull=False).values("page_id")
    mine = Q(source__organisation=organisation) | (public & Q(id__in=shared))
    allowed = mine | public if is_curator(organisation) else mine
    return Page.objects.filter(allowed).select_related("source").get(id=page_id)


def may_take_out(organisation: Organisation, page: Page) -> bool:
    """Whether the organisation may take the page out of the record."""
    try:
        removable_page(organisation, page.id)
    except Page.DoesNotExist:
        return False
    return True


def arrival_behind(page: Page) -> Arrival | None:
    """What the page was read from, where it is kept as it came."""
    return page.arrivals.defer("raw").order_by("arrived_on", "id").first()


def waiting() -> QuerySet[Arrival]:
    """What waits to be read, of everybody: for the working process."""
    return Arrival.objects.filter(outcome=Outcome.WAITING).select_related("source").order_by("arrived_on", "id")


def standing(*, failing_before: dt.date) -> Standing:
    """How the watched sources of the whole instance stand: for who runs it. Failing since that day or longer."""
    return Standing(
        watched=Watch.objects.count(),
        failing=Watch.objects.filter(failing_since__lte=failing_before, paused_on__isnull=True).count(),
        paused=Watch.objects.filter(paused_on__isnull=False).count(),
    )
