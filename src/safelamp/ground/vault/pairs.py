"""Making a key pair and handing over its private half: to members and to paper, by their public halves alone."""

import datetime as dt
from collections.abc import Iterable

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Audience, HeldKey, KeyPair, PaperHeldKey, PaperPair, Purpose
from safelamp.ground.vault.sessions import held_context


def make(
    organisation: Organisation, audience: Audience, purpose: Purpose, *, month: dt.date, holders: Iterable[Member]
) -> KeyPair:
    """A new key pair, whose private half lives in memory until it is sealed to each holder and to paper."""
    private = envelopes.new_private_key()
    pair = KeyPair.objects.create(
        organisation=organisation,
        audience=audience,
        purpose=purpose,
        point=envelopes.public_point(private),
        month=month,
    )
    on_paper = PaperPair.objects.get(organisation=organisation)
    give_to_paper(pair, private, on_paper)
    for member in holders:
        give(pair, private, member)
    return pair


def give(pair: KeyPair, private: bytes, member: Member) -> None:
    """Seals a pair's private half to one member."""
    sealed = envelopes.seal(private, to=member.key.public, context=held_context(member, pair.id))
    HeldKey.objects.create(pair=pair, member=member, sealed_private=sealed)


def give_to_paper(pair: KeyPair, private: bytes, on_paper: PaperPair) -> None:
    """Seals a pair's private half to the paper key."""
    sealed = envelopes.seal(private, to=on_paper.public, context=paper_context(pair))
    PaperHeldKey.objects.create(pair=pair, sealed_private=sealed)


def paper_context(pair: KeyPair) -> Context:
    """Where the half that lies on paper belongs."""
    return Context(pair.organisation_id, pair.id, "held on paper")
