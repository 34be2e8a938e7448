"""Items that end with an invitation such as "Read more", which often repeats the start of the headline."""

from safelamp.engines.extraction.layout.blocks import Block, Segmentation, judged
from safelamp.engines.extraction.layout.furniture import READ_ON
from safelamp.engines.extraction.layout.page import Page, body_of, runs
from safelamp.engines.extraction.layout.stamps import Stamp

FEWEST = 2
SHORTEST_ECHO = 4


def segmentation(page: Page) -> Segmentation:
    """Cuts after each delimiter."""
    ends = [number for number in range(len(page.lines)) if page.is_delimiter(number)]
    if len(ends) < FEWEST:
        return Segmentation("delimiter", (), 0.0)
    stamps = {stamp.line: stamp for stamp in page.stamps}
    starts = [0, *(end + 1 for end in ends[:-1])]
    found = (_block(page, range(start, end), end, stamps) for start, end in zip(starts, ends, strict=True))
    return judged("delimiter", [block for block in found if block is not None], page=page.lines)


def _block(page: Page, numbers: range, end: int, stamps: dict[int, Stamp]) -> Block | None:
    head = _headline(page, numbers, end, stamps)
    if head is None:
        return None
    near = (number for number in numbers if number in stamps)
    stamp = next((stamps[number] for number in near), None)
    rest = [number for number in range(head + 1, end) if stamp is None or number != stamp.line]
    body = tuple(span for number in rest for span in body_of(page, range(number, number + 1)))
    if stamp and stamp.after and stamp.line > head:
        body = (stamp.after, *body)
    label = next((page.lines[number].span for number in numbers if page.is_label(number)), None)
    line = page.lines[head]
    return Block(line.span, body, stamp, label, 1.0, line.could_be_headline, runs(page, body))


def _headline(page: Page, numbers: range, end: int, stamps: dict[int, Stamp]) -> int | None:
    """The line that the delimiter echoes, else the first that could be one and is followed by text."""
    echo = _echo(page, end)
    free = [number for number in numbers if number not in stamps and not page.is_label(number)]
    if len(echo) >= SHORTEST_ECHO:
        for number in free:
            if page.lines[number].text.startswith(echo):
                return number
    fitting = [number for number in free if page.lines[number].could_be_headline]
    before_text = [n for n in fitting if n + 1 in numbers and page.lines[n + 1].weight > page.lines[n].weight]
    return next(iter(before_text or fitting), None)


def _echo(page: Page, end: int) -> str:
    found = READ_ON.match(page.lines[end].text)
    return found["echo"].strip(" :…»>[]").removesuffix("...").strip() if found else ""
