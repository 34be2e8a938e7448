"""Reading keys: which pair seals today, and who may hold which."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils import timezone

from safelamp.engines.sealing.envelopes import PublicKey
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.vault.models import Address, Audience, Channel, HeldKey, KeyPair, Purpose, ShreddingDay


class NoKey(LookupError):
    """The organisation has no key pair for that audience: nothing can be sealed to it."""


def sealing_key(
    organisation: Organisation, audience: Audience, purpose: Purpose, *, at: dt.date | None = None
) -> PublicKey:
    """The public key of the month, or the newest before it; raises NoKey.

    A later month's key seals only where no other is left, when the clock was set back: a report is never refused.
    """
    kept = _pairs(organisation, audience, purpose)
    month = month_of(at or timezone.localdate())
    pair = kept.filter(month__lte=month).order_by("-month").first() or kept.order_by("month").first()
    if pair is None:
        raise NoKey(f"{organisation.id} has no {purpose} key for {audience}; found its keys first")
    return pair.public


def can_receive(organisation: Organisation) -> bool:
    """Whether reports can be sealed to the organisation: its keys have been founded."""
    return _pairs(organisation, Audience.READERS, Purpose.INBOX).exists()


def seals_for(key_id: uuid.UUID, *, organisation: Organisation, audience: Audience) -> bool:
    """Whether it is one of the audience's inbox keys, of whatever month: what is sealed to it can be opened."""
    return _pairs(organisation, audience, Purpose.INBOX).filter(id=key_id).exists()


def reads(member: Member, audience: Audience) -> bool:
    """Whether the policy lets the member hold the audience's keys."""
    if audience == Audience.RESTRICTED:
        return allows(member, Permission.READ_RESTRICTED)
    shut_to = {Audience.NO_REPRESENTATIVES: Role.REPRESENTATIVE, Audience.NO_FOCAL_POINTS: Role.FOCAL_POINT}
    return allows(member, Permission.READ_CASES) and member.role != shut_to.get(audience)


def audiences_of(member: Member) -> list[Audience]:
    """The audiences that the member belongs to."""
    return [audience for audience in Audience if reads(member, audience)]


def held_by(member: Member) -> QuerySet[HeldKey]:
    """The keys that the member holds."""
    return HeldKey.objects.filter(member=member)


def waits_for_admission(member: Member) -> bool:
    """Whether the policy lets the member read something that nobody has given them the key for."""
    entitled = KeyPair.objects.filter(organisation_id=member.organisation_id, audience__in=audiences_of(member))
    return entitled.exclude(holders__member=member).exists()


def missing_for(member: Member) -> list[Audience]:
    """The audiences that the policy lets the member belong to and whose keys they do not hold yet."""
    entitled = KeyPair.objects.filter(organisation_id=member.organisation_id, audience__in=audiences_of(member))
    lacking = entitled.exclude(holders__member=member).values_list("audience", flat=True).distinct()
    return sorted(Audience(audience) for audience in lacking)


def holders_of(organisation: Organisation, audience: Audience) -> QuerySet[Member]:
    """Active members who hold the audience's newest key, and so can hand it on, by log-in name."""
    newest = _pairs(organisation, audience, Purpose.INBOX).order_by("-month").first()
    held = Member.objects.filter(organisation=organisation, is_active=True, held_keys__pair=newest)
    return (held if newest else Member.objects.none()).order_by("login_name")


def holders_of_newest(organisation: Organisation, audience: Audience, purpose: Purpose) -> list[Member]:
    """Active members who hold the newest pair and whom the policy still lets hold it, with their own keys."""
    newest = _pairs(organisation, audience, purpose).order_by("-month").first()
    if newest is None:
        return []
    held = Member.objects.filter(is_active=True, held_keys__pair=newest).select_related("key")
    return [member for member in held.order_by("id") if reads(member, audience)]


def waiting_for(member: Member) -> list[Member]:
    """Active members of the same organisation who lack a key that this member holds and the policy lets them hold."""
    held = KeyPair.objects.filter(holders__member=member)
    colleagues = Member.objects.filter(organisation_id=member.organisation_id, is_active=True)
    return [
        each
        for each in colleagues.exclude(id=member.id).select_related("organisation").order_by("login_name")
        if held.filter(audience__in=audiences_of(each)).exclude(holders__member=each).exists()
    ]


@dataclass(frozen=True, slots=True)
class LastShredding:
    """How much went on the last day on which anything did."""

    day: dt.date
    cases: int
    reports: int
    entries: int


def last_shredding(member: Member) -> LastShredding | None:
    """The counts of the last day on which anything was shredded; the restricted lane's for its readers only."""
    rows = ShreddingDay.objects.filter(organisation_id=member.organisation_id)
    if not allows(member, Permission.READ_RESTRICTED):
        rows = rows.filter(restricted=False)
    counted = rows.exclude(cases=0, reports=0, entries=0).order_by("-day").values("day")
    newest = counted.annotate(cases=Sum("cases"), reports=Sum("reports"), entries=Sum("entries")).first()
    return LastShredding(**newest) if newest else None


def address_kept_on(member: Member) -> dt.date | None:
    """The day on which the member's address for the bell was kept, if one is."""
    return Address.objects.filter(member=member, channel=Channel.MAIL).values_list("day", flat=True).first()


def current_pairs(organisation: Organisation) -> QuerySet[KeyPair]:
    """All key pairs of the organisation."""
    return KeyPair.objects.filter(organisation=organisation)


def month_of(day: dt.date) -> dt.date:
    """The first day of its month.

    >>> month_of(dt.date(2026, 11, 21))
    datetime.date(2026, 11, 1)
    """
    return day.replace(day=1)


def _pairs(organisation: Organisation, audience: Audience, purpose: Purpose) -> QuerySet[KeyPair]:
    return KeyPair.objects.filter(organisation=organisation, audience=audience, purpose=purpose)
