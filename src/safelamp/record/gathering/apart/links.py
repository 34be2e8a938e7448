"""Where the news of a page stands: the links of a page by their words."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST_LINKS = 3000
LONGEST_ADDRESS = 1000
FEWEST_WORDS, FEWEST_LETTERS = 2, 13  # "more", "here" and "2" are no headlines; Thai and Chinese have no spaces
_WHITE = re.compile(r"\s+")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.found: list[tuple[str, str]] = []
        self._to = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a link."""
        said = dict(attrs).get("href") or ""
        if tag == "base" and not self.base:
            self.base = said
        if tag == "a":
            self._end()
            self._to = said

    def handle_endtag(self, tag: str) -> None:
        """Ends a link."""
        if tag == "a":
            self._end()

    def handle_data(self, data: str) -> None:
        """Words of a link."""
        if self._to:
            self._words.append(data)

    def _end(self) -> None:
        if self._to and len(self.found) < MOST_LINKS:
            self.found.append((plain(" ".join(self._words)), self._to))
        self._to, self._words = "", []


def plain(words: str) -> str:
    """Words with single spaces."""
    return _WHITE.sub(" ", words).strip()


def of_markup(source: str, *, address: str) -> dict[str, str]:
    """The words of each link and where it leads, the first of several with the same words.

    >>> of_markup('<a href="/2">Fire in a <b>mill</b></a> <a href="javascript:x()">Run a script</a>', address="https://a.org/")
    {'Fire in a mill': 'https://a.org/2'}
    """
    parser = _Links()
    parser.feed(source)
    parser.close()
    return absolute(parser.found, address=_joined(address, parser.base) or address)


def absolute(found: Iterable[tuple[str, str]], *, address: str) -> dict[str, str]:
    """Whole addresses of the web only, each under its words."""
    links: dict[str, str] = {}
    for words, to in found:
        there = _joined(address, to) if to.strip() else ""
        if there and (len(words.split()) >= FEWEST_WORDS or len(words) >= FEWEST_LETTERS):
            links.setdefault(words, there)
    return links


def _joined(address: str, to: str) -> str:
    """The whole address, or nothing where it is none of the web."""
    try:
        there = urljoin(address, to.strip())
        parts = urlsplit(there)
    except ValueError:
        return ""
    safe = (
        parts.scheme in {"http", "https"}
        and parts.hostname
        and parts.username is None
        and len(there) <= LONGEST_ADDRESS
    )
    return there if safe and there.isprintable() and " " not in there else ""
