"""Adding pages to the record. A page is read once; the same text given again changes nothing."""

import datetime as dt
import hashlib
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from safelamp.engines.extraction.reading import read_page
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.reading.keeping import keep_items
from safelamp.record.reading.models import Page, Source

THE_INSTANCE = uuid.UUID(int=0)  # in audit lines about what belongs to no organisation


@dataclass(frozen=True, slots=True)
class Added:
    """A page of the record, and whether it is new there."""

    page: Page
    new: bool


@transaction.atomic
def add_page(
    text: str,
    *,
    name: str,
    publisher: str,
    by: Member | None,
    address: str = "",
    source_address: str = "",
    fetched_on: dt.date | None = None,
    organisation: Organisation | None = None,
) -> Added:
    """Reads a page and keeps it with its items and facts; with an organisation it is that one's own.

    `publisher` names the source, `address` is where the page stands on the web, where it is known. Adding the same
    text again, under whatever name, gives the page that is there.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept_as = hashlib.sha256(f"{organisation.id if organisation else ''}:{digest}".encode()).hexdigest()
    known = Page.objects.filter(kept_as=kept_as).select_related("source").first()
    if known:
        return Added(known, new=False)
    source, _ = Source.objects.get_or_create(
        name=publisher.strip(), organisation=organisation, defaults={"address": source_address}
    )
    reading = read_page(text)
    page = Page(
        source=source, name=name, address=address, fetched_on=fetched_on or timezone.localdate(), text=text,
        digest=digest, kept_as=kept_as, kind=reading.kind.value, language=reading.language,
        listing_total=reading.listing_total,
    )  # fmt: skip
    page.full_clean()
    page.save()
    keep_items(page, reading)
    audit.record(
        "reading.add_page",
        organisation_id=organisation.id if organisation else THE_INSTANCE,
        by=by.id if by else None,
        subject_id=page.id,
    )
    return Added(page, new=True)


@transaction.atomic
def remove_page(page: Page, *, by: Member | None) -> None:
    """Takes a page with its items and facts out of the record, and a source that nothing else needs."""
    source, page_id = page.source, page.id
    page.delete()
    if not source.pages.exists():
        with suppress(ProtectedError):  # a source that is watched stays
            source.delete()
    audit.record(
        "reading.remove_page",
        organisation_id=source.organisation_id or THE_INSTANCE,
        by=by.id if by else None,
        subject_id=page_id,
    )
