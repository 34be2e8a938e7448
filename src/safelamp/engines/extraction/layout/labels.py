"""Kinds of item that pages print ("Press release", "Vidéo"), and places that open a text ("BANGKOK -")."""

import re
from collections import Counter

from safelamp.engines.extraction.layout.lines import LONGEST_LABEL, Line
from safelamp.engines.extraction.values import Span

KNOWN = re.compile(
    r"(?:press releases?|news(?: item| release| article)?|latest news|video|vidéo|statement|"
    r"feature(?: article)?|article|blog(?: post)?|"
    r"opinion|editorial|report|publication|interview|photo(?: gallery)?|podcast|event|meeting|story|stories|"
    r"announcement|"
    r"communiqué(?: de presse)?|actualités?|reportage|déclaration|comunicado(?: de prensa)?|noticias?|"
    r"nota de prensa|"
    r"siaran pers|berita|artikel|pernyataan|ข่าว|ข่าวประชาสัมพันธ์|プレスリリース|ニュース|お知らせ|新闻|"
    r"新聞稿|اخبار|خبر|بیانیه)",
    re.IGNORECASE,
)
PLACE_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:[ -][A-ZÀ-Þ][\w.'’-]*){0,3}(?:, [A-ZÀ-Þ][\w.'’ -]{2,24})?"
OPENING_PLACE = re.compile(
    rf"(?P<place>{PLACE_NAME})(?:\s?[,(]\s?[\w .]{{2,20}}\)?)?\s?(?:–|—|--|\s-\s|:\s?-)\s?(?=\S)|"
    rf"(?P<shout>[A-Z]{{4,}}(?: [A-Z]{{3,}}){{0,2}}(?:, [A-Z][\w ]+)?)\s?[:–—-]\s"
)
REPEATED = 3  # a short line that stands so often is a label
SHOUTED_PLACE = re.compile(r"[A-Z][A-Z .'’-]{2,38}[A-Z]")


def labels(page: list[Line]) -> frozenset[str]:
    """The labels of this page: known ones, and short lines that it repeats."""
    short = [line.text for line in page if len(line.text) <= LONGEST_LABEL]
    repeated = {text for text, times in Counter(short).items() if times >= REPEATED and not any(map(str.isdigit, text))}
    return frozenset(repeated | {text for text in short if KNOWN.fullmatch(text)})


def dateline_by_the_date(text: str, after: Span | None) -> Span | None:
    """The place printed in capitals behind a date, as in "24 November 2004, NEW DELHI"."""
    return after if after and SHOUTED_PLACE.fullmatch(after.of(text)) else None


def dateline_opening(text: str, body: Span) -> Span | None:
    """The place that opens a text, as in "JAKARTA - Workers ..."."""
    found = OPENING_PLACE.match(text, body.start, min(body.end, body.start + 80))
    if not found:
        return None
    group = "place" if found["place"] else "shout"
    return Span(found.start(group), found.end(group))
