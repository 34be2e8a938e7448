"""How a newsletter's mail is laid out: plain text, and simple HTML that reads well without any style."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape

from safelamp.ground.post.writer import Words

RULE = "--"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, and the address that it leads to."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as a mail shows it."""

    headline: str
    source: str
    teaser: str
    language: str
    address: Part
    source_address: Part | None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a mail, from top to foot."""

    parts: tuple[Part, ...]
    entries: tuple[Entry, ...] = ()
    foot: tuple[Part, ...] = ()


def mail(subject: str, content: Content, *, language: str, sender: str) -> Words:
    """The mail: one subject, the same words as text and as HTML."""
    line = " ".join(subject.split())
    html = "\n".join(_html(line, content, language))
    return Words(line, f"{_text(content)}\n", f"{html}\n", sender)


def _text(content: Content) -> str:
    body = [*map(_plain, content.parts), *(_plain_entry(*each) for each in enumerate(content.entries, 1))]
    foot = [f"{RULE}\n" + "\n\n".join(map(_plain, content.foot))] if content.foot else []
    return "\n\n".join([*body, *foot])


def _plain(part: Part) -> str:
    return f"{part.words}\n{part.address}" if part.address else part.words


def _plain_entry(number: int, entry: Entry) -> str:
    ways = [part for part in (entry.address, entry.source_address) if part]
    lines = [f"{number}. {entry.headline}", entry.source, entry.teaser, *map(_plain, ways)]
    return "\n".join(line for line in lines if line)


def _html(subject: str, content: Content, language: str) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{language}">'
    yield f'<head><meta charset="utf-8"><title>{escape(subject)}</title></head>\n<body>'
    yield from map(_html_part, content.parts)
    if content.entries:
        yield "<ol>"
        for entry in content.entries:
            yield from _html_entry(entry)
        yield "</ol>"
    if content.foot:
        yield "<hr>"
        yield from map(_html_part, content.foot)
    yield "</body>\n</html>"


def _html_entry(entry: Entry) -> Iterator[str]:
    spoken = f'lang="{escape(entry.language)}" dir="auto"'
    yield f"<li><h2 {spoken}>{_link(entry.address.address, entry.headline)}</h2>"
    yield f"<p>{escape(entry.source)}</p>"
    if entry.teaser:
        yield f"<p {spoken}>{escape(entry.teaser)}</p>"
    if entry.source_address:
        yield _html_part(entry.source_address)
    yield "</li>"


def _html_part(part: Part) -> str:
    if not part.address:
        return f"<p>{escape(part.words)}</p>"
    return f"<p>{escape(part.words)}<br>{_link(part.address, part.address)}</p>"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'
