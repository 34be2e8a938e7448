"""Plain text of a page."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape


class Form(StrEnum):
    """In which form a page came."""

    PLAIN = "plain"
    HTML = "html"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Readable:
    """The page's form and its plain text."""

    form: Form
    text: str


_FEED = re.compile(r"\s*(?:<\?xml[^>]*>|<!--.*?-->|<\?[^>]*>|\s)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(r"<(?:html|!doctype html|body|div|p|head)\b", re.IGNORECASE)
_GONE = re.compile(
    r"<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_BREAK = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|article|section|header|br|title)\b[^>]*>", re.IGNORECASE)


def readable(source: str) -> Readable:
    """A page's plain text."""
    form = Form.FEED if _FEED.match(source) else Form.HTML if _HTML.search(source[:3000]) else Form.PLAIN
    if form is Form.PLAIN:
        return Readable(form, source)
    text = _BREAK.sub("\n\n", _GONE.sub(" ", source))
    text = unescape(re.sub(r"<[^>]*>", " ", text))
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return Readable(form, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
