"""What a number turned out to count, before it becomes a figure with its words."""

from dataclasses import dataclass

from safelamp.engines.extraction.lexicon import Mark
from safelamp.engines.extraction.values import Metric

# How sure each way of deciding is: measured on the annotated pages, see docs/decisions/0024.
BY_UNIT, BY_EVENT, BY_NOUN, BY_FAR_EVENT, BY_NEIGHBOUR, BY_UNKNOWN_NOUN = 0.92, 0.9, 0.85, 0.65, 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Count:
    """A metric and the words that say it; `event` is the word that was used up, so that no other number takes it."""

    metric: Metric
    start: int
    end: int
    confidence: float
    of: str = ""
    unit: str | None = None
    event: Mark | None = None
    by_event: bool = False
