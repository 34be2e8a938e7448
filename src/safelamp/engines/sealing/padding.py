"""Padding, so that the length of an envelope does not tell what was said."""

SMALLEST = 256  # bytes; most stories and every ready answer look alike
_MARK = b"\x80"


def padded_length(length: int) -> int:
    """The length that a text of `length` bytes (mark included) is padded to.

    Up to 256 it is 256; above, the next multiple of 1/8 of the power of two below (at most 12.5 % more):
    few sizes exist, so that few reports stand out.

    >>> padded_length(1), padded_length(256), padded_length(257), padded_length(1_000_000)
    (256, 256, 288, 1048576)
    """
    if length <= SMALLEST:
        return SMALLEST
    step = 1 << max((length - 1).bit_length() - 4, 0)
    return -(-length // step) * step


def pad(words: bytes) -> bytes:
    """Appends one mark byte and zeros (ISO/IEC 7816-4)."""
    return (words + _MARK).ljust(padded_length(len(words) + 1), b"\x00")


def unpad(padded: bytes) -> bytes:
    """Takes the padding off; raises ValueError where there is none."""
    words, mark, zeros = padded.rpartition(_MARK)
    if not mark or zeros.strip(b"\x00"):
        raise ValueError("this text is not padded as Safelamp pads")
    return words


def is_padded_length(length: int) -> bool:
    """Whether padded text can have this length.

    >>> [is_padded_length(length) for length in (0, 256, 257, 288)]
    [False, True, False, True]
    """
    return length == padded_length(length)
