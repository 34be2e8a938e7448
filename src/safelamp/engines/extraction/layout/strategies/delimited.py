"""Items that end with an invitation such as "Read more", which often repeats the start of the headline."""

from itertools import pairwise

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.drafts import draft
from safelamp.engines.extraction.layout.furniture import echo
from safelamp.engines.extraction.layout.page import Kind, Page
from safelamp.engines.extraction.layout.strategies.ranges import drafted

FEWEST = 2
SHORTEST_ECHO = 4


def segmentation(page: Page) -> Segmentation:
    """Cuts after each delimiter."""
    ends = [number for number in range(len(page.lines)) if page.ends_item(number)]
    ends = [number for number, following in pairwise([*ends, len(page.lines) + 1]) if following > number + 1]
    if len(ends) < FEWEST:
        return Segmentation("delimiter", (), 0.0)
    starts = [0, *(end + 1 for end in ends)]
    ranges = [range(start, end) for start, end in pairwise(starts)]
    plain = drafted(page, ranges)
    echoed = [block for numbers in ranges if (block := _echoed(page, numbers))]
    return judged("delimiter", echoed if len(echoed) == len(ranges) else plain, page)


def _echoed(page: Page, numbers: range) -> Block | None:
    """The item under the line that its delimiter echoes."""
    said = echo(page.lines[numbers[-1]].text) if page.kinds[numbers[-1]] is Kind.READ_ON else ""
    if len(said) < SHORTEST_ECHO:
        return None
    head = next((number for number in numbers[:-1] if page.lines[number].text.startswith(said)), None)
    return draft(page, range(head, numbers.stop), head=head) if head is not None else None
