"""A list of headlines only, one a line, without dates."""

from statistics import mean

from safelamp.engines.extraction.layout.blocks import Segmentation, judged
from safelamp.engines.extraction.layout.drafts import draft
from safelamp.engines.extraction.layout.page import Kind, Page

FEWEST = 3
LONGEST_MENU_WORD = 30  # shorter lines are as likely a menu
MARKED, MARKED_BY_LIST = 0.5, 0.8
ROOM_LEFT = 0.5  # what a menu beside the headlines may take off


def segmentation(page: Page) -> Segmentation:
    """Takes every line that could be a headline; good only where hardly anything else stands."""
    heads = [
        number
        for number, line in enumerate(page.lines)
        if page.kinds[number] is Kind.HEAD and line.weight > LONGEST_MENU_WORD
    ]
    if len(heads) < FEWEST:
        return Segmentation("one line each", (), 0.0)
    listed = mean(page.lines[number].listed or bool(page.lines[number].heading) for number in heads)
    marked = MARKED + (MARKED_BY_LIST - MARKED) * listed
    blocks = [
        block for number in heads if (block := draft(page, range(number, number + 1), head=number, marked=marked))
    ]
    texts = sum(kind is Kind.TEXT for kind in page.kinds)
    share = len(heads) / (len(heads) + texts * 2)
    menu = 1 - ROOM_LEFT * (1 - len(heads) / len(page.lines))
    return judged("one line each", blocks, page, regularity=share * menu)
