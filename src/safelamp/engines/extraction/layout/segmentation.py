"""The competition: every strategy reads the page, the best explained one wins."""

from safelamp.engines.extraction.layout.blocks import Segmentation
from safelamp.engines.extraction.layout.page import Page
from safelamp.engines.extraction.layout.strategies import article, dated, delimited, marked, one_line, repeated


def candidates(page: Page) -> list[Segmentation]:
    """All ways to cut the page, best first."""
    every = [
        *dated.segmentations(page),
        *marked.segmentations(page),
        delimited.segmentation(page),
        repeated.segmentation(page),
        one_line.segmentation(page),
        article.segmentation(page),
    ]
    return sorted(every, key=lambda one: one.score, reverse=True)


def best(page: Page) -> Segmentation:
    """The winner; it may have no blocks, where a page holds no news."""
    return candidates(page)[0]


def headed(page: Page) -> Segmentation:
    """The page cut at its heads alone, as feeds are laid out."""
    return marked.headed(page, 1)
