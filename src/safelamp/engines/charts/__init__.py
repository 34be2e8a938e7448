"""Charts drawn on the server: small SVG that says in words what it shows, readable aloud and in print."""

from safelamp.engines.charts.alone import alone
from safelamp.engines.charts.by_kind import by_kind
from safelamp.engines.charts.drawing import Bar, Chart, Words
from safelamp.engines.charts.over_time import over_time
from safelamp.engines.charts.watched import Period, Watched, WatchedWords, watched
from safelamp.engines.charts.world_map import WorldMap, world_map

__all__ = [
    "Bar",
    "Chart",
    "Period",
    "Watched",
    "WatchedWords",
    "Words",
    "WorldMap",
    "alone",
    "by_kind",
    "over_time",
    "watched",
    "world_map",
]
