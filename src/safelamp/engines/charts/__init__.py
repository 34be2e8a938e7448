"""Charts drawn on the server: small SVG that says in words what it shows, readable aloud and in print."""

from safelamp.engines.charts.by_kind import by_kind
from safelamp.engines.charts.drawing import Bar, Chart, Words
from safelamp.engines.charts.over_time import over_time
from safelamp.engines.charts.world_map import WorldMap, world_map

__all__ = ["Bar", "Chart", "Words", "WorldMap", "by_kind", "over_time", "world_map"]
