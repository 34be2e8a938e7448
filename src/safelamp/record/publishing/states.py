"""The states of a statement's version: one table of who may do what from where."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.policy import Permission
from safelamp.record.publishing.refusals import Refused


class State(models.TextChoices):
    """Where the words of a statement stand."""

    DRAFT = "draft", _("draft: only your desk reads it")
    WAITING = "waiting", _("waits for a second pair of eyes")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a correction")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Verb(models.TextChoices):
    """What is done with the words of a statement."""

    WRITE = "write", _("write it")
    REWRITE = "rewrite", _("change the draft")
    OFFER = "offer", _("ask a colleague to look at it")
    GIVE_BACK = "give_back", _("give it back to be changed")
    APPROVE = "approve", _("publish it")
    DISCARD = "discard", _("throw the draft away")
    REPLACE = "replace", _("replace it by a correction")
    WITHDRAW = "withdraw", _("withdraw the statement")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: from `before` (None: not written yet) by `verb` to `after` (None: gone), and what must hold besides."""

    before: State | None
    verb: Verb
    after: State | None
    permissions: tuple[Permission, ...]
    rule: Promise | str


_MAY = (Permission.PUBLISH,)
_SEALED = _("The words are sealed to the desk. A language has one draft at a time.")
_SECOND = _("By another member than the one who wrote it, where the organisation has another who may publish.")

TABLE: tuple[Step, ...] = (
    Step(None, Verb.WRITE, State.DRAFT, _MAY, _SEALED),
    Step(State.DRAFT, Verb.REWRITE, State.DRAFT, _MAY, _("Whoever changes it is who wrote it from then on.")),
    Step(State.WAITING, Verb.REWRITE, State.DRAFT, _MAY, _("Whoever changes it is who wrote it from then on.")),
    Step(State.DRAFT, Verb.OFFER, State.WAITING, _MAY, ""),
    Step(State.WAITING, Verb.GIVE_BACK, State.DRAFT, _MAY, ""),
    Step(State.WAITING, Verb.APPROVE, State.PUBLISHED, _MAY, _SECOND),
    Step(State.DRAFT, Verb.DISCARD, None, _MAY, ""),
    Step(State.WAITING, Verb.DISCARD, None, _MAY, ""),
    Step(State.PUBLISHED, Verb.REPLACE, State.REPLACED, _MAY, _("Done when its correction is published.")),
    Step(State.PUBLISHED, Verb.WITHDRAW, State.WITHDRAWN, _MAY, _("All languages at once, with a public reason.")),
    Step(State.REPLACED, Verb.WITHDRAW, State.WITHDRAWN, _MAY, _("With the statement.")),
)
_BY_PAIR = {(row.before, row.verb): row for row in TABLE}


def step(before: State | None, verb: Verb) -> Step:
    """The row of the table; raises Refused where the verb is not possible from there."""
    row = _BY_PAIR.get((before, verb))
    if row is None:
        raise Refused(
            gettext("This is not possible now: %(verb)s. It stands at: %(state)s.")
            % {"verb": verb.label, "state": before.label if before else gettext("not written yet")}
        )
    return row
