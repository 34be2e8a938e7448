"""Reading what waits to be looked at, who decides, and what was corrected."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from safelamp.engines.extraction.values import Metric
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind
from safelamp.record.reading.models import Fact, FactKind, Item, NamedPerson, Page, Standing
from safelamp.record.reviewing.models import Correction, State, TakeDown

SURE_FROM = 0.65  # what is read with less confidence waits for a person
MOST_ROWS = 400  # of a kind; whoever has decided these sees the next ones
_RANKS = (
    OrganisationKind.GLOBAL,
    OrganisationKind.FEDERATION,
    OrganisationKind.UNION,
    OrganisationKind.BRANCH,
)


class Sort(StrEnum):
    """What waits."""

    CORRECTION = "correction"
    PERSON = "person"
    ITEM = "item"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One decision that waits: its sort, the id of the thing, how useful it is (most first), and whose item it is."""

    sort: Sort
    id: uuid.UUID
    use: int
    item: Item
    words: str


def curator() -> Organisation | None:
    """The organisation that decides about the shared record: the one at the top of the largest tree."""
    tops = Organisation.objects.filter(parent__isnull=True).exclude(kind=OrganisationKind.PRACTICE)
    rank = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(_RANKS)), output_field=IntegerField())
    return tops.annotate(rank=rank, below=Count("children")).order_by("rank", "-below", "id").first()


def is_curator(member: Member) -> bool:
    """Whether the member's organisation decides about the shared record."""
    first = curator()
    return first is not None and member.organisation_id == first.id


def may_correct(member: Member, page: Page) -> bool:
    """Whether the member's organisation may correct the page: a practice organisation only its own pages."""
    if page.source.organisation_id:
        return page.source.organisation_id == member.organisation_id
    return not member.organisation.is_practice


def _items_of(member: Member) -> QuerySet[Item]:
    """The items that the member's organisation may correct."""
    own = Q(page__source__organisation=member.organisation)
    shared = Q() if member.organisation.is_practice else Q(page__source__organisation__isnull=True)
    asked = own | shared if shared else own
    return Item.objects.filter(asked, hidden_on__isnull=True, earlier_of__isnull=True)


def item_for(member: Member, item_id: uuid.UUID) -> Item:
    """An item to look at; raises Item.DoesNotExist."""
    held = _items_of(member).select_related("page__source")
    return held.prefetch_related("facts", "persons", "countries", "subjects").get(id=item_id)


def fact_for(member: Member, fact_id: uuid.UUID) -> Fact:
    """A fact to look at; raises Fact.DoesNotExist."""
    return Fact.objects.select_related("item__page__source").get(id=fact_id, item__in=_items_of(member).values("id"))


def person_for(member: Member, person_id: uuid.UUID) -> NamedPerson:
    """A named person to look at; raises NamedPerson.DoesNotExist."""
    held = NamedPerson.objects.select_related("item__page__source")
    return held.get(id=person_id, item__in=_items_of(member).values("id"))


def corrections_for(member: Member) -> QuerySet[Correction]:
    """The corrections of pages that the member's organisation may read."""
    asked = Q(source__organisation__isnull=True) | Q(source__organisation=member.organisation)
    return Correction.objects.filter(asked).select_related("source", "page", "item", "organisation")


def correction_for(member: Member, correction_id: uuid.UUID) -> Correction:
    """A correction that waits for this member's decision; raises Correction.DoesNotExist."""
    return _waiting_corrections(member).get(id=correction_id)


def _waiting_corrections(member: Member) -> QuerySet[Correction]:
    """Unplaced ones of the member's own organisation; of all shared pages, and conflicts, for the curator."""
    own = Q(organisation=member.organisation, state=State.UNPLACED)
    shared = Q(source__organisation__isnull=True, state__in=[State.UNPLACED, State.CONFLICT])
    private = Q(source__organisation=member.organisation, state__in=[State.UNPLACED, State.CONFLICT])
    return corrections_for(member).filter(own | shared | private if is_curator(member) else own | private)


def waiting(member: Member) -> list[Waiting]:
    """Everything that waits for the member's organisation, the most useful first."""
    rows = [*_corrections(member), *_persons(member), *_items(member), *_facts(member)]
    return sorted(rows, key=lambda row: (-row.use, row.item.headline, str(row.id)))


def counted(rows: Sequence[Waiting]) -> dict[Sort, int]:
    """How many of each sort."""
    return {sort: sum(row.sort is sort for row in rows) for sort in Sort}


def _corrections(member: Member) -> list[Waiting]:
    held = _waiting_corrections(member).exclude(item=None)[:MOST_ROWS]
    lost = _waiting_corrections(member).filter(item=None)[:MOST_ROWS]
    rows = [Waiting(Sort.CORRECTION, one.id, 1000, one.item, one.quote) for one in held if one.item]
    return [*rows, *(Waiting(Sort.CORRECTION, one.id, 900, Item(headline=one.quote), one.quote) for one in lost)]


def _persons(member: Member) -> list[Waiting]:
    """One row a name and page: a decision holds for every mention."""
    unsure = NamedPerson.objects.filter(standing=Standing.UNSURE, item__in=_items_of(member).values("id"))
    held = unsure.select_related("item").order_by("item__page_id", "start")[: MOST_ROWS * 3]
    rows: dict[tuple[uuid.UUID, str], Waiting] = {}
    for one in held:
        in_headline = one.start < one.item.headline_end and one.end > one.item.headline_start
        rows.setdefault(
            (one.item.page_id, one.quote.casefold()),
            Waiting(Sort.PERSON, one.id, (600 if in_headline else 300) + _age(one.item), one.item, one.quote),
        )
    return list(rows.values())[:MOST_ROWS]


def _items(member: Member) -> list[Waiting]:
    unsure = _items_of(member).filter(confidence__lt=SURE_FROM, reviewed_on__isnull=True)
    held = unsure.order_by(F("published_on").desc(nulls_last=True), "id")[:MOST_ROWS]
    return [Waiting(Sort.ITEM, one.id, 450 + _age(one), one, one.headline) for one in held]


_USE = {Metric.DEATHS: 550, Metric.INJURIES: 500, Metric.CASES: 480, Metric.STRIKERS: 400, Metric.WAGE_INCREASE: 380}


def _facts(member: Member) -> list[Waiting]:
    """Figures and standards; a place or an organisation more or less misleads nobody."""
    kinds = [FactKind.FIGURE, FactKind.STANDARD, FactKind.EVENT_DATE]
    unsure = Fact.objects.filter(
        kind__in=kinds, confidence__lt=SURE_FROM, reviewed_on__isnull=True, item__in=_items_of(member).values("id")
    )
    order = Case(When(metric__in=list(_USE), then=Value(0)), default=Value(1), output_field=IntegerField())
    held = unsure.select_related("item").order_by(order, F("item__published_on").desc(nulls_last=True), "id")
    return [
        Waiting(Sort.FACT, one.id, _USE.get(Metric(one.metric), 200) + _age(one.item) if one.metric else 150, one.item,
                one.quote)
        for one in held[:MOST_ROWS]
    ]  # fmt: skip


def _age(item: Item) -> int:
    """Newer is more useful: up to 40 more for this century's last years."""
    return min(40, max(0, item.published_on.year - 1990)) if item.published_on else 0


def take_downs_for(member: Member) -> QuerySet[TakeDown]:
    """Requests to the member's own organisation, those that wait first."""
    return TakeDown.objects.filter(organisation=member.organisation).order_by(
        F("answered_on").asc(nulls_first=True), "arrived_on", "id"
    )


def take_down_for(member: Member, request_id: uuid.UUID) -> TakeDown:
    """One request; raises TakeDown.DoesNotExist."""
    return TakeDown.objects.get(organisation=member.organisation, id=request_id)
