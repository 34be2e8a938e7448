"""Following promises and writing agreements down. Each looks its row up again through the member who acts, locked."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import desk
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import workplace_for
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.agreements.models import (
    Agreement,
    AgreementKind,
    Clause,
    Commitment,
    CommitmentEvent,
    Promiser,
    Renewal,
)
from safelamp.loop.agreements.queries import agreements_for, commitments_for
from safelamp.loop.agreements.states import CommitmentState, CommitmentVerb, step
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.times import coarse_day


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What is known of an agreement beside its words."""

    kind: AgreementKind
    signed_on: dt.date
    expires_on: dt.date | None = None
    workplace: Workplace | None = None
    safety_clause: Clause = Clause.UNKNOWN
    committee_clause: Clause = Clause.UNKNOWN


@transaction.atomic
def follow(
    *,
    promiser: Promiser,
    who: str,
    what: str,
    by: OpenSession,
    due_on: dt.date | None = None,
    citation: Citation | None = None,
    at: dt.datetime | None = None,
) -> Commitment:
    """Writes down who promised what and by when, with the words where they were read."""
    organisation = _permitted(by)
    row = step(None, CommitmentVerb.FOLLOW)
    if not who.strip() or not what.strip():
        raise Refused(_("Say who promised, and what."))
    commitment = Commitment(
        organisation=organisation,
        promiser=promiser,
        due_on=due_on,
        followed_on=coarse_day(organisation, _day(at)),
        state=row.after,
    )
    seal_words(commitment, organisation, who=who, what=what, citation=citation.written() if citation else "")
    commitment.save(force_insert=True)
    _tell(commitment, CommitmentVerb.FOLLOW, by=by, evidence="", at=at)
    return commitment


@transaction.atomic
def settle(
    commitment: Commitment, verb: CommitmentVerb, *, evidence: str, by: OpenSession, at: dt.datetime | None = None
) -> Commitment:
    """Adds evidence, says what became of the promise, drops it or takes it up again, by the table of states."""
    organisation = _permitted(by)
    found = commitments_for(by.member).select_for_update(of=("self",)).get(id=commitment.id)
    row = step(CommitmentState(found.state), verb)
    if not evidence.strip():
        raise Refused(_("Say what shows it: who saw what, or where it stands."))
    found.state = row.after
    found.settled_on = None if row.after == CommitmentState.FOLLOWED else coarse_day(organisation, _day(at))
    found.save(update_fields=["state", "settled_on"])
    _tell(found, verb, by=by, evidence=evidence, at=at)
    return found


@transaction.atomic
def write_agreement(
    facts: AgreementFacts,
    *,
    parties: str,
    by: OpenSession,
    about: str = "",
    citation: Citation | None = None,
    at: dt.datetime | None = None,
) -> Agreement:
    """Writes down an agreement: between whom, what it says, from when until when."""
    organisation = _permitted(by)
    if not parties.strip():
        raise Refused(_("Say between whom it was signed."))
    if facts.expires_on and facts.expires_on < facts.signed_on:
        raise Refused(_("The agreement ends before it was signed. Change one of the two days."))
    place = workplace_for(by.member, facts.workplace.id) if facts.workplace else None
    agreement = Agreement(
        organisation=organisation,
        workplace=place,
        kind=facts.kind,
        signed_on=facts.signed_on,
        expires_on=facts.expires_on,
        safety_clause=facts.safety_clause,
        committee_clause=facts.committee_clause,
        written_on=coarse_day(organisation, _day(at)),
    )
    written = citation.written() if citation else ""
    seal_words(agreement, organisation, parties=parties, about=about, citation=written)
    agreement.save(force_insert=True)
    _audit("agreements.write", agreement, by=by)
    return agreement


@transaction.atomic
def renew(agreement: Agreement, *, renewed_on: dt.date, expires_on: dt.date | None, by: OpenSession) -> Renewal:
    """Keeps that an agreement was renewed: the end before it stays in its history."""
    _permitted(by)
    found = agreements_for(by.member).select_for_update(of=("self",)).get(id=agreement.id)
    if renewed_on < found.signed_on or (expires_on and expires_on < renewed_on):
        raise Refused(_("A renewal lies after the signing and before the new end. Change one of the days."))
    if found.renewals.filter(renewed_on__gte=renewed_on).exists():
        raise Refused(_("A renewal of that day or a later one is there already."))
    renewal = Renewal(
        agreement=found, renewed_on=renewed_on, expired_on=found.expires_on, expires_on=expires_on, member=by.member
    )
    try:
        with transaction.atomic():
            renewal.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("A renewal of that day or a later one is there already.")) from error
    found.expires_on = expires_on
    found.save(update_fields=["expires_on"])
    _audit("agreements.renew", found, by=by)
    return renewal


def seal_words(row: Commitment | Agreement, organisation: Organisation, **words: str) -> None:
    """Seals each text into the row's field of that name."""
    for name, text in words.items():
        sealed = desk.seal(text.strip(), organisation=organisation, subject=row.id, field=name)
        setattr(row, f"{name}_sealed", sealed)


def _tell(
    commitment: Commitment, verb: CommitmentVerb, *, by: OpenSession, evidence: str, at: dt.datetime | None
) -> None:
    last = commitment.events.aggregate(last=Max("position"))["last"]
    event = CommitmentEvent(
        commitment=commitment,
        position=(last or 0) + 1,
        verb=verb,
        day=coarse_day(commitment.organisation, _day(at)),
        member=by.member,
    )
    event.evidence_sealed = desk.seal(
        evidence.strip(), organisation=commitment.organisation, subject=event.id, field="evidence"
    )
    event.save(force_insert=True)
    _audit(f"agreements.{verb.value}", commitment, by=by)


def _audit(verb: str, row: Commitment | Agreement, *, by: OpenSession) -> None:
    audit.record(verb, organisation_id=row.organisation_id, by=by.member.id, subject_id=row.id)


def _permitted(by: OpenSession) -> Organisation:
    if not allows(by.member, Permission.FOLLOW_PROMISES):
        raise Refused(
            _("Your role does not allow this: %(act)s. Ask a colleague whose role does.")
            % {"act": Permission.FOLLOW_PROMISES.label}
        )
    return by.member.organisation


def _day(at: dt.datetime | None) -> dt.date:
    return timezone.localdate(at or timezone.now())
