"""Plain text that knows where each of its letters stood in the source."""

from array import array
from dataclasses import dataclass

from safelamp.engines.extraction.values import Span

LONGEST_ENTITY = 12


@dataclass(frozen=True, slots=True)
class Flat:
    """A text and, for each letter, its place in `source`; no map where both are the same."""

    source: str
    text: str
    origin: "array[int] | None" = None

    def span_in_source(self, span: Span) -> Span:
        """Where those letters stand in the source, with whatever stands between them."""
        if self.origin is None:
            return span
        start, last = self.origin[span.start], self.origin[span.end - 1]
        return Span(start, max(self._end(last, self.text[span.end - 1]), start + 1))

    def _end(self, place: int, letter: str) -> int:
        if (self.source[place : place + 1] == "&" and letter != "&") or self.source.startswith("&amp;", place):
            end = self.source.find(";", place, place + LONGEST_ENTITY)
            return end + 1 if end > 0 else place + 1
        return place + 1

    def is_exact(self, span: Span) -> bool:
        """Whether the words stand so in the source, spaces and line breaks aside."""
        if self.origin is None:
            return True
        found = self.span_in_source(span).of(self.source)
        words = span.of(self.text)
        return found == words or found.split() == words.split()

    def exact_part(self, span: Span) -> Span:
        """The longest part of the span without markup inside, one with a number if there is any."""
        if self.is_exact(span):
            return span
        parts = self._parts(span)
        numbered = [part for part in parts if any(map(str.isdigit, part.of(self.text)))]
        return max(numbered or parts, key=lambda part: part.end - part.start, default=span)

    def _parts(self, span: Span) -> list[Span]:
        origin = self.origin or array("I")
        cuts = [span.start]
        for place in range(span.start + 1, span.end):
            between = self.source[origin[place - 1] + 1 : origin[place]]
            if between.strip() or origin[place] < origin[place - 1]:
                cuts.append(place)
        pieces = [_trimmed(self.text, start, end) for start, end in zip(cuts, [*cuts[1:], span.end], strict=True)]
        return [piece for piece in pieces if piece is not None and self.is_exact(piece)]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if end > start else None


class Builder:
    """Puts a flat text together from pieces of a source and what is put between them."""

    def __init__(self, source: str) -> None:
        """Nothing is taken over yet."""
        self.source = source
        self.parts: list[str] = []
        self.origin = array("I")

    def take(self, start: int, end: int) -> None:
        """Adds a piece of the source as it stands."""
        if end > start:
            self.parts.append(self.source[start:end])
            self.origin.extend(range(start, end))

    def put(self, words: str, *, at: int) -> None:
        """Adds words that stand for what is at a place of the source: an entity, a line break."""
        if words:
            self.parts.append(words)
            self.origin.extend([at] * len(words))

    def adopt(self, inner: Flat, origin: "array[int]") -> None:
        """Adds a text flattened from a piece that was itself unpacked; `origin` maps that piece to the source."""
        if not inner.text:
            return
        self.parts.append(inner.text)
        last = len(origin) - 1
        places = inner.origin if inner.origin is not None else range(len(inner.text))
        self.origin.extend([origin[min(place, last)] for place in places])

    def flat(self) -> Flat:
        """The finished text."""
        return Flat(self.source, "".join(self.parts), self.origin)
