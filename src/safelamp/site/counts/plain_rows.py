"""Rows of numbers as lines of CSV, without further packages."""

from collections.abc import Sequence

import numpy as np

from safelamp.engines.surveillance.values import Floats

DIGITS = 12  # a reader gets back what was computed to a millionth and better


def rows(columns: Sequence[Floats]) -> list[str]:
    """A line for each row; NaN is an empty cell, whole numbers have no point.

    >>> rows([np.array([1.0, np.nan]), np.array([2.5, 1e-7])])
    ['1,2.5', ',1e-07']
    """
    return list(map(",".join, zip(*map(_texts, columns), strict=True)))


def _texts(values: Floats) -> list[str]:
    missing = np.isnan(values)
    if is_whole(values[~missing]):
        texts = list(map(str, np.where(missing, 0, values).astype(np.int64).tolist()))
    else:
        texts = list(map(f"%.{DIGITS}g".__mod__, values.tolist()))
    for place in np.flatnonzero(missing).tolist():
        texts[place] = ""
    return texts


def is_whole(known: Floats) -> bool:
    """Whether all numbers can be written as whole ones and read back as they are."""
    return bool((np.abs(known) <= 2**53).all() and (known == np.floor(known)).all())
