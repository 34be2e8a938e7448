"""Counts by kind: one bar across for each, its words and its number beside it, as they come (most first is best)."""

from collections.abc import Sequence

from safelamp.engines.charts.drawing import BROAD, NARROW, Bar, Chart, Words, frame, rectangles, room_for, text

_LINE, _STACKED = 30, 46  # units from one bar to the next: words beside it, words above it
_THICK = 16
_GAP = 10
_TOP = 28  # the unit stands above
_WIDEST_WORDS = 320  # beyond it the words stand above their bar


def by_kind(bars: Sequence[Bar], *, words: Words) -> Chart:
    """One bar across for each kind. Raises ValueError for no bars.

    >>> chart = by_kind([Bar("Fall or slip", 40), Bar("Fire", 2)], words=Words(
    ...     title="Entries by hazard", finding="Most are falls: 40 of 42.", unit="entries"))
    >>> chart.broad.count("<text"), "Most are falls: 40 of 42." in chart.broad
    (5, True)
    """
    if not bars:
        raise ValueError("nothing to draw: no kinds")
    beside = max(room_for(bar.label) for bar in bars) <= _WIDEST_WORDS
    return Chart(
        broad=_beside(bars, words) if beside else _stacked(bars, words, BROAD),
        narrow=_stacked(bars, words, NARROW),
        rows=tuple((bar.label, bar.value) for bar in bars),
    )


def _beside(bars: Sequence[Bar], words: Words) -> str:
    left = max(room_for(bar.label) for bar in bars) + _GAP
    boxes = _boxes(bars, words, left=left, width=BROAD, top=_TOP, line=_LINE)
    parts = [text(words.unit, x=left, y=14)]
    parts += [
        text(bar.label, x=left - _GAP, y=top + 13, anchor="end", weight="k")
        for bar, (_, top, _, _) in zip(bars, boxes, strict=True)
    ]
    parts += [*_numbers(bars, boxes, words), rectangles(boxes)]
    return frame(parts, words=words, width=BROAD, height=_TOP + _LINE * len(bars))


def _stacked(bars: Sequence[Bar], words: Words, width: int) -> str:
    boxes = _boxes(bars, words, left=0, width=width, top=_TOP + 20, line=_STACKED)
    parts = [text(words.unit, x=0, y=14)]
    parts += [text(bar.label, x=0, y=top - 6, weight="k") for bar, (_, top, _, _) in zip(bars, boxes, strict=True)]
    parts += [*_numbers(bars, boxes, words), rectangles(boxes)]
    return frame(parts, words=words, width=width, height=_TOP + _STACKED * len(bars))


def _boxes(
    bars: Sequence[Bar], words: Words, *, left: int, width: int, top: int, line: int
) -> list[tuple[int, int, int, int]]:
    largest = max(1, *(bar.value for bar in bars))
    longest = width - left - max(room_for(words.number(bar.value)) for bar in bars) - _GAP
    return [
        (left, top + line * place, max(1, round(bar.value * longest / largest)) if bar.value else 0, _THICK)
        for place, bar in enumerate(bars)
    ]


def _numbers(bars: Sequence[Bar], boxes: Sequence[tuple[int, int, int, int]], words: Words) -> list[str]:
    return [
        text(words.number(bar.value), x=left + wide + 6, y=top + 13, weight="b")
        for bar, (left, top, wide, _) in zip(bars, boxes, strict=True)
    ]
