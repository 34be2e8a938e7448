"""The competition: every strategy reads the page, the best explained one wins."""

from dataclasses import replace

from safelamp.engines.extraction.layout.blocks import Segmentation
from safelamp.engines.extraction.layout.page import Page
from safelamp.engines.extraction.layout.strategies import (
    article,
    dated,
    delimited,
    digest,
    marked,
    one_line,
    pairs,
    repeated,
)
from safelamp.engines.extraction.values import Span

CLEAR_LEAD = 0.8  # of the winner's score: a rival below it raises no doubt
DOUBT = 0.5  # what a rival as good as the winner takes off
SEVERAL = 0.5  # of an article's score is left where its page looks like several short news


def candidates(page: Page) -> list[Segmentation]:
    """All ways to cut the page, best first."""
    several = [pairs.segmentation(page), digest.led(page)]
    whole = article.segmentation(page)
    if any(one.blocks for one in several):
        whole = replace(whole, score=whole.score * SEVERAL)
    every = [
        *dated.segmentations(page),
        *marked.segmentations(page),
        delimited.segmentation(page),
        repeated.segmentation(page),
        one_line.segmentation(page),
        digest.segmentation(page),
        *several,
        whole,
    ]
    return sorted(every, key=lambda one: one.score, reverse=True)


def best(page: Page) -> Segmentation:
    """The winner, its score lowered where another cut with other items comes near; no blocks where no news is."""
    ranked = candidates(page)
    winner = ranked[0]
    heads = {block.headline for block in winner.blocks}
    rival = next((one for one in ranked[1:] if _differs(one, heads)), None)
    if rival is None or not winner.score:
        return winner
    nearness = max(0.0, rival.score / winner.score - CLEAR_LEAD) / (1 - CLEAR_LEAD)
    return replace(winner, score=winner.score * (1 - DOUBT * nearness))


def _differs(other: Segmentation, heads: set[Span]) -> bool:
    """Whether less than half of its items are the winner's."""
    return sum(block.headline in heads for block in other.blocks) * 2 < max(len(other.blocks), len(heads))


def headed(page: Page) -> Segmentation:
    """The page cut at its heads alone, as feeds are laid out."""
    return marked.headed(page, 1)
