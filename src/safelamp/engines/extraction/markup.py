"""Recognises the form of a page by its content and reads it into plain text."""

import re
from dataclasses import dataclass
from enum import Enum

from safelamp.engines.extraction.forms import markdown, pages
from safelamp.engines.extraction.forms.feeds import Entry, read_feed
from safelamp.engines.extraction.forms.flat import Flat

LOOKED_AT = 20_000
FEED = re.compile(r"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)
HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|a|h[1-6]|td|tr|table|span|article|section|strong|em|time|main)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
FEWEST_TAGS = 6
LETTERS_A_TAG = 400


class Form(Enum):
    """What a page is written in."""

    PLAIN = "plain text or Markdown"
    HTML = "HTML"
    FEED = "RSS or Atom"


@dataclass(frozen=True, slots=True)
class Readable:
    """A page as plain text; `entries` of a feed, in its order."""

    form: Form
    text: str
    entries: tuple[Entry, ...] = ()


def form_of(source: str) -> Form:
    """The form, by what the page begins with and how many tags it holds.

    >>> form_of("<!doctype html><p>Strike over</p>")
    <Form.HTML: 'HTML'>
    """
    start = source[:LOOKED_AT].lstrip("\ufeff \t\r\n")
    if not start.startswith("<") and "</" not in start:
        return Form.PLAIN
    if start.startswith("<") and FEED.search(start[:2000]) and not HTML.match(start):
        return Form.FEED
    tags = len(TAG.findall(start))
    if HTML.match(start) or (tags >= FEWEST_TAGS and tags * LETTERS_A_TAG >= len(start)):
        return Form.HTML
    return Form.PLAIN


def flattened(source: str) -> Flat:
    """The plain text with the place of each letter in the source."""
    form = form_of(source)
    if form is Form.FEED:
        return read_feed(source).flat
    return pages.flattened(source) if form is Form.HTML else markdown.flattened(source)


def readable(source: str) -> Readable:
    """The page as people read it: plain text stays as it is, HTML and feeds lose their markup.

    The text can be read again by `reading.read_page`: heads, blank lines and dates carry what the markup said.
    """
    form = form_of(source)
    if form is Form.PLAIN:
        return Readable(form, source)
    if form is Form.HTML:
        return Readable(form, pages.flattened(source).text)
    feed = read_feed(source)
    return Readable(form, feed.flat.text, feed.entries)
