"""Parts of a page beside its news: what is to come, what others read, what is older."""

from collections import Counter

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.furniture import EDGES, ends_article
from safelamp.engines.extraction.layout.lines import LONGEST_LABEL, Line

MOST = 0.5  # of the running text: what stands behind it is the foot of the page


def news_part(page: list[Line]) -> list[Line]:
    """The lines without a part that announces events, if news follow, and without what stands under the news."""
    return _until_foot(_without_events(page))


def _folded(line: Line) -> str:
    return line.text.strip(EDGES).casefold() if len(line.text) <= LONGEST_LABEL else ""


def _without_events(page: list[Line]) -> list[Line]:
    heads = [_folded(line) for line in page]
    start = next((number for number, head in enumerate(heads) if head in words.COMING), None)
    if start is None:
        return page
    end = next(
        (n for n in range(start + 1, len(page)) if heads[n] in words.KINDS and heads[n] not in words.COMING), None
    )
    if end is None:
        return page[:start] if _running(page[:start]) > _running(page[start:]) else page
    return page[:start] + page[end:]


def _until_foot(page: list[Line]) -> list[Line]:
    total = _running(page)
    passed = 0
    times = Counter(line.text for line in page if len(line.text) <= LONGEST_LABEL)
    for number, line in enumerate(page):
        if passed and passed >= total * MOST and ends_article(line.text) and times[line.text] == 1:
            return page[:number]
        if line.is_running_text:
            passed += line.weight
    return page


def _running(page: list[Line]) -> int:
    return sum(line.weight for line in page if line.is_running_text)
