"""Asking the search index: the same tokens on SQLite (FTS5) and PostgreSQL (tsvector)."""

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from safelamp.engines.writing.tokens import tokens
from safelamp.record.reading.models import Item

MOST_TOKENS = 60  # of a question; more would only slow the answer


def indexed_words(*texts: str) -> str:
    """What the index holds of some texts: each token once."""
    return " ".join(dict.fromkeys(token for text in texts for token in tokens(text)))


def with_words(items: QuerySet[Item], question: str) -> QuerySet[Item]:
    """The items that hold every word of the question; none if nothing in it is a word."""
    asked = list(dict.fromkeys(tokens(question)))[:MOST_TOKENS]
    if not asked:
        return items.none()
    if connection.vendor == "postgresql":
        return _with_tsvector(items, asked)
    return items.filter(search_row__in=_fts5(asked))


def _fts5(asked: list[str]) -> RawSQL:
    """Each token quoted, so that nothing in a question is a command of FTS5."""
    expression = " AND ".join(f'"{token}"' for token in asked)
    return RawSQL("SELECT rowid FROM reading_item_words WHERE reading_item_words MATCH %s", (expression,))


def _with_tsvector(items: QuerySet[Item], asked: list[str]) -> QuerySet[Item]:
    expression = " & ".join("'" + token.replace("'", "''") + "'" for token in asked)
    held = RawSQL(  # the question is a parameter
        "array_to_tsvector(string_to_array(reading_item.words, ' ')) @@ %s::tsquery",
        (expression,),
        output_field=BooleanField(),
    )
    return items.alias(holds=held).filter(holds=True)
