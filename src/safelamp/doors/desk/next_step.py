"""The one next decision of a case, from how it stands. Pure: the case page shows it as its one yellow card."""

from dataclasses import dataclass
from enum import Enum

from safelamp.loop.cases.states import State


class Next(Enum):
    """What has to be decided or awaited next."""

    STOP_DANGER = "stop_danger"
    RATE = "rate"
    RAISE = "raise"
    AGREE = "agree"
    ANSWER_LATE = "answer_late"
    CHASE = "chase"
    WAIT_FOR_ACTIONS = "wait_for_actions"
    STILL_DANGEROUS = "still_dangerous"
    ASK = "ask"
    WAIT_FOR_FLOOR = "wait_for_floor"
    VERIFY = "verify"
    CLOSE = "close"
    CLOSED = "closed"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: its state and days, `agreed` actions and where they are, what reporters answered."""

    state: State
    danger_now: bool = False
    rated: bool = True
    raised: bool = True
    answer_late: bool = False
    agreed: int = 0
    reported_fixed: int = 0
    verified: int = 0
    behind_schedule: int = 0
    said_fixed: int = 0
    said_dangerous: int = 0

    @property
    def all_said_done(self) -> bool:
        """Whether everything agreed is at least reported fixed."""
        return 0 < self.agreed == self.reported_fixed + self.verified

    @property
    def all_verified(self) -> bool:
        """Whether nothing is left to verify."""
        return self.agreed == self.verified


def next_of(case: Standing) -> Next:
    """The next decision. Danger first, then the rating, then the floor's word, then what is owed.

    >>> next_of(Standing(State.TAKEN, rated=False)).value
    'rate'
    >>> next_of(Standing(State.RAISED, agreed=2, reported_fixed=1, verified=1)).value
    'ask'
    """
    if case.state == State.MERGED:
        return Next.MERGED
    if case.state == State.CLOSED:
        return Next.CLOSED
    if case.state == State.SET_ASIDE:
        return Next.SET_ASIDE
    if case.danger_now and not case.raised:
        return Next.STOP_DANGER
    if not case.rated:
        return Next.RATE
    return _by_the_floor(case) or _by_what_is_owed(case)


def _by_the_floor(case: Standing) -> Next | None:
    if case.said_dangerous:
        return Next.ASK if case.all_said_done else Next.STILL_DANGEROUS
    if case.said_fixed:
        if case.all_verified:
            return Next.CLOSE
        return Next.VERIFY if case.all_said_done else None
    if case.state == State.ASKED:
        return Next.WAIT_FOR_FLOOR
    return Next.ASK if case.all_said_done else None


def _by_what_is_owed(case: Standing) -> Next:
    if not case.raised:
        return Next.RAISE
    if not case.agreed:
        return Next.ANSWER_LATE if case.answer_late else Next.AGREE
    return Next.CHASE if case.behind_schedule else Next.WAIT_FOR_ACTIONS
