"""The body of an answer, streamed: counted after it was unpacked, and never more of it held than was allowed."""

import zlib
from collections.abc import Iterator

LARGEST = 10 * 1024 * 1024  # bytes, unpacked
_STEP = 64 * 1024
_ANY_HEADER = 47  # zlib finds out by itself whether it is gzip or deflate


class TooLarge(Exception):
    """More than is read of any page."""


class CutOff(Exception):
    """The body ended before its end."""


class NotUnpacked(Exception):
    """The body is packed in a way that was not asked for, or is broken."""


def whole(chunks: Iterator[bytes], *, packed: str, largest: int = LARGEST) -> bytes:
    """The unpacked body; raises TooLarge, CutOff or NotUnpacked. `packed` is the answer's Content-Encoding."""
    coding = packed.strip().lower()
    if coding in {"", "identity"}:
        return _joined(chunks, largest=largest)
    if coding in {"gzip", "x-gzip", "deflate"}:
        return _joined(_unpacked(chunks, largest=largest), largest=largest)
    raise NotUnpacked


def _joined(chunks: Iterator[bytes], *, largest: int) -> bytes:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > largest:
            raise TooLarge
    return bytes(held)


def _unpacked(chunks: Iterator[bytes], *, largest: int) -> Iterator[bytes]:
    """Never unpacks more than a step at once: a few kilobytes may hold gigabytes."""
    unpacker = zlib.decompressobj(_ANY_HEADER)
    came, begun = 0, False
    try:
        for chunk in chunks:
            begun = begun or bool(chunk)
            came += len(chunk)
            if came > largest:
                raise TooLarge
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _STEP)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        raise NotUnpacked from None
    if begun and not unpacker.eof:
        raise CutOff
