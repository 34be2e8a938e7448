"""The way of an alert as its page draws it: four steps, the ones that are done with who and when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.insight.alerts.choices import Rule
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.queries import AlertLine
from safelamp.insight.alerts.states import AlertState, AlertVerb

_STEPS: tuple[tuple[Promise, Promise, frozenset[AlertVerb]], ...] = (
    (
        _("Check it"),
        _("Ask or look: is it the same danger, was it counted twice, or do more people tell?"),
        frozenset({AlertVerb.VERIFY, AlertVerb.FIND_NOT_REAL, AlertVerb.CANNOT_TELL}),
    ),
    (_("Assess it"), _("How great is the risk?"), frozenset({AlertVerb.ASSESS})),
    (_("Act"), _("Open or join a case, visit, write a letter."), frozenset({AlertVerb.ACT})),
    (_("Close it with a word"), _("What was found, and what changed?"), frozenset({AlertVerb.CLOSE})),
)
_ASK_WHO_WAS_THERE = _("Ask somebody who was there: did it happen, and where?")
_ASK: dict[Rule, Promise] = {
    Rule.SILENT: _("Go there or call: do people know how to tell, and do they dare?"),
    Rule.OVERDUE: _("Ask who owes it: is it done, and what holds it up?"),
}
_AT = {AlertState.SIGNAL: 0, AlertState.VERIFIED: 1, AlertState.ASSESSED: 2, AlertState.ACTED_ON: 3}
_BEGINS_ANEW = frozenset({AlertVerb.REOPEN})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done by somebody on a day, or here, or still ahead."""

    name: str
    hint: str
    is_done: bool
    is_here: bool
    who: str = ""
    day: dt.date | None = None


def asked_of(alert: Alert, usual: Promise | str) -> str:
    """What to ask in order to check an alert; `usual` where the statistics raised it."""
    if alert.rule == Rule.STATISTIC:
        return str(usual)
    return str(_ASK.get(Rule(alert.rule), _ASK_WHO_WAS_THERE))


def steps(alert: Alert, history: Sequence[AlertLine]) -> list[Step]:
    """The four steps. What was done before the alert was opened again does not count."""
    again = max((place for place, line in enumerate(history) if line.verb in _BEGINS_ANEW), default=-1)
    lines = history[again + 1 :]
    return [_step(place, alert, lines) for place in range(len(_STEPS))]


def _step(place: int, alert: Alert, lines: Sequence[AlertLine]) -> Step:
    name, hint, verbs = _STEPS[place]
    here = _AT.get(AlertState(alert.state))
    done = next((line for line in reversed(lines) if line.verb in verbs), None)
    is_done = done is not None or (here is not None and place < here)
    return Step(
        name=str(name),
        hint=asked_of(alert, hint) if place == 0 else str(hint),
        is_done=is_done,
        is_here=place == here,
        who=done.member.login_name if done and done.member else "",
        day=done.day if done else None,
    )
