"""The rules of the record guide (version 1) for a gold page: what breaks them is said in a sentence each."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from safelamp.engines.extraction.values import Metric
from safelamp.ground.standards.countries import codes
from safelamp.record.reviewing.closed_lists import SECTORS, TOPICS

QUALIFIERS = frozenset({None, "at least", "over", "about", "average", "some"})
STANDARD = re.compile(r"(?:[CPR]\d{3}|HKC)")
DURATION = re.compile(r"P\d+[YMWD]")
YEARLESS = re.compile(r"--\d\d-\d\d")
NEAR = 60  # letters before a headline where label and place may stand
WHITE = re.compile(r"\s+")


def problems(gold: Mapping[str, Any], text: str) -> Iterator[str]:
    """What breaks the rules; nothing for a page that is in order."""
    if not re.fullmatch(r"[a-z]{2}", gold["language"]):
        yield f"its language {gold['language']!r} is not known"
    total = gold["listing_total"]
    if total is not None and not re.search(rf"(?<!\d){total}(?!\d)", text.replace(",", "")):
        yield f"the list's total {total} does not stand on the page"
    starts, place = [], 0
    for item in gold["items"]:
        found = text.find(item["headline"], place)
        if found < 0:
            yield f"the headline {item['headline'][:40]!r} does not stand in the order of the page"
        starts.append(max(found, place))
        place = starts[-1] + 1
    for item, start, end in zip(gold["items"], starts, [*starts[1:], len(text)], strict=False):
        region = text if gold["kind"] == "article" else text[start:end]
        near = text[max(0, start - NEAR) : start] + region
        for problem in (*_words(item, near, region), *_lists(item, region), *_figures(item, region)):
            yield f"{item['headline'][:40]!r}: {problem}"


def _words(item: Mapping[str, Any], near: str, region: str) -> Iterator[str]:
    if item["published"] is not None and not is_date(item["published"]):
        yield f"{item['published']!r} is no date"
    for name in ("label", "dateline"):
        if item[name] is not None and item[name] not in near:
            yield f"{item[name]!r} does not stand there"
    if item["summary_start"] is not None and item["summary_start"] not in _white(region):
        yield "its beginning does not stand there"


def _lists(item: Mapping[str, Any], region: str) -> Iterator[str]:
    for name, known in (("countries", codes()), ("sectors", SECTORS), ("topics", TOPICS)):
        yield from (f"{one!r} is none of the {name}" for one in item[name] if one not in known)
    if not item["topics"]:
        yield "it has no topic"
    for code in item["standards"]:
        if not STANDARD.fullmatch(code):
            yield f"{code!r} is no standard"
        elif code != "HKC" and not re.search(rf"(?<!\d){int(code[1:])}(?!\d)", region):
            yield f"the number of {code} does not stand there"
    for name in ("organisations", "places"):
        yield from (f"{one!r} does not stand there" for one in item[name] if _white(one) not in _white(region))
    yield from (f"{one!r} is no date" for one in item["event_dates"] if not is_date(one))


def _figures(item: Mapping[str, Any], region: str) -> Iterator[str]:
    for figure in item["quantities"]:
        if figure["metric"] not in set(Metric):
            yield f"{figure['metric']!r} counts nothing that is known"
        if figure["qualifier"] not in QUALIFIERS:
            yield f"{figure['qualifier']!r} is no qualifier"
        if figure["quote"] not in region:
            yield f"{figure['quote']!r} does not stand there"
        if figure["period"] is not None and not is_date(figure["period"]):
            yield f"{figure['period']!r} is no period"
        if figure["metric"] == Metric.PERCENT and figure["unit"] != "%":
            yield "percent without %"


def is_date(text: str) -> bool:
    """Whether it is a day, month, year, interval or duration as the guide writes them.

    >>> is_date("2024-06"), is_date("--05-12"), is_date("2024-06-19/2024-06-21"), is_date("P1Y"), is_date("June")
    (True, True, True, True, False)
    """
    if DURATION.fullmatch(text):
        return True
    if "/" in text:
        first, last = text.split("/", 1)
        return is_date(first) and is_date(last) and first <= last
    if YEARLESS.fullmatch(text):
        text = f"2000{text[1:]}"
    if re.fullmatch(r"\d{4}", text):
        return True
    try:
        dt.date.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text) else text)
    except ValueError:
        return False
    return True


def _white(words: str) -> str:
    return WHITE.sub(" ", words).strip()
