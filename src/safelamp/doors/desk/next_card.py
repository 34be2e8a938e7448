"""The yellow card of a case page: the next decision in words, with the buttons that the member may press."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.case_acts import ACTS, allowed
from safelamp.doors.desk.next_step import Next
from safelamp.ground.organisations.models import Member
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.actions.states import ActionState
from safelamp.loop.cases.models import Case


@dataclass(frozen=True, slots=True)
class Button:
    """A way on: words and address."""

    words: str | Promise
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """Heading, why, and the buttons; `for_others` where somebody else has to press."""

    heading: str | Promise
    words: str | Promise
    buttons: Sequence[Button]
    for_others: bool


_SAID: dict[Next, tuple[Promise | str, Promise | str, tuple[str, ...]]] = {
    Next.STOP_DANGER: (
        _("Next: stop the danger today"),
        _("Somebody may be hurt now. Raise it with the employer today and ask that the work stops until it is safe."),
        ("raise_case", "end_danger"),
    ),
    Next.RATE: (
        _("Next: rate how bad it could become"),
        _("The credible worst harm first, then how likely it is. What could kill comes before everything else."),
        ("rate_case",),
    ),
    Next.RAISE: (
        _("Next: raise it with the employer"),
        _("Say what is dangerous and by which day you want an answer. Say nothing that could show who told you."),
        ("raise_case", "agree_action"),
    ),
    Next.AGREE: (
        _("Next: write down what was agreed"),
        _("The employer has to answer. Agree on the strongest control first: take the danger away before gloves."),
        ("agree_action", "raise_case"),
    ),
    Next.ANSWER_LATE: (
        _("Next: the employer owes an answer"),
        _("The day has passed. Raise it again with a new day, or write down what was agreed."),
        ("raise_case", "agree_action"),
    ),
    Next.CHASE: (
        _("Next: an action is behind schedule"),
        _("Ask whoever owes it. Agree another day with a reason, or escalate it."),
        (),
    ),
    Next.WAIT_FOR_ACTIONS: (
        _("Waiting: the actions are in time"),
        _("Write down when whoever owes an action says that it is done. Open the action below."),
        ("agree_action",),
    ),
    Next.STILL_DANGEROUS: (
        _("Next: a reporter says that it is still dangerous"),
        _("It is not solved. Look at what was done, and agree what else has to be done."),
        ("agree_action", "raise_case"),
    ),
    Next.ASK: (
        _("Next: ask the floor"),
        _("Everything agreed is reported fixed. It counts as done only when someone who works there confirms it."),
        ("ask_floor",),
    ),
    Next.WAIT_FOR_FLOOR: (
        _("Waiting: the floor is asked"),
        _("The reporters see the question when they type their code. A representative of the workplace can look too."),
        ("close_case",),
    ),
    Next.VERIFY: (
        _("Next: verify the actions"),
        _("A reporter says that it is fixed. Somebody else than the owner has to see each action."),
        (),
    ),
    Next.CLOSE: (
        _("Next: close it"),
        _("All actions are verified and the floor says that it is fixed."),
        ("close_case",),
    ),
    Next.CLOSED: (
        _("Closed"),
        _("Someone on the floor has confirmed it. If the danger comes back, open it again."),
        ("reopen_case",),
    ),
    Next.SET_ASIDE: (
        _("Set aside"),
        _("Nobody on the floor can confirm it. It does not count as fixed. If somebody comes back, open it again."),
        ("reopen_case",),
    ),
    Next.MERGED: (_("Part of another case"), _("Go on in that case."), ()),
}


def card(following: Next, *, case: Case, member: Member, actions: Sequence[CorrectiveAction], on: dt.date) -> Card:
    """The card for this member; where an action is meant, its first button opens that action."""
    heading, words, names = _SAID[following]
    open_to = [name for name in names if allowed(member, case, name)]
    buttons = [Button(ACTS[name].button, reverse(f"desk:{name}", args=[case.id])) for name in open_to]
    meant = _meant(following, actions, on)
    if meant is not None:
        buttons.insert(0, Button(_("Open the action"), reverse("desk:action", args=[meant.id])))
    return Card(heading, words, buttons, for_others=bool(names) and not buttons)


def _meant(following: Next, actions: Sequence[CorrectiveAction], on: dt.date) -> CorrectiveAction | None:
    if following == Next.CHASE:
        return min((each for each in actions if each.is_late_on(on)), key=lambda each: each.due_on, default=None)
    if following == Next.VERIFY:
        return next((each for each in actions if each.state == ActionState.REPORTED_FIXED), None)
    return None
