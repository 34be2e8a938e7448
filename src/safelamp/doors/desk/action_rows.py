"""Actions as they are shown on lists: words opened, level drawn, clock."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safelamp.doors.desk import faces
from safelamp.doors.desk.faces import Face
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.actions.models import ControlLevel, CorrectiveAction, OwnerSide
from safelamp.loop.actions.queries import ActionWords, words_of
from safelamp.loop.actions.states import SAID_TO_BE_DONE
from safelamp.loop.cases.clocks import day_clock

STRONG_TO = ControlLevel.ENGINEERING


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action on a list; `words` is None where the member does not hold the key."""

    action: CorrectiveAction
    words: ActionWords | None
    face: Face | None

    @property
    def what(self) -> str:
        """What was agreed."""
        return self.words.what if self.words else _("sealed: you do not hold the key")

    @property
    def owner(self) -> str:
        """Who owes it."""
        if self.action.owner_member is not None:
            return self.action.owner_member.login_name
        named = self.words.owner if self.words else ""
        return named or str(OwnerSide(self.action.owner_side).label)

    @property
    def level(self) -> ControlLevel:
        """The control level."""
        return ControlLevel(self.action.level)

    @property
    def strength(self) -> str:
        """Its place among the five, and whether that is strong."""
        if self.level == ControlLevel.ELIMINATE:
            return _("%(rank)s, strongest") % {"rank": self.level.rank}
        if self.level == ControlLevel.PPE:
            return _("%(rank)s, weakest") % {"rank": self.level.rank}
        said = _("%(rank)s, strong") if self.level <= STRONG_TO else _("%(rank)s, weak")
        return said % {"rank": self.level.rank}

    @property
    def bars(self) -> list[tuple[int, str, str, bool]]:
        """Five bars of the drawing: x, y, height, filled."""
        return [(7 * at, f"{3.6 * at:.1f}", f"{22 - 3.6 * at:.1f}", at + 1 == self.action.level) for at in range(5)]

    @property
    def was_moved(self) -> bool:
        """Whether the due date was revised."""
        return self.action.first_due_on != self.action.due_on


def rows_of(session: OpenSession, actions: Iterable[CorrectiveAction], *, on: dt.date) -> list[ActionRow]:
    """The rows, in the order given."""
    listed = list(actions)
    opened = _opened(session, listed)
    return [ActionRow(action, opened.get(action.id), face_of(action, on=on)) for action in listed]


def face_of(action: CorrectiveAction, *, on: dt.date) -> Face | None:
    """Its clock; nothing runs once it is said to be done."""
    if action.state in SAID_TO_BE_DONE:
        return None
    return faces.day_face(day_clock(due_on=action.due_on, on=on), due_on=action.due_on, on=on)


def _opened(session: OpenSession, listed: list[CorrectiveAction]) -> Mapping[uuid.UUID, ActionWords]:
    try:
        return words_of(session, listed)
    except CannotOpen:
        opened: dict[uuid.UUID, ActionWords] = {}
        for action in listed:
            opened.update(_one(session, action))
        return opened


def _one(session: OpenSession, action: CorrectiveAction) -> Mapping[uuid.UUID, ActionWords]:
    try:
        return words_of(session, [action])
    except CannotOpen:
        return {}
