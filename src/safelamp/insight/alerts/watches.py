"""Beginning to watch: what every organisation watches without being asked, and what somebody adds."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.insight.alerts.choices import Source, Watchfulness
from safelamp.insight.alerts.counted import CountSource
from safelamp.insight.alerts.models import Watch
from safelamp.insight.alerts.series import OF_A_PUBLIC_SOURCE, USUAL
from safelamp.loop.register.models import RegisterSource


@transaction.atomic
def begin_watch(
    organisation: Organisation,
    source: Source,
    *,
    on: dt.date,
    by: Member | None,
    dimensions: Sequence[str] = (),
    register_source: RegisterSource | None = None,
    count_source: CountSource | None = None,
    watchfulness: Watchfulness = Watchfulness.USUAL,
) -> Watch:
    """Watches something from now on; what is watched already stays as it is."""
    watch, new = Watch.objects.get_or_create(
        organisation=organisation,
        source=source,
        register_source=register_source,
        count_source=count_source,
        defaults={"by": list(dimensions), "begun_on": on, "watchfulness": watchfulness},
    )
    if new:
        audit.record(
            "alerts.begin_watch",
            organisation_id=organisation.id,
            by=by.id if by else None,
            subject_id=watch.id,
            day=on,
        )
    return watch


def begin_usual(organisation: Organisation, *, on: dt.date) -> None:
    """Reports and register by workplace and danger, each public source of the register by its codes.

    At the top of a tree also what the public record tells: it is the same for all below.
    """
    known = {(each.source, each.register_source_id) for each in Watch.objects.filter(organisation=organisation)}
    for source in (Source.REPORTS, Source.REGISTER):
        if (source, None) not in known:
            begin_watch(organisation, source, on=on, by=None, dimensions=USUAL)
    if organisation.parent_id is None and not organisation.is_practice and (Source.TOLLS, None) not in known:
        begin_watch(organisation, Source.TOLLS, on=on, by=None, dimensions=("country",))
    for register_source in RegisterSource.objects.filter(organisation=organisation, public=True):
        if (Source.REGISTER, register_source.id) not in known:
            begin_watch(
                organisation, Source.REGISTER, on=on, by=None, dimensions=OF_A_PUBLIC_SOURCE,
                register_source=register_source,
            )  # fmt: skip


def workplace_of(value: str | None) -> uuid.UUID | None:
    """The workplace of a series."""
    return uuid.UUID(value) if value else None
