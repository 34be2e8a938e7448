"""Correcting the words of the screens: which members may do it in which languages."""

import uuid
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.languages import operations as languages
from safelamp.ground.languages.operations import Given, Kept
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows


def languages_for(member: Member) -> list[str]:
    """The languages of the screens that a member may correct: those that they read, English excepted.

    Corrections reach everybody on the instance, so members of a practice organisation correct nothing.
    """
    if member.organisation.is_practice or not allows(member, Permission.REVIEW_WORDS):
        return []
    spoken = [code for code, _ in settings.WORKER_LANGUAGES if code != settings.LANGUAGE_CODE]
    return [code for code in spoken if code in member.languages]


@transaction.atomic
def keep(member: Member, language: str, given: Sequence[Given]) -> Kept:
    """Keeps the member's corrections; raises PermissionDenied where the language is not theirs to correct."""
    _check(member, language)
    outcome = languages.keep(language, given, reviewer=_reviewer(member), on=timezone.localdate())
    if outcome.count:
        audit.record("languages.correct", organisation_id=member.organisation_id, by=member.id)
    return outcome


@transaction.atomic
def take_back(member: Member, language: str, mark: str) -> None:
    """Takes a correction away: screens say again what ships."""
    _check(member, language)
    if languages.take_back(language, mark):
        audit.record("languages.take_back", organisation_id=member.organisation_id, by=member.id)


def _check(member: Member, language: str) -> None:
    if language not in languages_for(member):
        raise PermissionDenied(language)


def _reviewer(member: Member) -> uuid.UUID | None:
    """Who it was; in a hostile profile nobody, because it tells which language a member reads."""
    return None if member.organisation.is_hostile else member.id
