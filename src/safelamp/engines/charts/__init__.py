"""Charts drawn on the server: small SVG that says in words what it shows, readable aloud and in print."""

from safelamp.engines.charts.by_kind import by_kind
from safelamp.engines.charts.drawing import Bar, Chart, Words
from safelamp.engines.charts.over_time import over_time

__all__ = ["Bar", "Chart", "Words", "by_kind", "over_time"]
