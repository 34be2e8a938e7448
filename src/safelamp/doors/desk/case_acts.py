"""What can be done to a case at the desk: one row an act. Addresses, pages and buttons follow from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms import cases as forms
from safelamp.doors.desk.forms.asides import SetCaseAsideForm
from safelamp.doors.desk.forms.cases import CaseForm
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import TABLE, State, Verb, permitted, step


@dataclass(frozen=True, slots=True)
class Act:
    """An act: the verb of the table of states, its words, its form; `judges` where no answer may be coloured."""

    path: str
    verb: Verb
    permission: Permission
    question: Promise | str
    button: Promise | str
    hint: Promise | str
    form: type[CaseForm]
    done: str
    judges: bool = False

    @property
    def link(self) -> Promise | str:
        """What stands in the list under "More"."""
        return _LINKS.get(self.verb, self.button)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the table of states asks for: any one of these."""
        return frozenset(permission for row in TABLE if row.verb == self.verb for permission in row.permissions)


_LINKS: dict[Verb, Promise | str] = {
    Verb.RAISE: _("Raise it with the employer"),
    Verb.HAND_OVER: _("Hand it over"),
    Verb.MERGE: _("Put it into another case"),
    Verb.NOTE: _("Write a note"),
    Verb.RENAME: _("Give it another title"),
    Verb.HOLD: _("Hold it back from being destroyed"),
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A button of the next card that leads to a page of its own."""

    permission: Permission
    button: Promise | str


ACTS: dict[str, Act | Elsewhere] = {
    "rate_case": Act(
        "rate", Verb.RATE, Permission.TAKE_CASES, _("How bad could it become?"), _("Rate it"),
        _("Two judgements, in this order. Workers never fill this in."), forms.RatingForm, "rated", judges=True,
    ),
    "raise_case": Act(
        "raise", Verb.RAISE, Permission.TAKE_CASES, _("Raise it with the employer"), _("Raise it"),
        _("Safelamp sends nothing to the employer. You tell them; here you keep the day by which they owe an answer."),
        forms.RaiseForm, "raised",
    ),
    "end_danger": Act(
        "end-danger", Verb.END_DANGER, Permission.TAKE_CASES, _("Is nobody in danger now?"),
        _("Nobody is in danger now"),
        _("The case leaves the top of the inbox. Say how you know: who looked, what was stopped."),
        forms.EndDangerForm, "danger_ended", judges=True,
    ),
    "ask_floor": Act(
        "ask", Verb.ASK, Permission.TAKE_CASES, _("Ask the floor: is it really fixed?"), _("Ask the reporters"),
        _("Every reporter of this case gets the question. Answers to an earlier question no longer count."),
        forms.AskForm, "asked",
    ),
    "close_case": Act(
        "close", Verb.CLOSE, Permission.READ_CASES, _("Close the case on the floor's word"), _("Close it"),
        _("It closes only when all actions are verified and somebody on the floor confirms it."),
        forms.CloseForm, "closed", judges=True,
    ),
    "reopen_case": Act(
        "reopen", Verb.REOPEN, Permission.READ_CASES, _("Open the case again"), _("Open it again"),
        _("It is counted. All actions that were said to be done are in progress again."),
        forms.ReopenForm, "reopened", judges=True,
    ),
    "set_case_aside": Act(
        "set-aside", Verb.SET_ASIDE, Permission.TAKE_CASES, _("Can nobody ever confirm it?"), _("Set the case aside"),
        _("For a case whose reporters do not come back and on whose floor nobody can look, or that was no danger. "
          "It is counted apart from closed cases and never as fixed."),
        SetCaseAsideForm, "case_set_aside", judges=True,
    ),
    "hand_over_case": Act(
        "hand-over", Verb.HAND_OVER, Permission.TAKE_CASES, _("Hand the case over"), _("Hand it over"),
        _("Only colleagues who may read the case are offered."), forms.HandOverForm, "handed_over",
    ),
    "merge_case": Act(
        "merge", Verb.MERGE, Permission.TAKE_CASES, _("Put it into another case"), _("Put it into that case"),
        _("For two cases about the same problem. Nobody may come to read what they could not read before."),
        forms.MergeForm, "merged",
    ),
    "note_case": Act(
        "note", Verb.NOTE, Permission.READ_CASES, _("Write a note"), _("Keep the note"),
        _("It stands in the history of the case."), forms.NoteForm, "noted",
    ),
    "rename_case": Act(
        "title", Verb.RENAME, Permission.TAKE_CASES, _("Give it another title"), _("Keep the title"),
        _("Sealed to those who may read the case."), forms.RenameForm, "renamed",
    ),
    "hold_case": Act(
        "hold", Verb.HOLD, Permission.HOLD_CASES, _("Hold the case back from being destroyed?"), _("Hold it back"),
        _("For a court or an inspector. Everything of the case is kept, longer than the reporters were promised, "
          "until somebody ends this by hand."),
        forms.HoldForm, "held", judges=True,
    ),
    "end_hold_case": Act(
        "end-hold", Verb.END_HOLD, Permission.HOLD_CASES, _("Is it needed no longer?"), _("Hold it back no longer"),
        _("If its time is over, its words are destroyed in the coming night."),
        forms.EndHoldForm, "hold_ended", judges=True,
    ),
    "agree_action": Elsewhere(Permission.AGREE_ACTIONS, _("Write down an action")),
}  # fmt: skip


def allowed(member: Member, case: Case, name: str) -> bool:
    """Whether the member's role allows the act, and the case stands where it is possible."""
    act = ACTS[name]
    if isinstance(act, Elsewhere):
        return case.is_open and not case.shredded_on and permitted(member, [act.permission], audience=case.audience)
    return permitted(member, act.permissions, audience=case.audience) and not refused_now(case, act)


def refused_now(case: Case, act: Act) -> str:
    """Why the act is not possible as the case stands, or nothing."""
    if case.shredded_on is not None:
        return gettext("The words of this case have been destroyed. Open a new case if the danger is there again.")
    if act.verb == Verb.HOLD and case.held_since is not None:
        return gettext("This case is held back already.")
    if act.verb == Verb.END_HOLD and case.held_since is None:
        return gettext("This case is not held back.")
    if act.verb in {Verb.SET_ASIDE, Verb.END_DANGER} and case.danger_now != (act.verb == Verb.END_DANGER):
        return _of_danger(case)
    try:
        step(State(case.state), act.verb)
    except Refused as refusal:
        return str(refusal)
    return ""


def _of_danger(case: Case) -> str:
    if case.danger_now:
        return gettext("Say first how you know that nobody is in danger now.")
    return gettext("This case is not marked as danger now.")


def others_for(member: Member, case: Case) -> list[tuple[str, Act]]:
    """Every further act that the member may do now: the list under "More"."""
    return [(name, act) for name, act in ACTS.items() if isinstance(act, Act) and allowed(member, case, name)]
