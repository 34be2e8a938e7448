"""Statements as rows: a headline that the member may read, and where each language stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.publishing import queries, wording
from safelamp.record.publishing.models import Statement, Version
from safelamp.record.publishing.states import State

OPEN = (State.WAITING, State.DRAFT)


@dataclass(frozen=True, slots=True)
class Row:
    """A version with its headline and the name of its language."""

    version: Version
    headline: str
    language: str


@dataclass(frozen=True, slots=True)
class Group:
    """A statement, or one of its languages, with its versions."""

    statement: Statement
    rows: tuple[Row, ...]

    @property
    def headline(self) -> str:
        """The headline of what is public, else of the draft."""
        public = [row.headline for row in self.rows if row.version.state == State.PUBLISHED]
        return (public or [row.headline for row in self.rows])[0]

    @property
    def language(self) -> str:
        """The name of the first version's language."""
        return self.rows[0].language

    @property
    def code(self) -> str:
        """The code of the first version's language."""
        return self.rows[0].version.language

    @property
    def may_be_corrected(self) -> bool:
        """Whether something is public in this language and no draft of a correction exists."""
        states = {row.version.state for row in self.rows}
        return State.PUBLISHED in states and not states & set(OPEN)


def rows_of(session: OpenSession, statements: Iterable[Statement]) -> list[Group]:
    """Each statement with its present versions; what waits for somebody stands first."""
    groups = []
    for statement in statements:
        versions = list(queries.versions_of(statement).exclude(state=State.REPLACED))
        if versions:
            groups.append(Group(statement, tuple(_row(session, each) for each in versions)))
    return sorted(groups, key=_waiting_first)


def groups_of(session: OpenSession, statement: Statement) -> list[Group]:
    """The statement's languages with all their versions."""
    by_language: dict[str, list[Row]] = {}
    for each in queries.versions_of(statement):
        by_language.setdefault(each.language, []).append(_row(session, each))
    return [Group(statement, tuple(rows)) for rows in by_language.values()]


def _row(session: OpenSession, version: Version) -> Row:
    try:
        headline = wording.opened(session, version).headline
    except CannotOpen:
        headline = _("You do not hold the key to these words yet")
    return Row(version, headline, name_of(version.language))


def _waiting_first(group: Group) -> int:
    states = {row.version.state for row in group.rows}
    return next((place for place, state in enumerate(OPEN) if state in states), len(OPEN))
