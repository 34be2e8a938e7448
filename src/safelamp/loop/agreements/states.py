"""The states of a commitment: one table of who may do what from where. docs/states.md is drawn from TABLE."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.policy import Permission
from safelamp.loop.cases.refusals import Refused


class CommitmentState(models.TextChoices):
    """What is known of a promise. Kept, partly kept and broken rest on evidence that somebody wrote down."""

    FOLLOWED = "followed", _("followed: not known yet")
    KEPT = "kept", _("kept")
    PARTLY_KEPT = "partly_kept", _("partly kept")
    BROKEN = "broken", _("broken")
    DROPPED = "dropped", _("not followed any more")


class CommitmentVerb(models.TextChoices):
    """What is done to a commitment."""

    FOLLOW = "follow", _("follow a promise")
    ADD_EVIDENCE = "add_evidence", _("write down what shows how it goes")
    FIND_KEPT = "find_kept", _("say that it was kept")
    FIND_PARTLY_KEPT = "find_partly_kept", _("say that it was kept in part")
    FIND_BROKEN = "find_broken", _("say that it was broken")
    DROP = "drop", _("stop following it")
    TAKE_UP = "take_up", _("take it up again")


@dataclass(frozen=True, slots=True)
class CommitmentStep:
    """One row: from `before` (None: not followed yet) by `verb` to `after`, by a member with one of `permissions`."""

    before: CommitmentState | None
    verb: CommitmentVerb
    after: CommitmentState
    permissions: tuple[Permission, ...]
    rule: Promise | str


_WHO = (Permission.FOLLOW_PROMISES,)
_EVIDENCE = _("With what shows it, in words.")
_FOUND = {
    CommitmentVerb.FIND_KEPT: CommitmentState.KEPT,
    CommitmentVerb.FIND_PARTLY_KEPT: CommitmentState.PARTLY_KEPT,
    CommitmentVerb.FIND_BROKEN: CommitmentState.BROKEN,
}
_JUDGED = tuple(_FOUND.values())

TABLE: tuple[CommitmentStep, ...] = (
    CommitmentStep(None, CommitmentVerb.FOLLOW, CommitmentState.FOLLOWED, _WHO, _("With who promised what.")),
    CommitmentStep(
        CommitmentState.FOLLOWED, CommitmentVerb.ADD_EVIDENCE, CommitmentState.FOLLOWED, _WHO,
        _("It says how it goes, and judges nothing yet."),
    ),
    *(
        CommitmentStep(CommitmentState.FOLLOWED, verb, after, _WHO, _EVIDENCE)
        for verb, after in _FOUND.items()
    ),
    CommitmentStep(
        CommitmentState.FOLLOWED, CommitmentVerb.DROP, CommitmentState.DROPPED, _WHO, _("With the reason.")
    ),
    *(
        CommitmentStep(before, CommitmentVerb.TAKE_UP, CommitmentState.FOLLOWED, _WHO, _("With what is new."))
        for before in (*_JUDGED, CommitmentState.DROPPED)
    ),
)  # fmt: skip

_BY_PAIR = {(row.before, row.verb): row for row in TABLE}


def step(before: CommitmentState | None, verb: CommitmentVerb) -> CommitmentStep:
    """The row of the table; raises Refused where the verb is not possible from there."""
    row = _BY_PAIR.get((before, verb))
    if row is None:
        now = before.label if before else gettext("not followed yet")
        raise Refused(
            gettext("This is not possible now: %(verb)s. The promise stands at: %(state)s.")
            % {"verb": verb.label, "state": now}
        )
    return row


def verbs_from(state: CommitmentState) -> list[CommitmentVerb]:
    """What can be done from a state, in the order of the table."""
    return [row.verb for row in TABLE if row.before == state]


def is_overdue(state: str, *, due_on: dt.date | None, on: dt.date) -> bool:
    """Whether the promised day has passed and nobody has said what became of it.

    >>> due = dt.date(2026, 11, 20)
    >>> [is_overdue(state, due_on=due, on=dt.date(2026, 11, 21)) for state in ("followed", "kept")]
    [True, False]
    >>> is_overdue("followed", due_on=None, on=due)
    False
    """
    return state == CommitmentState.FOLLOWED and due_on is not None and due_on < on
