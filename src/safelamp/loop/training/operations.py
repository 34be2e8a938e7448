"""Writing trainings down."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import desk
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.times import coarse_day
from safelamp.loop.training.models import Training


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """What is counted of a training; None where it is not known."""

    held_from: dt.date
    held_until: dt.date
    participants: int | None = None
    women: int | None = None
    unions: int | None = None


@transaction.atomic
def write(
    facts: TrainingFacts,
    *,
    title: str,
    by: OpenSession,
    place: str = "",
    about: str = "",
    citation: Citation | None = None,
    at: dt.datetime | None = None,
) -> Training:
    """Writes down a training that was held, with the words where it was read."""
    if not allows(by.member, Permission.FOLLOW_PROMISES):
        raise Refused(
            _("Your role does not allow this: %(act)s. Ask a colleague whose role does.")
            % {"act": Permission.FOLLOW_PROMISES.label}
        )
    _check(facts, title)
    organisation = by.member.organisation
    training = Training(
        organisation=organisation,
        held_from=facts.held_from,
        held_until=facts.held_until,
        participants=facts.participants,
        women=facts.women,
        unions=facts.unions,
        written_on=coarse_day(organisation, timezone.localdate(at or timezone.now())),
    )
    words = {"title": title, "place": place, "about": about, "citation": citation.written() if citation else ""}
    for name, text in words.items():
        sealed = desk.seal(text.strip(), organisation=organisation, subject=training.id, field=name)
        setattr(training, f"{name}_sealed", sealed)
    training.save(force_insert=True)
    audit.record("training.write", organisation_id=organisation.id, by=by.member.id, subject_id=training.id)
    return training


def _check(facts: TrainingFacts, title: str) -> None:
    if not title.strip():
        raise Refused(_("Say what the training was called."))
    if facts.held_until < facts.held_from:
        raise Refused(_("The training ends before it begins. Change one of the two days."))
    if facts.women is not None and (facts.participants is None or facts.women > facts.participants):
        raise Refused(_("There are more women than participants. Change one of the two numbers."))
