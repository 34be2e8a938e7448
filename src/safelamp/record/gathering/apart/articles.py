"""The article on a page without what stands around it, by trafilatura. Loaded only where the extra `ingest` is."""

import trafilatura
from trafilatura.settings import use_config

_SETTINGS = use_config()
_SETTINGS.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # the process itself has a time limit; signals would disturb it
_DATES = {"extensive_search": False, "original_date": True}  # what the page says of itself, nothing guessed from words


def text_of(source: str, address: str) -> str:
    """Headline, day and text of the article, empty where there is none."""
    found = trafilatura.bare_extraction(
        source, url=address or None, include_comments=False, include_tables=True, with_metadata=True,
        date_extraction_params=_DATES, config=_SETTINGS,
    )  # fmt: skip
    if found is None or not found.text:
        return ""
    title, day, text = (found.title or "").strip(), found.date or "", found.text.strip()
    head = [part for part in (title, day) if part and not text.startswith(part)]
    return "\n\n".join([*head, "\n\n".join(text.splitlines())])
