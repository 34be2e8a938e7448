"""Reading the record. What the public may see, and what a member's own organisation keeps to itself."""

import uuid

from django.db.models import Count, Q, QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.record.reading.models import Item, Page


def public_items() -> QuerySet[Item]:
    """The items that everybody may see: not private, not taken down, as they read now."""
    return _now().filter(page__source__organisation__isnull=True)


def items_for(organisation: Organisation) -> QuerySet[Item]:
    """The items that a member of the organisation may see: the public ones and its own."""
    mine = Q(page__source__organisation__isnull=True) | Q(page__source__organisation=organisation)
    return _now().filter(mine)


def _now() -> QuerySet[Item]:
    return Item.objects.filter(earlier_of__isnull=True, hidden_on__isnull=True)


def public_item(item_id: uuid.UUID) -> Item:
    """An item that everybody may see, with its facts; raises Item.DoesNotExist. See was_taken_down."""
    held = (
        public_items()
        .select_related("page__source")
        .prefetch_related("facts__corrected_by", "countries", "subjects", "persons")
    )
    return held.get(id=item_id)


def was_taken_down(item_id: uuid.UUID) -> bool:
    """Whether an item stood in public under this id and was taken down."""
    return Item.objects.filter(id=item_id, page__source__organisation__isnull=True, hidden_on__isnull=False).exists()


def pages_for(organisation: Organisation) -> QuerySet[Page]:
    """The pages that a member of the organisation may read, the latest fetched first, each with `item_count`."""
    mine = Q(source__organisation__isnull=True) | Q(source__organisation=organisation)
    counted = Page.objects.filter(mine).select_related("source").annotate(item_count=Count("items"))
    return counted.defer("text").order_by("-fetched_on", "source__name", "name", "id")


def page_for(organisation: Organisation, page_id: uuid.UUID) -> Page:
    """A whole page for the desk: public ones and the organisation's own; raises Page.DoesNotExist."""
    return Page.objects.select_related("source").get(
        Q(source__organisation__isnull=True) | Q(source__organisation=organisation), id=page_id
    )


def items_on(page: Page) -> QuerySet[Item]:
    """The items of a page in page order, with their facts."""
    return page.items.prefetch_related("facts", "countries", "persons").order_by("position")
