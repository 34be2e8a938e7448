"""Asking the search index for words: the same answer from SQLite (FTS5) and PostgreSQL (tsvector).

Every word must stand in the item; words in quotes stand together in that order; a word or quote behind a minus must
not. A run of a script without spaces is looked for as a whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from safelamp.engines.writing.tokens import UNSPACED_LETTER, tokens
from safelamp.record.reading.models import Item
from safelamp.record.reading.search import TITLED

MOST_TERMS = 30  # of a question; more would only slow the answer
PART = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:["“”„«»](?P<phrase>[^"“”„«»]+)["“”„«»]|(?P<word>[^\s"“”„«»]+))')
Term = tuple[str, ...]  # tokens that stand together


@dataclass(frozen=True, slots=True)
class Question:
    """The terms that must stand in an item, and those that must not."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it was a word."""
        return not self.wanted and not self.unwanted


def question_of(words: str) -> Question:
    """Takes what somebody typed apart.

    >>> question_of('mine "safety first" -gold')
    Question(wanted=(('mine',), ('safety', 'first')), unwanted=(('gold',),))
    """
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in PART.finditer(words):
        (unwanted if part["minus"] else wanted).extend(_terms(part))
    return Question(tuple(dict.fromkeys(wanted))[:MOST_TERMS], tuple(dict.fromkeys(unwanted))[:MOST_TERMS])


def _terms(part: re.Match[str]) -> list[Term]:
    if part["phrase"]:
        together = tuple(tokens(part["phrase"]))
        return [together] if together else []
    found: list[Term] = []
    run: list[str] = []
    for token in tokens(part["word"]):
        if UNSPACED_LETTER.match(token) and len(run) < MOST_TERMS:
            run.append(token)
        else:
            found += [tuple(run)] if run else []
            run = []
            found.append((token,))
    return [*found, tuple(run)] if run else found


def with_words(items: QuerySet[Item], words: str) -> QuerySet[Item]:
    """The items that the words ask for; none if nothing in them is a word."""
    question = question_of(words)
    if question.is_empty:
        return items.none()
    if connection.vendor == "postgresql":
        return _on_postgresql(items, question)
    if question.wanted:
        items = items.filter(search_row__in=_fts5(" AND ".join(map(_quoted, question.wanted))))
    if question.unwanted:
        items = items.exclude(search_row__in=_fts5(" OR ".join(map(_quoted, question.unwanted))))
    return items


def rows_with(terms: tuple[Term, ...]) -> Iterable[int]:
    """The search rows of all items, private ones too, that hold every term: quick, without models."""
    if connection.vendor == "postgresql":
        return list(_on_postgresql(Item.objects.all(), Question(terms, ())).values_list("search_row", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM reading_item_words WHERE reading_item_words MATCH %s",
            [" AND ".join(map(_quoted, terms))],
        )
        return chain.from_iterable(cursor.fetchall())


def titled(term: Term) -> Term:
    """The term as it stands in headlines; only its tokens, not their order."""
    return tuple(TITLED + token for token in term)


def _quoted(term: Term) -> str:
    """In quotes, so that nothing in a question is a command of FTS5."""
    return f'"{" ".join(term)}"'


def _fts5(expression: str) -> RawSQL:
    return RawSQL("SELECT rowid FROM reading_item_words WHERE reading_item_words MATCH %s", (expression,))


def _on_postgresql(items: QuerySet[Item], question: Question) -> QuerySet[Item]:
    for term in question.wanted:
        items = items.filter(_holding(term))
    if question.unwanted:
        items = items.exclude(reduce(or_, map(_holding, question.unwanted)))
    return items


def _holding(term: Term) -> Q:
    """All tokens by the index; their order, where there are several, by looking at the words."""
    expression = " & ".join(f"'{token}'" for token in term)  # tokens hold no quotes
    rows = RawSQL(  # the term is a parameter
        "SELECT search_row FROM reading_item"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(%s AS tsquery)",
        (expression,),
    )
    if len(term) == 1:
        return Q(search_row__in=rows)
    spaced = Item.objects.annotate(spaced=Concat(Value(" "), "words", Value(" "), output_field=TextField()))
    together = spaced.filter(search_row__in=rows, spaced__contains=f" {' '.join(term)} ")
    return Q(search_row__in=together.values("search_row"))
