"""RSS and Atom read into plain text: each entry a head, its date and its words."""

from array import array
from dataclasses import dataclass

from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.forms import pages
from safelamp.engines.extraction.forms.flat import Builder, Flat
from safelamp.engines.extraction.forms.tags import Piece, Sort, attribute, pieces, unescaped

ENTRIES = frozenset({"item", "entry"})
TITLE = ("title",)
DATED = (
    "published",
    "pubdate",
    "dc:date",
    "issued",
    "dcterms:issued",
    "dcterms:created",
    "updated",
    "a10:updated",
    "modified",
    "dcterms:modified",
)
SUMMARIES = ("description", "summary", "content:encoded", "content", "itunes:summary", "media:description")
FIELDS = frozenset({*TITLE, *DATED, *SUMMARIES, "link", "guid", "id"})
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: its title in plain words, the address it points to, and its day if it gives a real one."""

    title: str
    address: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as plain text, and its entries."""

    flat: Flat
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the inside of a field stands; `address` of an Atom link."""

    start: int
    end: int
    address: str = ""


def read_feed(source: str) -> Feed:
    """Every entry with a title, in the feed's order; what is broken is passed by."""
    made = Builder(source)
    entries = [entry for fields in _entries(source) if (entry := _write(made, fields)) is not None]
    return Feed(made.flat(), tuple(entries))


class _Fields:
    """Gathers the fields of each entry by name; the first of each name counts."""

    def __init__(self) -> None:
        self.entries: list[dict[str, _Field]] = []
        self.inside = False
        self.name, self.start = "", 0

    def read(self, piece: Piece) -> None:
        if piece.name in ENTRIES:
            self.inside, self.name = piece.sort is Sort.OPEN, ""
            if self.inside:
                self.entries.append({})
        elif self.inside and piece.sort is Sort.OPEN and not self.name and piece.name in FIELDS:
            self._open(piece)
        elif self.inside and piece.sort is Sort.CLOSE and piece.name == self.name:
            _keep(self.entries[-1], self.name, _Field(self.start, piece.start))
            self.name = ""

    def _open(self, piece: Piece) -> None:
        address = attribute(piece, "href")[0]
        if address:
            _keep(self.entries[-1], piece.name, _Field(piece.start, piece.start, address))
        if not piece.attributes.rstrip().endswith("/"):
            self.name, self.start = piece.name, piece.end


def _entries(source: str) -> list[dict[str, _Field]]:
    fields = _Fields()
    for piece in pieces(source):
        if piece.name:
            fields.read(piece)
    return fields.entries


def _keep(fields: dict[str, _Field], name: str, value: _Field) -> None:
    if name not in fields or (not fields[name].address and fields[name].start == fields[name].end):
        fields[name] = value


def _write(made: Builder, fields: dict[str, _Field]) -> Entry | None:
    title = _inside(made.source, fields.get("title"))
    words = " ".join(title[0].text.split())[:LONGEST_TITLE]
    if not words:
        return None
    place = fields["title"].start
    made.put("\n\n\n\n# " if made.parts else "# ", at=place)
    _adopt_line(made, title)
    published = None
    for name in DATED:
        field = fields.get(name)
        told = dates(made.source, start=field.start, end=field.end) if field and field.end > field.start else []
        if field and told and told[0].is_day:
            published = told[0].iso
            made.put("\n", at=told[0].span.start)
            made.take(told[0].span.start, told[0].span.end)
            break
    summary = next((field for name in SUMMARIES if (field := fields.get(name)) and field.end > field.start), None)
    if summary:
        made.put("\n", at=summary.start)
        inner, origin = _inside(made.source, summary)
        made.adopt(inner, origin)
    return Entry(words, _address(made.source, fields), published)


def _adopt_line(made: Builder, title: tuple[Flat, "array[int]"]) -> None:
    """A title of several lines stays one line."""
    inner, origin = title
    flat = Flat(inner.source, inner.text.replace("\n", " ").lstrip("# "), inner.origin)
    lead = len(inner.text) - len(flat.text)
    if inner.origin is not None and lead:
        flat = Flat(flat.source, flat.text, inner.origin[lead:])
    made.adopt(flat, origin)


def _inside(source: str, field: _Field | None) -> tuple[Flat, "array[int]"]:
    """The plain words of a field, and where the letters they were read from stand."""
    unpacked = Builder(source)
    for piece in pieces(source, field.start, field.end) if field else ():
        if piece.sort is Sort.ENTITY:
            unpacked.put(unescaped(source[piece.start : piece.end]), at=piece.start)
        elif piece.sort in {Sort.TEXT, Sort.DATA, Sort.OPEN, Sort.CLOSE}:
            unpacked.take(piece.start, piece.end)
    once = unpacked.flat()
    return pages.flattened(once.text), once.origin if once.origin is not None else array("I")


def _address(source: str, fields: dict[str, _Field]) -> str:
    for name in ("link", "guid", "id"):
        field = fields.get(name)
        if field and field.address:
            return field.address
        said = _inside(source, field)[0].text.strip() if field else ""
        if said.startswith(("http://", "https://")):
            return said
    return ""
