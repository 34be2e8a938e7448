"""Doing the same for many: what goes wrong with one keeps nobody else waiting."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def each_by_itself(things: Iterable[Thing], act: Callable[[Thing], int]) -> int:
    """Does it for each, adds up what it returns, and raises the first failure when all others had their turn.

    >>> def halved(number: int) -> int:
    ...     done.append(number)
    ...     return 12 // number
    >>> done: list[int] = []
    >>> each_by_itself([3, 0, 4], halved)
    Traceback (most recent call last):
    ZeroDivisionError: integer division or modulo by zero
    >>> done
    [3, 0, 4]
    >>> each_by_itself([3, 4], halved)
    7
    """
    total, failed = 0, None
    for thing in things:
        try:
            total += act(thing)
        except Exception as error:  # noqa: BLE001  # raised below
            failed = failed or error
    if failed is not None:
        raise failed
    return total
