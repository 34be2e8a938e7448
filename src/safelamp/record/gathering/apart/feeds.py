"""The entries of a feed, by feedparser, which knows what feeds really look like. Loaded only where `ingest` is."""

import calendar
import datetime as dt
import io
from typing import Any

import feedparser

from safelamp.engines.extraction.markup import readable
from safelamp.record.gathering.apart.links import absolute, plain
from safelamp.record.gathering.apart.other import Other

MOST_ENTRIES = 1000
OLDEST = dt.date(1980, 1, 1)
AHEAD = dt.timedelta(days=2)  # a feed's clock may stand in another time zone


def read(source: str, address: str) -> Other:
    """Each entry as headline, day and summary, one after the other. A day that cannot be is left out."""
    found = feedparser.parse(io.BytesIO(source.encode()), response_headers={"content-location": address})
    entries = [(_words(entry, "title"), entry) for entry in found.entries[:MOST_ENTRIES]]
    return Other(
        "\n\n\n\n".join(_entry(title, entry) for title, entry in entries if title),
        absolute(((title, str(entry.get("link") or "")) for title, entry in entries), address=address),
    )


def _entry(title: str, entry: Any) -> str:  # noqa: ANN401  # feedparser's own dictionary
    """As the engine marks entries: a head, the day on a line of its own, the words."""
    day = _day(entry)
    return "\n".join(part for part in (f"# {title}", day.isoformat() if day else "", _text(entry)) if part)


def _words(entry: Any, name: str) -> str:  # noqa: ANN401
    return plain(_readable(entry.get(name)))


def _text(entry: Any) -> str:  # noqa: ANN401
    contents = [str(each.get("value") or "") for each in entry.get("content") or []]
    longest = max([str(entry.get("summary") or ""), *contents], key=len)
    return _readable(longest)


def _readable(fragment: object) -> str:
    return readable(f"<!doctype html><body><div>{fragment or ''}</div></body>").text


def _day(entry: Any) -> dt.date | None:  # noqa: ANN401
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    if not told:
        return None
    try:
        day = dt.datetime.fromtimestamp(calendar.timegm(told), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return day if OLDEST <= day <= dt.datetime.now(tz=dt.UTC).date() + AHEAD else None
