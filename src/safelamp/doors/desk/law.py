"""The law beside a case: duties from the standards, drafts of national law for those who read drafts."""

from collections.abc import Sequence
from dataclasses import dataclass

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.standards import conventions, country_packs
from safelamp.ground.standards.conventions import Duty
from safelamp.ground.standards.countries import name_of
from safelamp.ground.standards.country_packs import CommitteeThreshold, NotificationRule, Rule
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Harm

HURT = frozenset({Harm.SMALL, Harm.TREATED, Harm.LASTING, Harm.DIED})


@dataclass(frozen=True, slots=True)
class LawBeside:
    """What stands beside a case for one reader; empty parts are not shown."""

    duties: Sequence[Duty]
    country: str
    act: str
    notifications: Sequence[NotificationRule]
    committees: Sequence[CommitteeThreshold]
    rules: Sequence[Rule]
    drafts_hidden: bool
    somebody_hurt: bool

    @property
    def has_national_law(self) -> bool:
        """Whether anything of the country is shown."""
        return bool(self.notifications or self.committees or self.rules)


def reads_drafts(member: Member) -> bool:
    """Whether the member may read law that no lawyer has reviewed: those who see the whole organisation.

    A safety representative is a worker of the workplace, and no worker is shown an unreviewed draft.
    """
    return allows(member, Permission.READ_OVERVIEW)


def beside(
    member: Member, *, hazard: str, lane: str, harm: str, workplace: Workplace | None, country: str
) -> LawBeside:
    """The law for one hazard at one workplace, as far as the member may read it."""
    drafts = reads_drafts(member)
    duties = conventions.beside(hazard, lane=lane, sector=workplace.sector if workplace else "")
    pack = country_packs.pack_of(country)
    notifications = pack.notification_rules if pack else ()
    committees = pack.committee_thresholds if pack else ()
    rules = pack.rules if pack else ()
    return LawBeside(
        duties=duties if drafts else country_packs.reviewed(duties),
        country=name_of(country),
        act=pack.act if pack else "",
        notifications=notifications if drafts else country_packs.reviewed(notifications),
        committees=committees if drafts else country_packs.reviewed(committees),
        rules=rules if drafts else country_packs.reviewed(rules),
        drafts_hidden=not drafts,
        somebody_hurt=harm in HURT,
    )
