"""What came, as text that can be read: decoded, freed of markup, read in more than one way, and the best way kept.

A page is given to several ways of making text of it: everything that stands on it, the article alone (trafilatura),
the entries of a feed (feedparser). Each text is read; the reading that explains more wins.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from safelamp.engines.extraction.markup import Form, Readable, readable
from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import PageKind, Reading
from safelamp.engines.writing.encodings import NotText, Unreadable, decoded
from safelamp.engines.writing.zawgyi import is_zawgyi, to_unicode
from safelamp.record.gathering.apart.links import absolute, of_markup, plain
from safelamp.record.gathering.apart.other import Other

LONGEST_TEXT = 1_500_000  # signs; a page of a thousand items has a third of it
LONGEST_MARKUP = 4_000_000  # signs that are given to the other ways, which need much memory
MOST_OF_A_LISTING = 0.5  # of a listing's words, from which on an article on it is what the page is about
SHORT = 1200  # signs; a page that only asks to log in says little else
_PASSWORD = re.compile(r"""<input[^>]{0,300}?type\s*=\s*["']?password""", re.IGNORECASE)
_ASKS = re.compile(
    r"log ?in to (?:continue|read)|sign in to (?:continue|read)|subscrib\w+ to (?:continue|read)|subscribers? only"
    r"|already a subscriber|connectez-vous|réservé aux abonnés|inicia(?:r)? sesión|suscr[ií]bete|masuk untuk",
    re.IGNORECASE,
)

Way = Callable[[str, str], Other]
Ways = Mapping[Form, Way]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came as text: `outcome` says why there is none, or is empty. `links` leads from headlines to addresses."""

    outcome: str = ""
    text: str = ""
    encoding: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


def taken(raw: bytes, *, content_type: str, address: str, ways: Ways) -> Taken:
    """The text of what came, and where its news stands; never raises for what is in it."""
    if not raw.strip():
        return Taken("empty")
    try:
        found = decoded(raw, content_type=content_type)
    except NotText:
        return Taken("not_text")
    except Unreadable:
        return Taken("unreadable")
    text = to_unicode(found.text) if is_zawgyi(found.text) else found.text
    if is_zawgyi(text):  # not even afterwards in order: nothing is invented
        return Taken("zawgyi", encoding=found.encoding)
    return _read(text, found.encoding, address, ways)


def _read(source: str, encoding: str, address: str, ways: Ways) -> Taken:
    as_it_is = readable(source)
    way = ways.get(as_it_is.form) if len(source) <= LONGEST_MARKUP else None
    other = way(source, address) if way else Other()
    texts = [text for text in (as_it_is.text, other.text) if text.strip()]
    if not texts:
        return Taken("empty", encoding=encoding)
    if min(map(len, texts)) > LONGEST_TEXT:
        return Taken("too_large", encoding=encoding)
    readings = [(text, read_page(text)) for text in texts if len(text) <= LONGEST_TEXT]
    choose = _fuller if as_it_is.form is Form.FEED else _better
    text, reading = readings[0] if len(readings) == 1 else choose(*readings)
    if _asks_to_log_in(source, text, reading):
        return Taken("log_in", encoding=encoding)
    links = _links(reading, {**_all_links(as_it_is, source, address), **other.links})
    return Taken("" if reading.items else "no_news", text, encoding, links)


def _all_links(page: Readable, source: str, address: str) -> Mapping[str, str]:
    if page.form is Form.FEED:
        return absolute(((plain(entry.title), entry.address) for entry in page.entries), address=address)
    return of_markup(source, address=address) if page.form is Form.HTML else {}


def _better(whole: tuple[str, Reading], other: tuple[str, Reading]) -> tuple[str, Reading]:
    """The text whose reading explains more: a listing keeps its items, an article loses what stands around it."""
    everything, article = whole[1], other[1]
    if not article.items or not everything.items:
        return other if article.items else whole
    if article.kind is PageKind.ARTICLE and everything.kind is PageKind.ARTICLE:
        return other if _dated(article) >= _dated(everything) else whole
    if article.kind is PageKind.ARTICLE and _words(article) > MOST_OF_A_LISTING * _words(everything):
        return other if _words(article) > SHORT or _dated(everything) <= 1 else whole
    return other if _dated(article) > _dated(everything) else whole


def _fuller(one: tuple[str, Reading], other: tuple[str, Reading]) -> tuple[str, Reading]:
    """Of a feed, which is a list always: the reading with more entries, then with more days."""
    return max((one, other), key=lambda read: (len(read[1].items), _dated(read[1])))


def _dated(reading: Reading) -> int:
    return sum(item.published is not None for item in reading.items)


def _words(reading: Reading) -> int:
    return sum(span.end - span.start for item in reading.items for span in item.body)


def _asks_to_log_in(source: str, text: str, reading: Reading) -> bool:
    if len(text) > SHORT or _dated(reading):
        return False
    return bool(_PASSWORD.search(source) or _ASKS.search(text))


def _links(reading: Reading, links: Mapping[str, str]) -> dict[str, str]:
    """Where the page's own news stands, under its headlines."""
    headlines = (plain(item.headline.quote) for item in reading.items)
    return {words: links[words] for words in headlines if words in links}
