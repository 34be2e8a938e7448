"""The lines of a page, freed of list marks and markup, with their places kept."""

import re
from dataclasses import dataclass

from safelamp.engines.extraction.values import Span

# List numbers, bullets, Markdown heads and quote marks at the start; bold and italic marks at either end.
OPENING = re.compile(r"(?:\s|[-–—•*·►»>|#]+(?=\s)|\(?\d{1,3}[.)](?=\s)|\*\*|__)*")
CLOSING = re.compile(r"(?:\s|\*\*|__|\|)*$")
LONGEST_HEADLINE = 240
SHORTEST_HEADLINE = 12
LONGEST_LABEL = 40
LONG, MIDDLING = 100, 60  # signs: running text, and running text if it ends like a sentence
LETTER = re.compile(r"[^\W\d_]")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
SENTENCE_END = re.compile(r"[.!?…。！？၊။។]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds words: where they stand, and how many empty lines came before."""

    span: Span
    text: str
    gap: int
    heading: bool

    @property
    def is_running_text(self) -> bool:
        """Whether it reads like sentences rather than like a headline, label or link."""
        return self.weight > LONG or (self.weight > MIDDLING and bool(SENTENCE_END.search(self.text)))

    @property
    def weight(self) -> int:
        """Its length, a letter of a dense script counted as two."""
        return len(self.text) + len(UNSPACED.findall(self.text))

    @property
    def could_be_headline(self) -> bool:
        """Whether it may stand over an item."""
        return (
            SHORTEST_HEADLINE <= self.weight <= LONGEST_HEADLINE
            and len(LETTER.findall(self.text)) >= len(self.text) * 0.5
            and not self.text.endswith((":", "。", "។", "။", ","))
            and not self.text.startswith(("http", "[", "<"))
        )


def lines(text: str) -> list[Line]:
    """Every line with words in it, top to bottom."""
    found: list[Line] = []
    place, gap = 0, 0
    for raw in text.splitlines(keepends=True):
        opening = OPENING.match(raw)
        start = opening.end() if opening else 0
        closing = CLOSING.search(raw, start)
        end = closing.start() if closing else len(raw)
        if end > start:
            span = Span(place + start, place + end)
            found.append(Line(span, text[span.start : span.end], gap, raw.lstrip().startswith("#")))
            gap = 0
        else:
            gap += 1
        place += len(raw)
    return found
