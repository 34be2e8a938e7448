"""Whom the bell rings for a report: never anybody who may not read it, and somebody who hears it if there is one."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.organisations.queries import members_of
from safelamp.ground.post import queries as post
from safelamp.ground.vault.models import Audience, HeldKey, Purpose
from safelamp.ground.vault.queries import reads
from safelamp.loop.duty.models import LEVELS, Level
from safelamp.loop.duty.queries import away_of, duty_list


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to be rung; `level` is empty for whoever does not stand on the duty list."""

    member: Member
    level: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Who can answer the reports of one audience at one moment.

    `able` may read and take them and hold the key. Of these, `listed` stand on the duty list, `on_duty` now, each with
    the first of their levels; `away` are away today; `reachable` can be told.
    """

    able: Sequence[Member]
    listed: Mapping[uuid.UUID, Level]
    on_duty: Mapping[uuid.UUID, Level]
    away: frozenset[uuid.UUID]
    reachable: frozenset[uuid.UUID]

    @property
    def somebody_hears_it(self) -> bool:
        """Whether somebody who can be told is on duty now; of the restricted lane, is there at all."""
        return bool(self.reachable.intersection(self.on_duty))

    def called(self, *, depth: int) -> list[Called]:
        """Whom to ring, `depth` levels below the first.

        It is the first of ever wider circles with somebody in it who can be told. Where nobody can, it is the first
        that is not empty: that they were not told will be said.
        """
        circles = [circle for circle in self._circles(depth) if circle]
        chosen = next((circle for circle in circles if self.reachable.intersection(circle)), next(iter(circles), set()))
        return [
            Called(each, self.on_duty.get(each.id) or self.listed.get(each.id) or "")
            for each in self.able
            if each.id in chosen
        ]

    def _circles(self, depth: int) -> Iterator[set[uuid.UUID]]:
        for deepest in range(depth, len(LEVELS)):
            yield {key for key, level in self.on_duty.items() if LEVELS.index(level) <= deepest}
        listed = set(self.listed)
        everybody = {each.id for each in self.able}
        yield listed - self.away
        yield listed
        yield everybody - self.away
        yield everybody


def roll_of(organisation: Organisation, *, audience: Audience, at: dt.datetime | None = None) -> Roll:
    """Who can answer that audience's reports at the moment. The restricted lane has readers and no duty list."""
    able = [each for each in _holders(organisation, audience) if _may_take(each, audience)]
    reachable = frozenset(post.reachable(able))
    if audience == Audience.RESTRICTED:
        today = timezone.localdate(at or timezone.now())
        away = frozenset(away_of(organisation, on=today).values_list("member_id", flat=True))
        there = {each.id: Level.FIRST for each in able if each.id not in away}
        return Roll(able, listed={}, on_duty=there, away=away, reachable=reachable)
    duty, ids = duty_list(organisation, at=at), {each.id for each in able}
    # Deepest level first: where somebody has two turns, the upper one counts.
    listed = {turn.member_id: Level(turn.level) for turn in reversed(duty.turns) if turn.member_id in ids}
    on_duty = {turn.member_id: Level(turn.level) for turn in reversed(duty.on_duty) if turn.member_id in ids}
    away = frozenset(each.member_id for each in duty.away)
    return Roll(able, listed=listed, on_duty=on_duty, away=away, reachable=reachable)


class WhyNot(models.TextChoices):
    """Why the bell does not reach somebody who stands on the list."""

    NO_KEY = "no_key", _("waits for the keys, and so cannot read the report")
    NO_ADDRESS = "no_address", _("keeps no address for the bell")


def not_reached(organisation: Organisation, *, at: dt.datetime | None = None) -> list[tuple[Member, WhyNot]]:
    """Those on the duty list whom the bell does not reach, with the reason."""
    roll = roll_of(organisation, audience=Audience.READERS, at=at)
    able = {each.id for each in roll.able}
    return [
        (member, WhyNot.NO_ADDRESS if member.id in able else WhyNot.NO_KEY)
        for member in duty_list(organisation, at=at).members
        if member.id not in roll.reachable
    ]


def somebody_is_on_duty(organisation: Organisation, *, audience: Audience, at: dt.datetime | None = None) -> bool:
    """Whether somebody who may read that audience can be rung now because it is their turn.

    Of the restricted lane: whether one of its own readers, who have no turns, can be rung at all.
    """
    return roll_of(organisation, audience=audience, at=at).somebody_hears_it


def _holders(organisation: Organisation, audience: Audience) -> list[Member]:
    """Active members who hold a key that opens what is sent to the audience."""
    keys = HeldKey.objects.filter(
        member=OuterRef("pk"),
        pair__organisation=organisation,
        pair__audience=audience,
        pair__purpose=Purpose.INBOX,
    )
    return list(members_of(organisation).filter(Exists(keys), is_active=True))


def _may_take(member: Member, audience: Audience) -> bool:
    """The named readers of the restricted lane take its reports whatever their role."""
    return reads(member, audience) and (audience == Audience.RESTRICTED or allows(member, Permission.TAKE_CASES))
