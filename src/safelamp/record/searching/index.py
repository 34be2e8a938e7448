"""All public items in memory, by facet and in order: what makes a search of 50,000 items a matter of milliseconds.

Each process keeps one and brings it up to date before every search from the log of changes, so that a search sees what
was written a moment ago. An item that changed gets a new slot, its old one is dead.
"""

import threading
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.db import connection

from safelamp.record.searching.asked import FACETS, Order
from safelamp.record.searching.bits import as_bytes, bits_of, bits_where, numbers_of
from safelamp.record.searching.columns import Column
from safelamp.record.searching.frequent import FrequentTerms
from safelamp.record.searching.loading import Batch, everything, some_of
from safelamp.record.searching.words import Term, rows_with

READ_AGAIN_FROM = 20_000  # changes at once; then reading everything is quicker
MOST_DEAD = 0.25  # of the slots
FEW_TO_SORT = 2_000
START = (0, 0)


class Index:
    """The items by slot. Everything in it is about public items that are listed."""

    def __init__(self) -> None:
        self.columns = {facet: Column() for facet in FACETS}
        self.alive = 0
        self.rows = array("q")
        self.days = array("i")  # ordinals; 0 where there is none
        self._pages = array("Q")
        self._positions = array("H")
        self._deaths = array("d")
        self._ids = bytearray()
        self._orders: dict[Order, array[int]] = {}
        self._frequent = FrequentTerms()

    def __len__(self) -> int:
        return self.alive.bit_count()

    def take(self, batch: Batch) -> None:
        """Adds items; those that are known under the same search row are replaced."""
        first, below = len(self.rows), len(self.rows) + len(batch.rows)
        old = bits_where(self.rows, among=set(batch.rows)) if first else 0
        self.rows.extend(batch.rows)
        self.days.extend(batch.days)
        self._pages.extend(batch.pages)
        self._positions.extend(batch.positions)
        self._deaths.extend(batch.deaths)
        self._ids += b"".join(batch.ids)
        for facet, column in self.columns.items():
            column.extend(batch.values[facet])
        self.alive = (self.alive & ~old) | ((1 << below) - (1 << first))
        self._orders = {}
        self._frequent.take(batch.words, first=first)

    def drop(self, ids: Iterable[uuid.UUID]) -> None:
        """Forgets items that are gone, hidden or private now."""
        slots = [slot for each in ids for slot in self._slots_of(each)]
        self.alive &= ~bits_of(slots, below=len(self.rows))
        self._orders = {}

    def _slots_of(self, item: uuid.UUID) -> Iterator[int]:
        place = self._ids.find(item.bytes)
        while place >= 0:
            slot, rest = divmod(place, 16)
            if not rest:
                yield slot
            place = self._ids.find(item.bytes, place + 1)

    @property
    def dead_share(self) -> float:
        """How many of the slots are dead."""
        return 1 - len(self) / len(self.rows) if self.rows else 0.0

    def holding(self, *terms: Term) -> int:
        """The slots of the items that hold every term, as bits."""
        return self._frequent.get(terms, lambda: bits_where(self.rows, among=set(rows_with(terms))))

    def between(self, first: int, last: int) -> int:
        """The slots of items published from one day to another, both ordinals."""
        return bits_of(
            (slot for slot, day in enumerate(self.days) if first <= day <= last and day), below=len(self.rows)
        )

    def page(self, found: int, order: Order, *, start: int, size: int) -> list[int]:
        """The search rows of one page of what was found, in their order."""
        ordered = self._in_order(order)
        if found.bit_count() <= FEW_TO_SORT:
            wanted = set(numbers_of(found))
            slots = [slot for slot in ordered if slot in wanted] if wanted else []
            return [self.rows[slot] for slot in slots[start : start + size]]
        inside = as_bytes(found)
        end = len(inside) << 3
        chosen: list[int] = []
        seen = 0
        for slot in ordered:
            if slot < end and inside[slot >> 3] >> (slot & 7) & 1:
                seen += 1
                if seen > start:
                    chosen.append(self.rows[slot])
                    if len(chosen) == size:
                        break
        return chosen

    def _in_order(self, order: Order) -> "array[int]":
        if order not in self._orders:
            self._orders[order] = array("I", sorted(numbers_of(self.alive), key=self._key(order)))
        return self._orders[order]

    def _key(self, order: Order) -> Callable[[int], tuple[float, ...]]:
        days, pages, positions, deaths = self.days, self._pages, self._positions, self._deaths
        if order is Order.OLDEST:
            return lambda slot: (days[slot] or 10**7, pages[slot], positions[slot])
        if order is Order.DEATHS:
            return lambda slot: (-deaths[slot], -days[slot], pages[slot], positions[slot])
        return lambda slot: (-days[slot], pages[slot], positions[slot])


class Kept:
    """The index of this process and how far the log of changes has been read: number and mark of the last change."""

    __slots__ = ("index", "read_to")

    def __init__(self, index: Index, read_to: tuple[int, int]) -> None:
        self.index = index
        self.read_to = read_to


_lock = threading.Lock()
_kept: list[Kept] = []


def current() -> Index:
    """The index as the database is now. Nothing writes to it but the next call of this; hold `using()` meanwhile."""
    if not _kept:
        _kept.append(_built())
    kept = _kept[0]
    changes = _changes_since(kept.read_to)
    if changes is None or (kept.index.dead_share > MOST_DEAD and len(kept.index.rows) > FEW_TO_SORT):
        _kept[0] = kept = _built()
    elif changes:
        _bring_up_to_date(kept, changes)
    return kept.index


def using() -> threading.Lock:
    """What must be held while the index is used."""
    return _lock


def forget() -> None:
    """Drops what is kept; the next search reads everything."""
    _kept.clear()


def _built() -> Kept:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, mark FROM reading_change ORDER BY number DESC LIMIT 1")
        last = cursor.fetchone() or START
    index = Index()
    index.take(everything())
    return Kept(index, (last[0], last[1]))


Change = tuple[int, int, uuid.UUID | str | None]


def _changes_since(read_to: tuple[int, int]) -> list[Change] | None:
    """The changes behind the last one that was read; None where they cannot tell all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, mark, item FROM reading_change WHERE number >= %s ORDER BY number LIMIT %s",
            [read_to[0], READ_AGAIN_FROM],
        )
        changes: list[Change] = cursor.fetchall()
    if read_to == START:
        whole = not changes or changes[0][0] == 1
    else:
        whole = bool(changes) and changes[0][:2] == read_to
        changes = changes[1:]
    known = whole and len(changes) < READ_AGAIN_FROM - 1 and all(item for _, _, item in changes)
    return changes if known else None


def _bring_up_to_date(kept: Kept, changes: Sequence[Change]) -> None:
    ids = {item if isinstance(item, uuid.UUID) else uuid.UUID(item) for _, _, item in changes if item}
    batch = some_of(ids)
    kept.index.take(batch)
    kept.index.drop(ids - {uuid.UUID(bytes=each) for each in batch.ids})
    kept.read_to = changes[-1][:2]
