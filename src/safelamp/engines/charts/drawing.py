"""What every chart is made of: its words, its two drawings, and its figures as a table. Text is always escaped."""

import html
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

BROAD, NARROW = 760, 330  # units wide; the style sheet shows one of the two, neither is ever shrunk
SIGN = 8  # units a sign takes at 14 px, on the safe side for the scripts that we draw


@dataclass(frozen=True, slots=True)
class Bar:
    """A count and what it counts; `short` stands at the axis where there is little room."""

    label: str
    value: int
    short: str = ""

    def __post_init__(self) -> None:
        """Counts are not negative."""
        if self.value < 0:
            raise ValueError("a count cannot be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a chart, already in the reader's language.

    `finding` tells what the picture shows ("Most in July: 912"), `unit` what is counted, `number` writes a number.
    """

    title: str
    finding: str
    unit: str
    number: Callable[[int], str] = str


@dataclass(frozen=True, slots=True)
class Chart:
    """Two SVG drawings of the same figures, and the figures themselves for the table below."""

    broad: str
    narrow: str
    rows: tuple[tuple[str, int], ...]


def frame(parts: Sequence[str], *, words: Words, width: int, height: int) -> str:
    """The SVG around the parts, with title and description; left to right in every language, as axes are."""
    kind = "broad" if width == BROAD else "narrow"
    return (
        f'<svg class="chart {kind}" viewBox="0 0 {width} {height}" role="img" direction="ltr">'
        f"<title>{html.escape(words.title)}</title><desc>{html.escape(words.finding)}</desc>{''.join(parts)}</svg>"
    )


def text(words: str, *, x: int, y: int, anchor: str = "", weight: str = "q") -> str:
    """A piece of text; `anchor` is "middle", "end" or nothing, `weight` a class of the style sheet."""
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{weight}" x="{x}" y="{y}"{placed}>{html.escape(words)}</text>'


def rectangles(boxes: Sequence[tuple[int, int, int, int]], *, kind: str = "bars") -> str:
    """One path for all bars: (left, top, width, height) each; empty ones are left out. `kind` is a style's class."""
    path = "".join(
        f"M{left} {top}h{width}v{height}h-{width}z" for left, top, width, height in boxes if width and height
    )
    return f'<path class="{kind}" d="{path}"/>' if path else ""


def rules(levels: Sequence[int], *, left: int, right: int) -> str:
    """Lines across: the first is the base, the others are fainter."""
    base, *grid = (f"M{left} {y}H{right}" for y in levels)
    return f'<path class="axis" d="{base}"/><path class="axis" stroke-opacity=".35" d="{"".join(grid)}"/>'


def room_for(label: str) -> int:
    """Units that a label takes, combining signs not counted.

    >>> room_for("Fall"), room_for("ตก") < room_for("ตกต่ำ"), room_for("ก็") == room_for("ก")
    (32, True, True)
    """
    return SIGN * sum(1 for sign in label if not unicodedata.category(sign).startswith("M"))
