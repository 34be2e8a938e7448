"""Finding the item that told the same news first, by an index of hashes: as many look-ups as an item has clues."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering.likeness import Telling, same_news, telling
from safelamp.record.gathering.models import Clue, Fingerprint
from safelamp.record.reading.models import FactKind, Item

MOST_CANDIDATES = 40  # that share a clue; a sentence shared by more is a formula, not news
AT_ONCE = 500  # items; a minute later the next


def telling_in_record(item: Item) -> Telling:
    """What an item of the record tells."""
    facts = list(item.facts.all())
    return telling(
        item.headline, opening=item.teaser, published=item.published,
        countries=(one.country for one in item.countries.all()),
        places=(fact.code for fact in facts if fact.kind == FactKind.PLACE),
        days=(fact.code for fact in facts if fact.kind == FactKind.EVENT_DATE),
        figures=((fact.metric, fact.value) for fact in facts if fact.value is not None),
    )  # fmt: skip


def alike(told: Telling, *, organisation: Organisation | None) -> list[tuple[Item, Telling]]:
    """The items that share a clue, as far as whoever reads the new one may see them; the oldest publication first.

    What everybody may see never repeats what is private to an organisation.
    """
    found = (
        Item.objects.filter(fingerprint__clues__value__in=told.clues)
        .filter(_visible(organisation), earlier_of__isnull=True)
        .select_related("page__source", "page").prefetch_related("facts", "countries").distinct()
    )  # fmt: skip
    items = sorted(
        found[:MOST_CANDIDATES], key=lambda item: (item.published_on is None, item.published_on, str(item.id))
    )
    return [(item, telling_in_record(item)) for item in items]


def _visible(organisation: Organisation | None) -> Q:
    public = Q(page__source__organisation__isnull=True)
    return public if organisation is None else public | Q(page__source__organisation=organisation)


def note(items: Iterable[Item]) -> None:
    """Makes the items findable by their clues, anew where they had others."""
    for item in items:
        told = telling_in_record(item)
        fingerprint, _ = Fingerprint.objects.update_or_create(item=item, defaults={"opening": told.mark})
        fingerprint.clues.all().delete()
        Clue.objects.bulk_create(Clue(fingerprint=fingerprint, value=value) for value in told.clues)


def mark(items: Sequence[Item]) -> int:
    """Notes the items, and for each the first one that told the same; returns how many repeat another."""
    repeating = 0
    for item in items:
        told = telling_in_record(item)
        organisation = item.page.source.organisation
        candidates = alike(told, organisation=organisation) if not item.repeats_id else []
        first = next((old for old, other in candidates if old.id != item.id and same_news(told, other)), None)
        note([item])
        if first is not None:
            root = first.repeats or first
            if root.id != item.id and _may_repeat(item, root):
                item.repeats = root
                item.save(update_fields=["repeats"])
                repeating += 1
    return repeating


def _may_repeat(item: Item, root: Item) -> bool:
    """Whether nobody who sees the item would be led to something that they may not see."""
    theirs = root.page.source.organisation_id
    return theirs is None or theirs == item.page.source.organisation_id


def without_fingerprint() -> QuerySet[Item]:
    """Items that came into the record by other ways and are not findable by clues yet."""
    return Item.objects.filter(fingerprint__isnull=True, earlier_of__isnull=True).order_by("published_on", "id")


def mark_the_rest() -> int:
    """Marks some of the items that were never looked at; returns how many it looked at."""
    items = list(without_fingerprint().select_related("page__source").prefetch_related("facts", "countries")[:AT_ONCE])
    mark(items)
    return len(items)
