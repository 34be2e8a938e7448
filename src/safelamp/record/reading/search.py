"""What the search index holds of an item: the tokens of its texts, in their order."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from safelamp.engines.writing.tokens import tokens
from safelamp.record.reading.models import Item

MOST_TOKENS = 60  # of a question; more would only slow the answer

BREAK = "\ue000"  # between texts, and where a name was left out: no phrase reaches across it
TITLED = "\ue001"  # before a token of the headline, which is kept once more with this sign


def indexed_words(headline: Sequence[str], texts: Sequence[str]) -> str:
    """The tokens of the pieces of the headline and of the texts, in order, and the headline's once more.

    >>> indexed_words(["Mine fire"], ["Two miners died."]).replace(BREAK, "|").replace(TITLED, "^")
    'mine fire | two miner died | ^mine ^fire'
    """
    parts = [" ".join(tokens(text)) for text in (*headline, *texts)]
    titled = " ".join(TITLED + token for piece in headline for token in tokens(piece))
    return f" {BREAK} ".join(part for part in (*parts, titled) if part)


def with_words(items: QuerySet[Item], question: str) -> QuerySet[Item]:
    """The items that hold every word of the question; none if nothing in it is a word."""
    asked = list(dict.fromkeys(tokens(question)))[:MOST_TOKENS]
    if not asked:
        return items.none()
    index = _tsvector(asked) if connection.vendor == "postgresql" else _fts5(asked)
    return items.filter(search_row__in=index)


def _fts5(asked: list[str]) -> RawSQL:
    """Each token quoted, so that nothing in a question is a command of FTS5."""
    expression = " AND ".join(f'"{token}"' for token in asked)
    return RawSQL("SELECT rowid FROM reading_item_words WHERE reading_item_words MATCH %s", (expression,))


def _tsvector(asked: list[str]) -> RawSQL:
    expression = " & ".join(f"'{token}'" for token in asked)  # tokens hold no quotes
    return RawSQL(  # the question is a parameter
        "SELECT search_row FROM reading_item"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(%s AS tsquery)",
        (expression,),
    )
