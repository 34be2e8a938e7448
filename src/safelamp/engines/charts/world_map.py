"""A map of the world: countries shaded by a count, the chosen ones yellow. Outlines: Natural Earth 1:110m."""

import html
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from safelamp.engines.charts.drawing import Words

FRAME = "20 0 740 325"  # of the outlines, without the southern sea
NO_COUNTRY = "-"
SHADES = 4  # of ink, beside none


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The drawing, the counts at which each shade begins, and the countries that are too small to be drawn."""

    svg: str
    steps: tuple[int, ...]
    not_drawn: tuple[str, ...]


@cache
def outlines() -> Mapping[str, str]:
    """SVG paths by ISO 3166-1 alpha-2 code; under "-" those that it has no code for."""
    paths: dict[str, str] = json.loads(resources.files(__package__).joinpath("world.json").read_text(encoding="utf-8"))
    return paths


def world_map(
    counts: Mapping[str, int],
    *,
    words: Words,
    name: Callable[[str], str],
    chosen: Collection[str] = (),
) -> WorldMap:
    """Draws the counts; `name` gives a country's name.

    >>> drawn = world_map({"PK": 3, "SG": 1}, name=str, words=Words(title="News", finding="Most: PK.", unit="items"))
    >>> drawn.not_drawn, "<title>PK: 3</title>" in drawn.svg
    (('SG',), True)
    """
    steps = steps_for(max(counts.values(), default=0))
    plain = "".join(path for code, path in outlines().items() if not counts.get(code) and code not in chosen)
    parts = [f'<path class="s0" d="{plain}"/>']
    for code in sorted({*counts, *chosen}):
        if code in outlines():
            shade = "chosen" if code in chosen else f"s{sum(counts.get(code, 0) >= step for step in steps)}"
            said = html.escape(f"{name(code)}: {words.number(counts.get(code, 0))}")
            parts.append(f'<path class="{shade}" d="{outlines()[code]}"><title>{said}</title></path>')
    svg = (
        f'<svg class="world" viewBox="{FRAME}" role="img" direction="ltr">'
        f"<title>{html.escape(words.title)}</title><desc>{html.escape(words.finding)}</desc>{''.join(parts)}</svg>"
    )
    not_drawn = tuple(sorted(code for code, count in counts.items() if count and code not in outlines()))
    return WorldMap(svg, steps, not_drawn)


def steps_for(largest: int) -> tuple[int, ...]:
    """Where each shade begins: 1, then about the same factor each time.

    >>> steps_for(2), steps_for(40), steps_for(1000)
    ((1, 2), (1, 3, 6, 16), (1, 6, 32, 178))
    """
    if largest <= SHADES:
        return tuple(range(1, largest + 1))
    factor = largest ** (1 / SHADES)
    return tuple(sorted({round(factor**step) for step in range(SHADES)}))
