"""Markdown links and images: their words stay, their addresses go."""

import re

from safelamp.engines.extraction.forms.flat import Builder, Flat

TARGET = r"\([^()\s]{0,2000}+(?:\([^()\s]{0,200}+\)[^()\s]{0,500}+)?(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\)"
MARK = re.compile(
    rf"\[\s{{0,3}}!\[[^\]\n]{{0,300}}\]{TARGET}\s{{0,3}}\]{TARGET}|!\[[^\]\n]{{0,300}}\]{TARGET}|"
    rf"\[(?P<words>[^\[\]\n]{{0,500}})\]{TARGET}|<(?:https?://|mailto:)[^<>\s]{{1,2000}}>"
)
FRONT_MATTER = re.compile(r"\s*+---[ \t]*+\n(?P<lines>(?:(?!---)[^\n]*+\n){1,40}+)---[ \t]*+\n")
KEY_LINE = re.compile(r"[\w.-]{1,40}:(?:\s|$)")
KEPT_LINE = re.compile(r"(?:date|published|pubdate|date_published|publish_date)\s*:\s*(?P<date>[^\n]+)", re.IGNORECASE)


def _front_matter(source: str) -> re.Match[str] | None:
    """What a crawler wrote over a page: lines of "key: value" between two rules."""
    found = FRONT_MATTER.match(source)
    return found if found and KEY_LINE.match(found["lines"]) else None


def flattened(source: str) -> Flat:
    """The text without addresses of links; the same text where there are none."""
    matter = _front_matter(source)
    if matter is None and "](" not in source and "<http" not in source:
        return Flat(source, source)
    made = Builder(source)
    start = 0
    if matter:
        if kept := KEPT_LINE.search(source, matter.start("lines"), matter.end("lines")):
            made.take(kept.start("date"), kept.end("date"))
        made.put("\n\n", at=matter.end() - 1)
        start = matter.end()
    for mark in MARK.finditer(source, start):
        made.take(start, mark.start())
        if mark["words"]:
            made.take(mark.start("words"), mark.end("words"))
        start = mark.end()
    made.take(start, len(source))
    return made.flat()
