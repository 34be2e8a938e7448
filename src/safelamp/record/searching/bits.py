"""Sets of small numbers as Python integers: bit n is set where n belongs to the set. Quick to join and to count."""

from collections.abc import Container, Iterable, Iterator, Reversible

DIGITS = bytes.maketrans(b"\x00\x01", b"01")
BITS_OF_A_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bits_of(numbers: Iterable[int], *, below: int) -> int:
    """The set of some numbers, all of them under `below`.

    >>> bits_of([0, 3], below=8)
    9
    """
    held = bytearray(below // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def bits_where(values: Reversible[int], *, among: Container[int]) -> int:
    """The places of values that are among others, as a set; quick for very many, as no step of it is Python's.

    >>> bits_where([7, 8, 9, 7], among={7, 9})
    13
    """
    return int(b"0" + bytes(map(among.__contains__, reversed(values))).translate(DIGITS), 2)


def numbers_of(bits: int) -> Iterator[int]:
    """The numbers of a set, rising.

    >>> list(numbers_of(9))
    [0, 3]
    """
    for place, byte in enumerate(as_bytes(bits)):
        if byte:
            for bit in BITS_OF_A_BYTE[byte]:
                yield (place << 3) + bit


def as_bytes(bits: int) -> bytes:
    """The set as bytes, for asking one number after the other: `held[n >> 3] >> (n & 7) & 1`."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")
