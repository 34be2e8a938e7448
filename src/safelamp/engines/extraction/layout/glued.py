"""Words that a page prints on lines of their own and a saved text glues to the line behind: "Read moreStrike over"."""

import re
from collections import Counter
from dataclasses import replace

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.lines import SHORTEST_HEADLINE, Line, weight_of
from safelamp.engines.extraction.values import Span

CATEGORY = re.compile(r"(?P<category>[A-ZÀ-Þ][a-zà-ÿ]{3,20})(?=[A-ZÀ-Þ][a-zà-ÿ]|[«“][ \w]|[A-ZÀ-Þ]['’])")
LONGEST_INVITATION = max(map(len, words.READ_ON))
FEWEST = 3  # lines that begin so: one may be a name such as "TotalEnergies"


def unglued(page: list[Line]) -> list[Line]:
    """The lines, with invitations and categories taken off what they are glued to."""
    categories = _categories(page)
    found: list[Line] = []
    for line in page:
        length = _invitation(line.text) or _category(line.text, categories)
        if length and weight_of(line.text[length:]) >= SHORTEST_HEADLINE:
            found += _parted(line, length)
        else:
            found.append(line)
    return found


def _parted(line: Line, length: int) -> list[Line]:
    middle = line.span.start + length
    first, second = line.text[:length], line.text[length:]
    return [
        replace(line, span=Span(line.span.start, middle), text=first, heading=0, weight=weight_of(first)),
        replace(line, span=Span(middle, line.span.end), text=second, gap=0, weight=weight_of(second)),
    ]


def _invitation(text: str) -> int:
    """The length of an invitation that a capital follows without a space."""
    folded = text[:LONGEST_INVITATION].casefold()
    if not folded.startswith(words.READ_ON):
        return 0
    length = max(len(word) for word in words.READ_ON if folded.startswith(word))
    return length if text[length : length + 1].isupper() and len(folded) == len(text[:LONGEST_INVITATION]) else 0


def _categories(page: list[Line]) -> frozenset[str]:
    alone = {line.text for line in page}
    begun = Counter(found["category"] for line in page if (found := CATEGORY.match(line.text)))
    if begun.total() < FEWEST or not any(times > 1 or one in alone for one, times in begun.items()):
        return frozenset()
    return frozenset(begun)


def _category(text: str, categories: frozenset[str]) -> int:
    found = CATEGORY.match(text) if categories else None
    return found.end() if found and found["category"] in categories else 0
