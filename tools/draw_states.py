"""Draws docs/states.md from the tables that the code runs on, so that the document cannot say anything else.

Django must be set up before this is imported; `make docs` does that.
"""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db.models import TextChoices
from django.utils import translation

from safelamp.insight.alerts import states as alerts
from safelamp.loop.actions import states as actions
from safelamp.loop.agreements import states as agreements
from safelamp.loop.cases import states as cases
from safelamp.record.publishing import states as publishing

STATES = Path(__file__).parents[1] / "docs" / "states.md"
_FLOOR = "the floor"
Row = cases.Step | actions.ActionStep | agreements.CommitmentStep | publishing.Step | alerts.AlertStep
_GONE = "gone"
_HEAD = """# States

Drawn from the code by `make docs`; do not edit. *Who* is a member with one of the permissions named (which role has
which: `ground/organisations/policy.py`). *The floor* is the reporter with the receipt, or what follows from their word.
"""


def document() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        parts = [
            _part("A case", cases.State, cases.TABLE, nothing="no case yet"),
            _part("An action", actions.ActionState, actions.TABLE, nothing="not agreed yet"),
            _part("A commitment", agreements.CommitmentState, agreements.TABLE, nothing="not followed yet"),
            _part("The words of a statement", publishing.State, publishing.TABLE, nothing="not written yet"),
            _part("An alert", alerts.AlertState, alerts.TABLE, nothing="no alert yet", nobody="the machine"),
        ]
    return "\n".join([_HEAD, *parts])


def write() -> None:
    """Puts the page into the documents."""
    STATES.write_text(document(), encoding="utf-8")


def _part(title: str, states: type[TextChoices], table: Sequence[Row], *, nothing: str, nobody: str = _FLOOR) -> str:
    lines = [f"## {title}", "", "| state | means |", "|---|---|"]
    lines += [f"| {state.value} | {state.label} |" for state in states]
    lines += ["", *_diagram(table), "", "| from | verb | to | who | what must hold |", "|---|---|---|---|---|"]
    lines += [_line(rows, nothing, nobody) for rows in _same(table)]
    return "\n".join([*lines, ""])


def _diagram(table: Iterable[Row]) -> list[str]:
    """A Mermaid drawing of what changes the state, one arrow a pair; what leaves it where it is stands in the table."""
    moves = [row for row in table if row.before != row.after]
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in moves:
        ends = (row.before.value if row.before else "[*]", row.after.value if row.after else "[*]")
        arrows.setdefault(ends, []).append(row.verb.value)
    drawn = [f"  {before} --> {after}: {', '.join(verbs)}" for (before, after), verbs in arrows.items()]
    return ["```mermaid", "stateDiagram-v2", *drawn, "```"]


def _same(table: Iterable[Row]) -> Iterable[list[Row]]:
    """Rows that differ only in where they start, together."""

    def kind(row: Row) -> tuple[str, str, tuple[str, ...], str]:
        after = "" if row.before == row.after else _after(row)
        return row.verb.value, after, tuple(each.value for each in row.permissions), str(row.rule)

    for _, rows in itertools.groupby(table, key=kind):
        yield list(rows)


def _after(row: Row) -> str:
    return row.after.value if row.after else _GONE


def _line(rows: list[Row], nothing: str, nobody: str) -> str:
    first = rows[0]
    before = ", ".join(row.before.value if row.before else nothing for row in rows)
    after = "stays" if first.before == first.after else _after(first)
    who = ", ".join(permission.value for permission in first.permissions) or nobody
    return f"| {before} | {first.verb.value}: {first.verb.label} | {after} | {who} | {first.rule} |"
