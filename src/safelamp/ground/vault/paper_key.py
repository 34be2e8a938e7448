"""The paper key: three printed sheets, any two of which open every key pair of the organisation.

A new one is made in two steps: `begin_renewal` makes it in memory (the member's browser session keeps it wrapped while
the sheets are printed), `renew` puts it in the place of the old one. Until then the old sheets work.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.engines.sealing import envelopes, paper
from safelamp.engines.sealing.paper import SheetRefused, Slip
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault import pairs, queries, waits
from safelamp.ground.vault.models import HeldKey, KeyPair, MemberKey, PaperHeldKey, PaperPair
from safelamp.ground.vault.sessions import OpenSession


class CannotRenew(ValidationError):
    """The new paper key cannot take the old one's place; the message says why and what to do."""


class MustWait(ValidationError):
    """Too many sheets that did not fit: the next two have to wait."""


@dataclass(frozen=True, slots=True)
class NewPaperKey:
    """A paper key in memory: its secret, three sheets to print, wraps to keep by "1+2", "1+3", "2+3" (base64).

    `replaces` is the id of the paper key that it was made to replace; `old_private` the secret of that one, where two
    of its sheets were brought.
    """

    private: bytes
    sheets: tuple[str, ...]
    wraps: Mapping[str, str]
    replaces: uuid.UUID | None = None
    old_private: bytes | None = None

    def __repr__(self) -> str:
        return "NewPaperKey()"


def new(*, replaces: uuid.UUID | None = None, old_private: bytes | None = None) -> NewPaperKey:
    """A fresh paper key, in memory only."""
    private = envelopes.new_private_key()
    made = paper.split(private)
    wraps = {"+".join(map(str, pair)): base64.b64encode(wrap).decode() for pair, wrap in made.wraps.items()}
    return NewPaperKey(private, tuple(made.sheets[sheet] for sheet in paper.SHEETS), wraps, replaces, old_private)


def place(organisation: Organisation, fresh: NewPaperKey) -> PaperPair:
    """Keeps the public half and the wraps of the organisation's only paper key."""
    return PaperPair.objects.create(
        organisation=organisation, point=envelopes.public_point(fresh.private), wraps=dict(fresh.wraps)
    )


def admit_from_paper(member: Member, sheets: Sequence[str], *, at: dt.datetime | None = None) -> None:
    """Gives the member the keys of their audiences with two sheets; raises SheetRefused or MustWait."""
    private = _open_with(member, sheets, at or timezone.now())
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=member.organisation_id)
        found = Member.objects.select_related("key").get(id=member.id)
        lacking = queries.current_pairs(organisation).exclude(holders__member=found).select_related("on_paper")
        for pair in lacking.filter(audience__in=queries.audiences_of(found)):
            pairs.give(pair, _from_paper(pair, private), found)
        audit.record("vault.admit_from_paper", organisation_id=organisation.id, by=member.id, subject_id=member.id)


def who_could_renew(organisation: Organisation) -> list[Member]:
    """Active members who hold the private half of every key pair, by log-in name."""
    wanted = queries.current_pairs(organisation).count()
    held = HeldKey.objects.filter(pair__organisation=organisation).values_list("member_id").annotate(Count("id"))
    everything = [member_id for member_id, count in held.order_by() if count == wanted]
    return list(Member.objects.filter(id__in=everything, is_active=True).order_by("login_name"))


def begin_renewal(by: OpenSession, *, sheets: Sequence[str] = (), at: dt.datetime | None = None) -> NewPaperKey:
    """Makes a new paper key in memory, for a member who holds every pair or brings two old sheets.

    Raises CannotRenew, or, for the sheets, SheetRefused and MustWait.
    """
    present = PaperPair.objects.filter(organisation_id=by.member.organisation_id).first()
    old_private = _open_with(by.member, sheets, at or timezone.now()) if sheets else None
    if old_private is None and by.member not in who_could_renew(by.member.organisation):
        raise CannotRenew(
            _("You do not hold every key. Bring two of the old sheets, or ask somebody who holds them all.")
        )
    return new(replaces=present.id if present else None, old_private=old_private)


@transaction.atomic
def renew(fresh: NewPaperKey, *, by: OpenSession) -> None:
    """Puts the new paper key in the place of the old one, whose sheets open nothing from now on."""
    organisation = Organisation.objects.select_for_update().get(id=by.member.organisation_id)
    present = PaperPair.objects.filter(organisation=organisation).first()
    if (present.id if present else None) != fresh.replaces:
        raise CannotRenew(_("A colleague has made another paper key meanwhile. Destroy these sheets; theirs work."))
    everything = list(queries.current_pairs(organisation).select_related("on_paper"))
    halves = _halves(everything, fresh, by)
    PaperHeldKey.objects.filter(pair__organisation=organisation).delete()
    PaperPair.objects.filter(organisation=organisation).delete()
    on_paper = place(organisation, fresh)
    for pair in everything:
        pairs.give_to_paper(pair, halves[pair.id], on_paper)
    audit.record("vault.renew_paper_key", organisation_id=organisation.id, by=by.member.id)


def _halves(everything: list[KeyPair], fresh: NewPaperKey, by: OpenSession) -> dict[uuid.UUID, bytes]:
    if fresh.old_private is not None:
        return {pair.id: _from_paper(pair, fresh.old_private) for pair in everything}
    halves = by.private_halves(pair.id for pair in everything)
    if len(halves) < len(everything):
        raise CannotRenew(_("You do not hold every key any more. Bring two of the old sheets."))
    return halves


def _from_paper(pair: KeyPair, private: bytes) -> bytes:
    return envelopes.open_envelope(
        bytes(pair.on_paper.sealed_private), private=private, context=pairs.paper_context(pair)
    )


def _open_with(member: Member, sheets: Sequence[str], moment: dt.datetime) -> bytes:
    """The paper key's secret. Sheets that were read and do not fit are counted and make wait; slips are not."""
    key = MemberKey.objects.get(member=member)
    if waits.holds(key.sheet_wait_until, at=moment):
        raise MustWait(_("Too many sheets did not fit. Wait up to 15 minutes, then try again."))
    on_paper = PaperPair.objects.get(organisation_id=member.organisation_id)
    wraps = {(int(pair[0]), int(pair[2])): base64.b64decode(wrap) for pair, wrap in dict(on_paper.wraps).items()}
    try:
        private = paper.join(sheets, wraps)
    except SheetRefused as refused:
        if refused.slip == Slip.OTHER_KEY:
            failures = min(key.sheet_failures + 1, waits.MOST_COUNTED)
            MemberKey.objects.filter(id=key.id).update(
                sheet_failures=failures, sheet_wait_until=waits.after(failures, at=moment)
            )
        raise
    MemberKey.objects.filter(id=key.id).update(sheet_failures=0, sheet_wait_until=None)
    return private
