"""Links out to sources, down to the exact words: a text fragment that browsers scroll to and mark."""

from urllib.parse import quote

from safelamp.record.reading.models import Fact, Item
from safelamp.record.reading.showing import shown_quote

LONGEST_WHOLE = 80  # characters; of longer words the first and the last few are enough
ENDS = 4  # words
FEWEST_ENDS = 2 * ENDS + 2


def source_of(item: Item) -> str:
    """Where the item stands on the web; empty where it is not known."""
    return item.address or item.page.address


def words_at_source(item: Item, fact: Fact) -> str:
    """The address of the exact words at the source; the plain one where a name in them is withheld."""
    address = source_of(item)
    if not address or shown_quote(item, fact) != fact.quote:
        return address
    return with_fragment(address, fact.quote)


def with_fragment(address: str, words: str) -> str:
    """The address with a text fragment (URL Fragment Text Directives, W3C draft); the server never sees it.

    >>> with_fragment("https://a.example/x", "14 miners, so far")
    'https://a.example/x#:~:text=14%20miners%2C%20so%20far'
    >>> with_fragment("https://a.example/x#top", "a-b")
    'https://a.example/x#top:~:text=a%2Db'
    """
    parts = words.split()
    joined = " ".join(parts)
    if len(joined) > LONGEST_WHOLE and len(parts) >= FEWEST_ENDS:
        text = f"{_safe(' '.join(parts[:ENDS]))},{_safe(' '.join(parts[-ENDS:]))}"
    else:
        text = _safe(joined)
    return f"{address}{'' if '#' in address else '#'}:~:text={text}"


def _safe(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
