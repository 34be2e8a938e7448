"""The article on a page without what stands around it, by trafilatura. Loaded only where the extra `ingest` is."""

import trafilatura
from trafilatura.settings import Document, use_config

from safelamp.engines.extraction.dates import dates
from safelamp.record.gathering.apart.links import plain
from safelamp.record.gathering.apart.other import Other

_SETTINGS = use_config()
_SETTINGS.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # the process itself has a time limit; signals would disturb it
_DATES = {"extensive_search": False, "original_date": True}  # what the page says of itself, nothing guessed from words
NEAR_THE_TOP = 400  # signs in which a printed date says when it was published


def read(source: str, address: str) -> Other:
    """Headline, day and text of the article, empty where there is none."""
    found = trafilatura.bare_extraction(
        source, url=address or None, include_comments=False, include_tables=True, with_metadata=True,
        date_extraction_params=_DATES, config=_SETTINGS,
    )  # fmt: skip
    return Other(_composed(found)) if isinstance(found, Document) and found.text else Other()


def _composed(found: Document) -> str:
    lines = [line.strip() for line in (found.text or "").splitlines() if line.strip()]
    title = plain(found.title or "")
    if title and lines and plain(lines[0]) == title:
        lines = lines[1:]
    body = "\n\n".join(lines)
    printed = any(date.is_day for date in dates(body, start=0, end=min(len(body), NEAR_THE_TOP)))
    return "\n\n".join(part for part in (title, "" if printed else found.date or "", body) if part)
