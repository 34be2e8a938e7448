"""The life of an alert: one table of who may do what from where. docs/states.md is drawn from TABLE.

The order is that of event-based surveillance (WHO): a signal is verified, assessed, acted on and closed, each in its
time. `member` None in the history: the machine.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.policy import Permission
from safelamp.insight.alerts.choices import Feedback, Within
from safelamp.loop.cases.refusals import Refused


class AlertState(models.TextChoices):
    """Where an alert stands."""

    SIGNAL = "signal", _("signal: nobody has verified it yet")
    VERIFIED = "verified", _("verified: it is real")
    ASSESSED = "assessed", _("assessed: how great the risk is")
    ACTED_ON = "acted_on", _("acted on")
    CLOSED = "closed", _("closed")
    MERGED = "merged", _("part of another alert")


class AlertVerb(models.TextChoices):
    """What is done to an alert."""

    RAISE = "raise", _("raise the alert")
    GO_ON = "go_on", _("add what came since")
    SETTLE = "settle", _("see that it is over")
    VERIFY = "verify", _("say that it is real")
    FIND_NOT_REAL = "find_not_real", _("say that it is not real")
    CANNOT_TELL = "cannot_tell", _("say that nobody can tell")
    ASSESS = "assess", _("say how great the risk is")
    ACT = "act", _("write down what was done")
    NOTE = "note", _("write a note")
    CLOSE = "close", _("close it")
    REOPEN = "reopen", _("open it again")
    MERGE = "merge", _("put it into another alert")
    JUDGE = "judge", _("say better what it was")


@dataclass(frozen=True, slots=True)
class AlertStep:
    """One row: from `before` (None: no alert yet) by `verb` to `after`.

    Who: a member with one of `permissions`; where there are none, the machine. Alerts of the restricted lane are
    handled by its readers, whatever their role.
    """

    before: AlertState | None
    verb: AlertVerb
    after: AlertState
    permissions: tuple[Permission, ...]
    rule: Promise | str


OPEN = (AlertState.SIGNAL, AlertState.VERIFIED, AlertState.ASSESSED, AlertState.ACTED_ON)
OVER = (AlertState.CLOSED, AlertState.MERGED)
_WHO = (Permission.HANDLE_ALERTS,)
_MACHINE: tuple[Permission, ...] = ()

TABLE: tuple[AlertStep, ...] = (
    AlertStep(None, AlertVerb.RAISE, AlertState.SIGNAL, _MACHINE, _("A rule or the statistics: once for each event.")),
    *(
        AlertStep(state, AlertVerb.GO_ON, state, _MACHINE, _("The same event goes on."))
        for state in OPEN
    ),
    AlertStep(
        AlertState.SIGNAL, AlertVerb.SETTLE, AlertState.CLOSED, _MACHINE,
        _("A silent workplace is heard again, or no action is late any more."),
    ),
    *(
        AlertStep(state, AlertVerb.SETTLE, state, _MACHINE, _("The same, but who took it up closes it."))
        for state in (AlertState.VERIFIED, AlertState.ASSESSED, AlertState.ACTED_ON)
    ),
    AlertStep(
        AlertState.SIGNAL, AlertVerb.VERIFY, AlertState.VERIFIED, _WHO, _("Within 48 hours: somebody asked or looked.")
    ),
    *(
        AlertStep(state, AlertVerb.FIND_NOT_REAL, AlertState.CLOSED, _WHO, _("With what shows it."))
        for state in (AlertState.SIGNAL, AlertState.VERIFIED, AlertState.ASSESSED)
    ),
    AlertStep(AlertState.SIGNAL, AlertVerb.CANNOT_TELL, AlertState.CLOSED, _WHO, _("With why nobody can tell.")),
    AlertStep(AlertState.VERIFIED, AlertVerb.ASSESS, AlertState.ASSESSED, _WHO, _("Within two days.")),
    AlertStep(AlertState.ASSESSED, AlertVerb.ASSESS, AlertState.ASSESSED, _WHO, _("When more is known.")),
    AlertStep(AlertState.ASSESSED, AlertVerb.ACT, AlertState.ACTED_ON, _WHO, _("Within seven days; what was done.")),
    AlertStep(AlertState.ACTED_ON, AlertVerb.ACT, AlertState.ACTED_ON, _WHO, _("With what else was done.")),
    *(
        AlertStep(state, AlertVerb.NOTE, state, _WHO, _("In words."))
        for state in OPEN
    ),
    *(
        AlertStep(state, AlertVerb.CLOSE, AlertState.CLOSED, _WHO, _("With how it ended."))
        for state in (AlertState.ASSESSED, AlertState.ACTED_ON)
    ),
    AlertStep(
        AlertState.CLOSED, AlertVerb.JUDGE, AlertState.CLOSED, _WHO, _("Real, not real, or nobody can tell; with why.")
    ),
    AlertStep(
        AlertState.CLOSED, AlertVerb.REOPEN, AlertState.SIGNAL, _WHO,
        _("With what is new; what was judged is forgotten, and it is verified anew."),
    ),
    *(
        AlertStep(state, AlertVerb.MERGE, AlertState.MERGED, _WHO,
                  _("Into an open alert of the same readers; it keeps its number."))
        for state in OPEN
    ),
)  # fmt: skip

_BY_PAIR = {(row.before, row.verb): row for row in TABLE}
JUDGED_AS = {
    AlertVerb.VERIFY: Feedback.REAL,
    AlertVerb.FIND_NOT_REAL: Feedback.NOT_REAL,
    AlertVerb.CANNOT_TELL: Feedback.CANNOT_TELL,
    AlertVerb.REOPEN: Feedback.NONE,
}
_CLOCKS = {
    AlertState.SIGNAL: Within.VERIFY,
    AlertState.VERIFIED: Within.ASSESS,
    AlertState.ASSESSED: Within.ACT,
}


def step(before: AlertState | None, verb: AlertVerb) -> AlertStep:
    """The row of the table; raises Refused where the verb is not possible from there."""
    row = _BY_PAIR.get((before, verb))
    if row is None:
        now = before.label if before else gettext("no alert yet")
        raise Refused(
            gettext("This is not possible now: %(verb)s. The alert stands at: %(state)s.")
            % {"verb": verb.label, "state": now}
        )
    return row


def verbs_from(state: AlertState) -> list[AlertVerb]:
    """What a person can do from a state, in the order of the table."""
    return [row.verb for row in TABLE if row.before == state and row.permissions]


def due_on(state: AlertState, *, since: dt.date) -> dt.date | None:
    """The last day on which an alert may stand in the state that it reached on a day; None where no clock runs.

    >>> due_on(AlertState.SIGNAL, since=dt.date(2026, 11, 22))
    datetime.date(2026, 11, 23)
    """
    clock = _CLOCKS.get(state)
    return since + clock.value if clock else None
