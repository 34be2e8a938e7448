"""HTML read into plain text: heads marked, blocks apart, furniture of the site left out."""

import re
from enum import Enum

from safelamp.engines.extraction.dates import dates
from safelamp.engines.extraction.forms.flat import Builder, Flat
from safelamp.engines.extraction.forms.tags import Piece, Sort, attribute, pieces, unescaped


def _names(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


NEVER_SHOWN = _names(
    "script style noscript template svg head iframe select option button object textarea canvas audio math map",
    "datalist dialog",
)
FURNITURE = _names("nav footer aside form menu")
VOID = _names("br hr img input meta link source wbr area col embed base track param")
BLOCKS = _names(
    "p div ul ol dl dt dd table tbody thead main header section figure figcaption blockquote center address pre body",
    "fieldset details summary hgroup footer form nav aside",
)
ITEMS = _names("article li tr hr")
HEADS = {f"h{level}": level for level in range(1, 7)}
HIDING_CLASSES = _names(
    "sr-only visually-hidden screen-reader-text element-invisible hidden d-none breadcrumb breadcrumbs menu nav navbar",
    "navigation cookie cookies cookie-banner cookie-notice sidebar share social social-share pagination pager related",
    "related-posts comments skip-link site-footer site-header-menu main-menu lang languages language-switcher footer",
    "topbar banner-ad advert ad",
)
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HIDING_ROLES = frozenset({"navigation", "search", "contentinfo", "dialog", "alertdialog", "menu", "menubar"})
SPACES = re.compile(r"\s+")
ITEM_COUNTS, MOST_LINES, NEAR, FAR = 2, 4, 2, 4


class Leaving(Enum):
    """How much is left out of the text."""

    UNSEEN = "what browsers do not show"
    FURNITURE = "that, and what belongs to the site rather than to its news"


class _Reader:
    """Writes the text piece by piece; what it remembers is where in the page it stands."""

    def __init__(self, source: str, leaving: Leaving) -> None:
        self.made = Builder(source)
        self.leaving = leaving
        self.skipped, self.depth = "", 0  # the tag whose inside is left out, and how deep it stands in itself
        self.borders = 0  # of blocks, since the last words
        self.inside_items = 0
        self.cells = 0
        self.pending_space, self.at_line_start = False, True
        self.time: Piece | None = None
        self.time_start = 0
        self.open_head = ""

    def read(self, piece: Piece) -> None:
        if self.skipped:
            self._pass_by(piece)
        elif piece.sort is Sort.OPEN:
            self._open(piece)
        elif piece.sort is Sort.CLOSE:
            self._close(piece)
        elif piece.sort is Sort.ENTITY:
            self._write_entity(piece)
        else:
            self._write(piece.start, piece.end)

    def _pass_by(self, piece: Piece) -> None:
        if piece.name == self.skipped:
            self.depth += 1 if piece.sort is Sort.OPEN else -1
            if self.depth == 0:
                self.skipped = ""

    def _open(self, piece: Piece) -> None:
        name = piece.name
        if name not in VOID and not piece.attributes.endswith("/") and self._is_left_out(piece):
            self.skipped, self.depth = name, 1
            self.borders += 1
        elif name in HEADS:
            self._border(NEAR)
            self.open_head = "#" * HEADS[name] + " "
        elif name in ITEMS:
            self._border(ITEM_COUNTS)
            self.inside_items += name != "hr"
            self.cells = 0
        elif name in BLOCKS or name == "br":
            self._border(1)
        elif name in {"td", "th"}:
            self.cells += 1
            if self.cells > 1 and not self.at_line_start and not self.borders:
                self.made.put(" | ", at=piece.start)
                self.pending_space = False
        elif name == "time":
            self.time, self.time_start = piece, len(self.made.parts)

    def _close(self, piece: Piece) -> None:
        name = piece.name
        if name in HEADS:
            self.open_head = ""
            self._border(NEAR)
        elif name in ITEMS:
            self.inside_items = max(0, self.inside_items - 1)
            self._border(ITEM_COUNTS)
        elif name in BLOCKS:
            self._border(1)
        elif name == "time" and self.time is not None:
            self._end_time(self.time)
            self.time = None

    def _is_left_out(self, piece: Piece) -> bool:
        name = piece.name
        if name in NEVER_SHOWN:
            return True
        if "hidden" in piece.attributes or "none" in piece.attributes:
            style, _ = attribute(piece, "style")
            if UNSEEN.search(style) or attribute(piece, "hidden")[0] or attribute(piece, "aria-hidden")[0] == "true":
                return True
        if self.leaving is Leaving.UNSEEN or name in {"body", "html", "main", "article"} or name in HEADS:
            return False
        if name in FURNITURE and not (self.inside_items and name in {"footer", "aside"}):
            return True
        if attribute(piece, "role")[0] in HIDING_ROLES:
            return True
        return bool(
            HIDING_CLASSES.intersection(f"{attribute(piece, 'class')[0]} {attribute(piece, 'id')[0]}".lower().split())
        )

    def _border(self, count: int) -> None:
        self.borders += count
        self.pending_space = False

    def _begin(self, place: int) -> None:
        """Breaks the line before words, by as many lines as borders of blocks were crossed; opens a head."""
        if self.borders:
            if self.made.parts:
                self.made.put(
                    "\n" * (1 if self.borders <= NEAR else 2 if self.borders <= FAR else MOST_LINES), at=place
                )
            self.borders, self.at_line_start = 0, True
        if self.open_head:
            self.made.put(self.open_head, at=place)
            self.open_head = ""
        elif self.pending_space and not self.at_line_start:
            self.made.put(" ", at=max(place - 1, 0))
        self.pending_space = self.at_line_start = False

    def _write(self, start: int, end: int) -> None:
        for words in re.finditer(r"\S+", self.made.source[start:end]):
            if words.start():
                self.pending_space = True
            self._begin(start + words.start())
            self.made.take(start + words.start(), start + words.end())
        if end > start and self.made.source[end - 1].isspace():
            self.pending_space = True

    def _write_entity(self, piece: Piece) -> None:
        said = unescaped(self.made.source[piece.start : piece.end])
        if not said or said.isspace() or said == "\u00ad":
            self.pending_space = self.pending_space or said != "\u00ad"
            return
        self._begin(piece.start)
        self.made.put(said, at=piece.start)

    def _end_time(self, opened: Piece) -> None:
        """A time whose words give no day ("2 days ago") is told by its attribute."""
        shown = "".join(self.made.parts[self.time_start :])
        value, place = attribute(opened, "datetime")
        told = dates(value)
        if told and told[0].is_day and not any(date.has_year for date in dates(shown)):
            removed = sum(map(len, self.made.parts[self.time_start :]))
            del self.made.parts[self.time_start :]
            del self.made.origin[len(self.made.origin) - removed :]
            self.at_line_start = False
            self.borders += 1 if shown.startswith("\n") or not shown else 0
            self._begin(place)
            self.made.take(place + told[0].span.start, place + told[0].span.end)
            self.pending_space = True


def flattened(source: str, start: int = 0, end: int | None = None) -> Flat:
    """The page's text; if hardly anything is left without the site's furniture, with it."""
    least = _flattened(source, start, end, Leaving.FURNITURE)
    if len(least.text) >= ENOUGH:
        return least
    more = _flattened(source, start, end, Leaving.UNSEEN)
    return more if len(more.text) > len(least.text) * MUCH_MORE else least


ENOUGH, MUCH_MORE = 400, 3


def _flattened(source: str, start: int, end: int | None, leaving: Leaving) -> Flat:
    reader = _Reader(source, leaving)
    for piece in pieces(source, start, end):
        reader.read(piece)
    return reader.made.flat()
