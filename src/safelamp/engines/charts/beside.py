"""Words at the lines of a chart instead of a legend: below each other where they would run into each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from safelamp.engines.charts.drawing import text

LINE = 18  # units from one line of words to the next
_CLEAR = LINE / 2  # between words and the middle of a bar
SIGN_HEIGHT = 11  # from the foot of a line of words to its top


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words, each with its class of the style sheet, and the height at which the first should stand."""

    y: int
    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        """Units that it takes, with the room to the next."""
        return LINE * len(self.lines)


def column(labels: Sequence[Label], *, x: int, lowest: int) -> list[str]:
    """The labels in a column, each as near to its height as the others let it, none below `lowest`.

    >>> one, two = Label(50, (("upper edge", "k"),)), Label(52, (("expected: 2", "k"),))
    >>> [part.split('"')[5] for part in column([one, two], x=620, lowest=200)]
    ['50', '68']
    """
    ordered = sorted(labels, key=lambda label: label.y)
    heights = [label.y for label in ordered]
    for place in range(1, len(ordered)):
        heights[place] = max(heights[place], heights[place - 1] + ordered[place - 1].height)
    floor = lowest + LINE
    for place in reversed(range(len(ordered))):
        heights[place] = min(heights[place], floor - ordered[place].height)
        floor = heights[place]
    return [
        text(words, x=x, y=y + LINE * number, weight=weight)
        for label, y in zip(ordered, heights, strict=True)
        for number, (words, weight) in enumerate(label.lines)
    ]


def clearest(tops: Sequence[tuple[int, int]], *, wide: int, left: int, right: int, foot: int) -> int:
    """Where words of that width stand with the fewest bars behind them; `tops` are (middle, top) of each bar.

    >>> clearest([(10, 20), (50, 90), (90, 95)], wide=40, left=0, right=110, foot=80)
    20
    """

    def behind(start: int) -> int:
        return sum(top < foot and start - _CLEAR < middle < start + wide + _CLEAR for middle, top in tops)

    return min(range(left, max(left, right - wide) + 1, 5), key=behind)
