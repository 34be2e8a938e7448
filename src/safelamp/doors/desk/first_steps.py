"""First steps of a real beginning: what is done follows from facts, or from somebody's word where no fact can tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import FirstStep, Organisation
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.organisations.queries import organisation as organisation_now
from safelamp.ground.organisations.queries import steps_said
from safelamp.ground.post import queries as post
from safelamp.ground.vault import codes, security_keys
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.duty.queries import duty_list

ENOUGH_READERS = 2  # one can be ill, leave, or lose the passphrase
BACKUP_STAMPS = ("backup.stamp", "keys-backup.stamp")  # written by `safelamp backup`


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, where; `said` where only somebody's word can tell that it is done."""

    heading: Promise
    why: Promise
    done: bool
    address: str = ""
    button: Promise | str = ""
    said: FirstStep | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps of an organisation, in their order."""

    steps: Sequence[Step]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.done for step in self.steps)

    @property
    def following(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.steps if not step.done), None)


def still_open(session: OpenSession) -> Steps | None:
    """The steps for the inbox of whoever can take them; None when all are done, and where nothing is real."""
    member = session.member
    if settings.DEMONSTRATION or member.organisation.is_practice or not allows(member, Permission.KEEP_ORGANISATION):
        return None
    found = of(session)
    return found if found.following else None


def of(session: OpenSession) -> Steps:
    """Every step, as it stands now for this officer and their organisation."""
    organisation = organisation_now(session.member.organisation_id)
    return Steps([*_people(organisation), *_own(session), *_danger(organisation), *_outside(organisation)])


def _people(organisation: Organisation) -> list[Step]:
    return [
        Step(
            _("Let a second person read the reports"),
            _("One person can be ill, leave, or lose the passphrase. Enrol a member, then hand over the keys."),
            _held(organisation, Audience.READERS),
            reverse("desk:members"),
            _("Members"),
        ),
        Step(
            _("Name a second reader of the restricted lane"),
            _("Retaliation, violence and forced labour are read only by people whom you name, women among them."),
            _held(organisation, Audience.RESTRICTED),
            reverse("desk:members"),
            _("Members"),
        ),
    ]


def _own(session: OpenSession) -> list[Step]:
    member = session.member
    return [
        Step(
            _("Add a second step to your log-in"),
            _("Then somebody who saw your passphrase still cannot log in."),
            codes.are_on(member) or security_keys.are_on(member),
            reverse("desk:me"),
            _("My page"),
        ),
        Step(
            _("Say where the bell reaches you"),
            _("When somebody is in danger you are told, without any word of the report. Try it once."),
            bool(post.channels_of(member)),
            reverse("desk:bell"),
            _("The bell"),
        ),
    ]


def _danger(organisation: Organisation) -> list[Step]:
    listed = duty_list(organisation)
    return [
        Step(
            _("Make the duty list, for every hour of the week"),
            _("Where nobody is on duty, workers are told so before they send."),
            bool(listed.turns) and not listed.uncovered,
            reverse("desk:duty"),
            _("Duty list"),
        ),
        Step(
            _("Confirm the emergency numbers"),
            _("Workers in danger see them first. Without them they see the advice only."),
            bool(organisation.emergency_numbers),
            reverse("desk:organisation"),
            _("Organisation"),
        ),
    ]


def _outside(organisation: Organisation) -> list[Step]:
    said = steps_said(organisation)
    return [
        Step(
            _("Print the poster and hang it up"),
            _("Where workers see it and no camera looks. Scan it once yourself."),
            FirstStep.POSTER in said,
            reverse("desk:workplaces"),
            _("Workplaces and posters"),
            FirstStep.POSTER,
        ),
        Step(
            _("Keep the three sheets of the paper key apart"),
            _("Three people, three places, none beside the computer. Delete the files that you printed them from."),
            FirstStep.SHEETS in said,
            said=FirstStep.SHEETS,
        ),
        Step(
            _("Let the first backup be made"),
            _("Data and keys, encrypted, each on another machine. Whoever runs the server does it: docs/install.md."),
            all((settings.HOME / name).exists() for name in BACKUP_STAMPS),
        ),
    ]


def _held(organisation: Organisation, audience: Audience) -> bool:
    return vault.holders_of(organisation, audience).count() >= ENOUGH_READERS
