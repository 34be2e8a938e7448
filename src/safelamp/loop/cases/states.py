"""The states of a case: one table of who may do what from where. docs/states.md is drawn from TABLE."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases.refusals import Refused


class State(models.TextChoices):
    """Where a case stands. Before it is taken there are only reports."""

    TAKEN = "taken", _("somebody in the union works on it")
    RAISED = "raised", _("raised with the employer")
    ASKED = "asked", _("the floor is asked whether it is really fixed")
    CLOSED = "closed", _("closed: someone on the floor has confirmed it")
    MERGED = "merged", _("part of another case")
    SET_ASIDE = "set_aside", _("set aside: nobody on the floor can ever confirm it; it does not count as fixed")


class Verb(models.TextChoices):
    """What is done to a case, or said about it."""

    TAKE = "take", _("take the reports")
    ADD_REPORTS = "add_reports", _("add reports of the same problem")
    MERGE = "merge", _("put it into another case")
    HAND_OVER = "hand_over", _("hand it over")
    RATE = "rate", _("rate how bad it could become")
    RENAME = "rename", _("give it another title")
    NOTE = "note", _("write a note")
    END_DANGER = "end_danger", _("say that nobody is in danger now")
    RAISE = "raise", _("raise it with the employer")
    ASK = "ask", _("ask the floor whether it is really fixed")
    CLOSE = "close", _("close it")
    REOPEN = "reopen", _("open it again")
    SET_ASIDE = "set_aside", _("set it aside")
    HOLD = "hold", _("hold it back from being destroyed")
    END_HOLD = "end_hold", _("hold it back no longer")
    SAY_FIXED = "say_fixed", _("say that it is fixed")
    SAY_STILL_DANGEROUS = "say_still_dangerous", _("say that it is still dangerous")
    SAY_CANNOT_TELL = "say_cannot_tell", _("say that they cannot tell")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: from `before` (None: no case yet) by `verb` to `after`.

    Who: a member with any one of `permissions`, or, where there are none, the reporter with the receipt.
    `rule` is what must hold besides, in a sentence.
    """

    before: State | None
    verb: Verb
    after: State
    permissions: tuple[Permission, ...]
    rule: Promise | str


OPEN = (State.TAKEN, State.RAISED, State.ASKED)

_TAKE = (Permission.TAKE_CASES,)
_READ = (Permission.READ_CASES,)
_HELD = (Permission.HOLD_CASES,)
_FLOOR = (Permission.CONFIRM_ON_THE_FLOOR, Permission.TAKE_CASES)
_REPORTER: tuple[Permission, ...] = ()


def _staying(
    states: Iterable[State], verb: Verb, permissions: tuple[Permission, ...], rule: Promise | str
) -> list[Step]:
    return [Step(state, verb, state, permissions, rule) for state in states]


def _leading(
    states: Iterable[State], verb: Verb, after: State, permissions: tuple[Permission, ...], rule: Promise | str
) -> list[Step]:
    return [Step(state, verb, after, permissions, rule) for state in states]


_SAME_READERS = _("Nobody may come to read what they could not read before, and all is from one workplace.")
_HAND_OVER = _("Only to a member who may read the case and take it on.")
_HOLD = _("One reporter's “still dangerous” stands until the floor is asked again.")
_ASIDE = _("With a reason, never while somebody may be in danger now. Counted apart from closed, never as fixed.")
_DONE = (State.CLOSED, State.SET_ASIDE)
_CLOSE = _(
    "A representative posted to the workplace confirms it, or a reporter has said that it is fixed; "
    "and no reporter says that it is still dangerous."
)

TABLE: tuple[Step, ...] = (
    Step(None, Verb.TAKE, State.TAKEN, _TAKE, _("Nobody has taken one of the reports yet.")),
    *_staying(OPEN, Verb.ADD_REPORTS, _TAKE, _SAME_READERS),
    *_leading(OPEN, Verb.MERGE, State.MERGED, _TAKE, _SAME_READERS),
    *_staying(OPEN, Verb.HAND_OVER, _TAKE, _HAND_OVER),
    *_staying(OPEN, Verb.RATE, _TAKE, _("The credible worst harm first, the likelihood second.")),
    *_staying(OPEN, Verb.RENAME, _TAKE, _("Sealed to those who may read the case.")),
    *_staying((*OPEN, *_DONE), Verb.NOTE, _READ, _("Sealed to those who may read the case.")),
    *_staying(OPEN, Verb.END_DANGER, _TAKE, _("With a note that says how it is known.")),
    *_leading(OPEN, Verb.RAISE, State.RAISED, _TAKE, _("With the day by which the employer must answer.")),
    *_leading(OPEN, Verb.ASK, State.ASKED, _TAKE, _("Answers to earlier questions no longer count.")),
    *_leading(OPEN, Verb.CLOSE, State.CLOSED, _FLOOR, _CLOSE),
    Step(State.CLOSED, Verb.REOPEN, State.TAKEN, _FLOOR, _("A representative only on their own floor. It is counted.")),
    *_leading(OPEN, Verb.SET_ASIDE, State.SET_ASIDE, _TAKE, _ASIDE),
    Step(State.SET_ASIDE, Verb.REOPEN, State.TAKEN, _FLOOR, _("It is not counted: it was never said to be fixed.")),
    *_staying((*OPEN, *_DONE), Verb.HOLD, _HELD, _("With a reason: a court or an inspector needs it.")),
    *_staying((*OPEN, *_DONE), Verb.END_HOLD, _HELD, _("By hand only, with a note.")),
    *_staying((*OPEN, *_DONE), Verb.SAY_FIXED, _REPORTER, _("The case closes only when the union closes it.")),
    *_staying((*OPEN, *_DONE), Verb.SAY_CANNOT_TELL, _REPORTER, _("Nothing changes.")),
    *_staying((State.TAKEN, State.RAISED), Verb.SAY_STILL_DANGEROUS, _REPORTER, _HOLD),
    Step(State.ASKED, Verb.SAY_STILL_DANGEROUS, State.TAKEN, _REPORTER, _HOLD),
    Step(State.CLOSED, Verb.SAY_STILL_DANGEROUS, State.TAKEN, _REPORTER, _("The case is open again. It is counted.")),
    Step(State.SET_ASIDE, Verb.SAY_STILL_DANGEROUS, State.TAKEN, _REPORTER, _("The case is open again.")),
)  # fmt: skip

_BY_PAIR = {(row.before, row.verb): row for row in TABLE}

# The organisation named the restricted lane's readers whatever their role: in that lane they work on cases.
_LANE_WORK = frozenset({Permission.READ_CASES, Permission.TAKE_CASES, Permission.AGREE_ACTIONS, Permission.HOLD_CASES})


def step(before: State | None, verb: Verb) -> Step:
    """The row of the table; raises Refused where the verb is not possible from there."""
    row = _BY_PAIR.get((before, verb))
    if row is None:
        now = before.label if before else gettext("nobody has taken it yet")
        raise Refused(
            gettext("This is not possible now: %(verb)s. The case stands at: %(state)s.")
            % {"verb": verb.label, "state": now}
        )
    return row


def permitted(member: Member, permissions: Iterable[Permission], *, audience: str) -> bool:
    """Whether the member has one of the permissions; in the restricted lane its readers may do the work of a case."""
    wanted = frozenset(permissions)
    if audience == Audience.RESTRICTED and wanted & _LANE_WORK and allows(member, Permission.READ_RESTRICTED):
        return True
    return any(allows(member, permission) for permission in wanted)


def check_permitted(member: Member, permissions: Iterable[Permission], *, audience: str) -> None:
    """Raises Refused, naming what the member's role lacks."""
    wanted = tuple(permissions)
    if not permitted(member, wanted, audience=audience):
        raise Refused(
            gettext("Your role does not allow this: %(act)s. Ask a colleague whose role does.")
            % {"act": " / ".join(str(permission.label) for permission in wanted)}
        )
