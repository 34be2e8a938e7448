"""What is known of a page's items before they are kept: told already, told in other words now, where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from safelamp.record.reading.models import Item, Page

ITS_OWN = frozenset(
    {"id", "search_row", "page", "earlier_of", "repeats", "words"}
)  # what a former version does not take


@dataclass(frozen=True, slots=True)
class KnownItems:
    """By position on the page: `left_out` is in the record already, `renewed` are items that get new words.

    `addresses` says where the items themselves stand on the web.
    """

    left_out: frozenset[int] = frozenset()
    renewed: Mapping[int, Item] = field(default_factory=dict)
    addresses: Mapping[int, str] = field(default_factory=dict)

    def item_for(self, page: Page, position: int) -> Item:
        """The item that stands at a position: a new one, or a known one whose former words are put aside."""
        item = self.renewed.get(position)
        if item is None:
            return Item(page=page, address=self.addresses.get(position, ""))
        renew(item, page=page, position=position)
        item.address = self.addresses.get(position, item.address)
        return item


NOTHING_KNOWN = KnownItems()


def renew(item: Item, *, page: Page, position: int) -> Item:
    """Moves an item to a newer page; what it said before stays on the old one, under an id of its own.

    The item keeps its id and so its permanent link. Returns the former version, which search does not find.
    """
    held = {
        field.attname: getattr(item, field.attname) for field in Item._meta.concrete_fields if field.name not in ITS_OWN
    }
    old_page = item.page
    item.page, item.position, item.reviewed_on = page, position, None
    item.save(update_fields=["page", "position", "reviewed_on"])
    former = Item.objects.create(**held, page=old_page, earlier_of=item, words="")
    for rows in (item.facts, item.countries, item.subjects, item.persons):
        rows.update(item=former)
    return former
