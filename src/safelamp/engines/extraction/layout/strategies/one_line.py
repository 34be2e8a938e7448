"""A list of headlines only, one a line, without dates."""

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.page import Page

FEWEST = 4
LONGEST_MENU_WORD = 30  # shorter lines are as likely a menu


def segmentation(page: Page) -> Segmentation:
    """Takes every line that could be a headline; good only where hardly anything else stands."""
    stamped = {stamp.line for stamp in page.stamps}
    heads = [
        line
        for number, line in enumerate(page.lines)
        if number not in stamped
        and line.could_be_headline
        and not line.is_running_text
        and line.weight > LONGEST_MENU_WORD
    ]
    if len(heads) < FEWEST:
        return Segmentation("one line each", (), 0.0)
    blocks = [Block(line.span, marked=0.5, body_runs=False) for line in heads]
    return judged("one line each", blocks, page=page.lines, regularity=len(heads) / len(page.lines))
