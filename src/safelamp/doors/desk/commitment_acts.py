"""What can be done to a promise at the desk: one row an act."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.loop.agreements.models import Commitment
from safelamp.loop.agreements.states import CommitmentState, CommitmentVerb, verbs_from


@dataclass(frozen=True, slots=True)
class CommitmentAct:
    """An act: its address, the verb of the table of states, its words."""

    name: str
    path: str
    verb: CommitmentVerb
    question: Promise | str
    button: Promise | str
    hint: Promise | str


ACTS: tuple[CommitmentAct, ...] = (
    CommitmentAct(
        "add_evidence", "evidence", CommitmentVerb.ADD_EVIDENCE, _("How does it go?"), _("Write it down"),
        _("It judges nothing yet. What you write stays in the history of the promise."),
    ),
    CommitmentAct(
        "find_kept", "kept", CommitmentVerb.FIND_KEPT, _("Was it kept?"), _("It was kept"),
        _("What was promised is there, and somebody has seen it."),
    ),
    CommitmentAct(
        "find_partly_kept", "partly-kept", CommitmentVerb.FIND_PARTLY_KEPT, _("Was it kept in part?"),
        _("It was kept in part"), _("Say what is there and what is not."),
    ),
    CommitmentAct(
        "find_broken", "broken", CommitmentVerb.FIND_BROKEN, _("Was it broken?"), _("It was broken"),
        _("The day has passed, or something else was done. Say what shows it."),
    ),
    CommitmentAct(
        "drop_commitment", "drop", CommitmentVerb.DROP, _("Stop following it?"), _("Stop following it"),
        _("It stays in the list as not followed any more. Say why."),
    ),
    CommitmentAct(
        "take_up_commitment", "take-up", CommitmentVerb.TAKE_UP, _("Take it up again?"), _("Take it up again"),
        _("Say what is new."),
    ),
)  # fmt: skip


def acts_for(commitment: Commitment) -> list[CommitmentAct]:
    """What can be done now."""
    possible = verbs_from(CommitmentState(commitment.state))
    return [act for act in ACTS if act.verb in possible]
