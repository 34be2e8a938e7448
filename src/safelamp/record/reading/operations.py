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
from safelamp.engines.extraction.values import Reading
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.reading.keeping import keep_items
from safelamp.record.reading.known import NOTHING_KNOWN, KnownItems
from safelamp.record.reading.models import Page, Source

THE_INSTANCE = uuid.UUID(int=0)  # in audit lines about what belongs to no organisation


@dataclass(frozen=True, slots=True)
class Added:
    """A page of the record, and whether it is new there."""

    page: Page
    new: bool


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
    reading: Reading | None = None,
    known: KnownItems = NOTHING_KNOWN,
) -> Added:
    """Reads a page and keeps it with its items and facts; with an organisation it is that one's own.

    `publisher` names the source, `address` is where the page stands on the web, where it is known. Adding the same
    text again, under whatever name, gives the page that is there. `reading` is what was read of it, where that was
    done already; `known` says which of its items are in the record.
    """
    digest, kept_as = marks_of(text, organisation)
    if present := page_with(text, organisation):
        return Added(present, new=False)
    reading = reading or read_page(text)  # before the database is held: a long page takes its time
    with transaction.atomic():
        source, _ = Source.objects.get_or_create(
            name=publisher.strip(), organisation=organisation, defaults={"address": source_address}
        )
        page = Page(
            source=source, name=name, address=address, fetched_on=fetched_on or timezone.localdate(), text=text,
            digest=digest, kept_as=kept_as, kind=reading.kind.value, language=reading.language,
            listing_total=reading.listing_total, left_out=_left_out(reading, known),
        )  # fmt: skip
        page.full_clean()
        page.save()
        keep_items(page, reading, known)
        _told("reading.add_page", page, by=by)
    return Added(page, new=True)


def marks_of(text: str, organisation: Organisation | None) -> tuple[str, str]:
    """A text's SHA-256, and the one that binds it to whom it belongs."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return digest, hashlib.sha256(f"{organisation.id if organisation else ''}:{digest}".encode()).hexdigest()


def page_with(text: str, organisation: Organisation | None) -> Page | None:
    """The page with exactly this text, if it is there for everybody or for that organisation."""
    return Page.objects.filter(kept_as=marks_of(text, organisation)[1]).select_related("source").first()


def _left_out(reading: Reading, known: KnownItems) -> list[list[int]]:
    """Where the headlines of items stand that are told elsewhere already: reading again leaves them out too."""
    spans = (reading.items[position].headline.span for position in sorted(known.left_out))
    return [[span.start, span.end] for span in spans]


def _told(verb: str, page: Page, *, by: Member | None) -> None:
    audit.record(
        verb,
        organisation_id=page.source.organisation_id or THE_INSTANCE,
        by=by.id if by else None,
        subject_id=page.id,
    )


@transaction.atomic
def remove_page(page: Page, *, by: Member | None) -> None:
    """Takes a page with its items and facts out of the record, and a source that nothing else needs."""
    source, page_id = page.source, page.id
    page.delete()
    if not source.pages.exists():
        with suppress(ProtectedError):  # a source that is watched stays
            source.delete()
    page.id = page_id  # Django takes it away
    _told("reading.remove_page", page, by=by)
