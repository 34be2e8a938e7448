"""Splits markup into tags, comments, entities and text; never slower than its length allows, whatever it holds."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

MARKUP = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>|"
    r"(?P<comment><!--)|(?P<data><!\[CDATA\[)|(?P<other><[!?][^<>]*+>)|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
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
    """A piece of markup and its place; `name` of a tag, `start` and `end` of the text itself (of a CDATA: its inside)."""

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
    while place < end:
        found = MARKUP.search(source, place, end)
        if found is None:
            break
        if found.start() > place:
            yield Piece(Sort.TEXT, place, found.start())
        place = found.end()
        kind = found.lastgroup
        if kind in ENDS:
            close = source.find(ENDS[kind], place, end)
            stop = end if close < 0 else close
            if kind == "data":
                yield Piece(Sort.DATA, place, stop)
            place = end if close < 0 else close + len(ENDS[kind])
        elif kind == "entity":
            yield Piece(Sort.ENTITY, found.start(), found.end())
        elif found["name"]:
            sort = Sort.CLOSE if found["close"] else Sort.OPEN
            yield Piece(sort, found.start(), found.end(), found["name"].lower(), found["attributes"], found.start("attributes"))
    if place < end:
        yield Piece(Sort.TEXT, place, end)


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
