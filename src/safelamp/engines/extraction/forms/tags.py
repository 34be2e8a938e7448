"""Splits markup into tags, comments, entities and text; never slower than its length allows, whatever it holds."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MARKUP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>|"
    r"(?P<comment><!--)|(?P<data><!\[CDATA\[)|(?P<other><[!?][^<>]*+>)|(?P<entity>&(?:#\d{1,7}|"
    r"#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
)
ENDS = {"comment": "-->", "data": "]]>"}
ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*+)\s*+(?:=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")


class Sort(Enum):
    """What a piece of markup is."""

    OPEN = "open"
    CLOSE = "close"
    TEXT = "text"
    DATA = "data"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of markup and its place (of a CDATA: the place of its inside); `name` of a tag."""

    sort: Sort
    start: int
    end: int
    name: str = ""
    attributes: str = ""
    attributes_at: int = 0


def pieces(source: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Everything between two places in order; comments and declarations are left out."""
    end = len(source) if end is None else end
    place = start
    while place < end and (found := MARKUP.search(source, place, end)):
        if found.start() > place:
            yield Piece(Sort.TEXT, place, found.start())
        place = found.end()
        if found.lastgroup in ENDS:
            closing = ENDS[found.lastgroup]
            close = source.find(closing, place, end)
            stop = end if close < 0 else close
            if found["data"]:
                yield Piece(Sort.DATA, place, stop)
            place = min(stop + len(closing), end)
        elif found["entity"] or found["name"]:
            yield _piece(found)
    if place < end:
        yield Piece(Sort.TEXT, place, end)


def _piece(found: re.Match[str]) -> Piece:
    if found["entity"]:
        return Piece(Sort.ENTITY, found.start(), found.end())
    sort = Sort.CLOSE if found["close"] else Sort.OPEN
    where = found.start("attributes")
    return Piece(sort, found.start(), found.end(), found["name"].lower(), found["attributes"], where)


def attribute(piece: Piece, name: str) -> tuple[str, int]:
    """The value of an attribute and its place in the source; empty where there is none."""
    for found in ATTRIBUTE.finditer(piece.attributes):
        if found.group(1).lower() == name:
            group = next((number for number in (2, 3, 4) if found.group(number)), 0)
            return (found.group(group), piece.attributes_at + found.start(group)) if group else (name, piece.start)
    return "", piece.start


def unescaped(entity: str) -> str:
    """What an entity stands for; nothing for letters that text cannot hold."""
    said = html.unescape(entity)
    return "" if said == entity or said in {"\0", "\ufffd"} else said
