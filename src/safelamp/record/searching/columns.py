"""One facet of all items in memory: which values an item has, and which items have a value.

Items are known by their slot, a number given once. Values that few items have are kept as short lists of slots, the
others as bits, so that ten thousand names of organisations need little room.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from safelamp.record.searching.bits import as_bytes, bits_of, numbers_of

FEW = 200  # items; as a list they take less room than as bits


class Column:
    """The values of one facet. Slots are only ever added, in rising order."""

    __slots__ = ("_held", "_numbers", "_offsets", "_values", "codes")

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._numbers: dict[str, int] = {}
        self._values = array("I")  # of all slots, one after the other
        self._offsets = array("I", [0])  # where a slot's values begin
        self._held: list[array[int] | int] = []  # for each value, its slots

    def extend(self, items: Iterable[Iterable[str]]) -> None:
        """The values of the next slots, each value once."""
        first = len(self._offsets) - 1
        values, offsets, held = self._values, self._offsets, self._held
        for slot, names in enumerate(items, first):
            for name in names:
                number = self._number(name)
                values.append(number)
                slots = held[number]
                if isinstance(slots, array):
                    slots.append(slot)
            offsets.append(len(values))
        self._settle(since=first)

    def _number(self, value: str) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.codes)
            self.codes.append(value)
            self._held.append(array("I"))
        return number

    def _settle(self, *, since: int) -> None:
        """Brings the values that are kept as bits up to date from a slot on."""
        below = len(self._offsets) - 1
        late: dict[int, list[int]] = {}
        for slot in range(since, below):
            for number in self._values[self._offsets[slot] : self._offsets[slot + 1]]:
                if isinstance(self._held[number], int):
                    late.setdefault(number, []).append(slot)
        for number, slots in late.items():
            self._held[number] = self._bits(number, below) | bits_of(slots, below=below)
        for number, held in enumerate(self._held):
            if isinstance(held, array) and len(held) > FEW:
                self._held[number] = bits_of(held, below=below)

    def having(self, values: Iterable[str]) -> int:
        """The slots that have any one of the values, as bits."""
        below = len(self._offsets) - 1
        found = 0
        for value in values:
            if value in self._numbers:
                found |= self._bits(self._numbers[value], below)
        return found

    def _bits(self, number: int, below: int) -> int:
        held = self._held[number]
        return held if isinstance(held, int) else bits_of(held, below=below)

    def counts(self, among: int, *, most: int) -> list[tuple[str, int]]:
        """The values of some slots with how many have them, the most frequent first, then by name."""
        by_one, by_value = self._costs(among.bit_count())
        counted = self._one_by_one(among) if by_one < by_value else self._by_value(among, most)
        found = sorted(((self.codes[number], count) for number, count in counted.items() if count), key=_most_first)
        return found[:most]

    def _costs(self, items: int) -> tuple[float, float]:
        """Microseconds, roughly, of counting item by item and value by value."""
        dense = sum(1 for held in self._held if isinstance(held, int))
        return 150 + 0.5 * items, 4.0 * dense + 0.02 * len(self._values) * (dense < len(self._held))

    def _one_by_one(self, among: int) -> dict[int, int]:
        offsets, values = self._offsets, self._values
        return Counter(chain.from_iterable(values[offsets[slot] : offsets[slot + 1]] for slot in numbers_of(among)))

    def _by_value(self, among: int, most: int) -> dict[int, int]:
        """Counts the values that many items have, and the others only where one of them could come among the most."""
        counted = {
            number: (held & among).bit_count() for number, held in enumerate(self._held) if isinstance(held, int)
        }
        least = sorted(counted.values(), reverse=True)[most - 1] if len(counted) >= most else 0
        inside = as_bytes(among)
        end = len(inside) << 3
        for number, held in enumerate(self._held):
            if isinstance(held, array) and len(held) > least:
                counted[number] = sum(inside[slot >> 3] >> (slot & 7) & 1 for slot in held if slot < end)
        return counted

    def size(self) -> int:
        """About how many bytes it takes."""
        held = sum(
            len(each) * 4 + 80 if isinstance(each, array) else each.bit_length() // 8 + 30 for each in self._held
        )
        return held + 4 * (len(self._values) + len(self._offsets)) + 200 * len(self.codes)


def _most_first(value: tuple[str, int]) -> tuple[int, str]:
    return -value[1], value[0]
