"""What a page says: its text and the attributes that are read aloud, without styles, scripts and other languages."""

import re
from html.parser import HTMLParser

READ_ALOUD = {"aria-label", "title", "placeholder", "alt"}
SILENT = {"style", "script", "template"}
WITHOUT_END = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")


class Reader(HTMLParser):
    """Collects what is said, each piece with the words of its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent: list[str] = []  # open elements that are not read, and what stands inside them

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag != "html" and bool(given.get("lang"))
        if tag not in WITHOUT_END and (self._silent or tag in SILENT or foreign):
            self._silent.append(tag)
        elif not self._silent:
            self.said += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.said.append(data.strip())


def shown(html: str) -> list[str]:
    """The pieces of text of a page, in order."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.said


def latin_words(html: str, *, names: str = "") -> list[str]:
    """The words in Latin letters that a page shows, other than those of `names`.

    >>> latin_words('<html lang="th"><p aria-label="Go on">ต่อ <b lang="en">Next</b> Rayong</p>', names="Rayong Mill")
    ['Go', 'on']
    """
    known = set(LATIN.findall(names))
    return [word for piece in shown(html) for word in LATIN.findall(piece) if word not in known]
