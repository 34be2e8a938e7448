"""Round numbers for an axis that begins at 0."""

from collections.abc import Iterator

MOST_STEPS = 4


def steps(largest: int) -> list[int]:
    """0 and up to four round whole numbers above it, the last one not under `largest`.

    >>> steps(0), steps(3), steps(47), steps(912)
    ([0, 1], [0, 1, 2, 3], [0, 20, 40, 60], [0, 500, 1000])
    """
    step = next(each for each in _round_numbers() if each * MOST_STEPS >= largest)
    count = max(1, -(-largest // step))
    return [step * each for each in range(count + 1)]


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
