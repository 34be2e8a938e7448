"""Making, changing, pausing and ending newsletters. Who reads them is the business of `ground.post` alone."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.post import operations as post
from safelamp.record.publishing import queries
from safelamp.record.publishing.models import LONGEST_NAME, LONGEST_QUERY, Newsletter, Rhythm
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.tongues import LANGUAGES
from safelamp.record.searching.asked import Search

MOST_AN_ORGANISATION = 50


class Owner(Enum):
    """In whose name a newsletter goes out."""

    ORGANISATION = "organisation"
    INSTANCE = "instance"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a newsletter is: its name, its search, its language and how often it comes."""

    name: str
    search: Search
    language: str
    rhythm: Rhythm

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise ValueError("a newsletter has a name of one line")
        if self.language not in LANGUAGES:
            raise ValueError("newsletters are not written in this language")
        if len(self.search.as_query()) > LONGEST_QUERY:
            raise ValueError("this search is too long to be kept")


@transaction.atomic
def begin(plan: Plan, *, owner: Owner, by: Member, at: dt.datetime | None = None) -> Newsletter:
    """Makes a newsletter of a search; its first issue tells of what comes into the record from today on."""
    _may(by)
    if owner is Owner.INSTANCE and not queries.keeps_the_instances(by):
        raise Refused(_("Only the organisation at the top keeps newsletters of this server."))
    if Newsletter.objects.filter(organisation=by.organisation).count() >= MOST_AN_ORGANISATION:
        raise Refused(_("You have many newsletters already. End one that nobody needs."))
    made = Newsletter.objects.create(
        organisation=by.organisation if owner is Owner.ORGANISATION else None,
        begun_on=timezone.localdate(at),
        **_fields(plan),
    )
    _audit("publishing.begin_newsletter", made.id, by)
    return made


@transaction.atomic
def change(newsletter: Newsletter, plan: Plan, *, by: Member) -> Newsletter:
    """Gives a newsletter another name, search, language or rhythm, from its next issue on."""
    found = _own(newsletter, by)
    Newsletter.objects.filter(id=found.id).update(**_fields(plan))
    _audit("publishing.change_newsletter", found.id, by)
    return queries.newsletter(found.id)


@transaction.atomic
def pause(newsletter: Newsletter, *, by: Member, at: dt.datetime | None = None) -> None:
    """Lets nothing more go out, and nobody subscribe, until it goes on; what waits to be sent is taken back."""
    found = _own(newsletter, by)
    Newsletter.objects.filter(id=found.id, paused_on__isnull=True).update(paused_on=timezone.localdate(at))
    post.hold_back(found.id)
    _audit("publishing.pause_newsletter", found.id, by)


@transaction.atomic
def go_on(newsletter: Newsletter, *, by: Member, at: dt.datetime | None = None) -> None:
    """Lets it go out again; what came in meanwhile is not told."""
    found = _own(newsletter, by)
    Newsletter.objects.filter(id=found.id).update(paused_on=None, looked_on=timezone.localdate(at))
    _audit("publishing.go_on_with_newsletter", found.id, by)


@transaction.atomic
def end(newsletter: Newsletter, *, by: Member) -> None:
    """Ends it for good: its issues go, and every address that was on its list."""
    found = _own(newsletter, by)
    post.dissolve(found.id)
    _audit("publishing.end_newsletter", found.id, by)
    found.delete()


def _fields(plan: Plan) -> dict[str, str]:
    return {
        "name": " ".join(plan.name.split()),
        "query": plan.search.as_query(),
        "language": plan.language,
        "rhythm": plan.rhythm.value,
    }


def _own(newsletter: Newsletter, by: Member) -> Newsletter:
    _may(by)
    return queries.newsletter_for(by, newsletter.id)


def _may(by: Member) -> None:
    if not allows(by, Permission.PUBLISH):
        raise Refused(_("Your role does not allow this. Ask a colleague whose role does."))
    if by.organisation.is_practice:
        raise Refused(_("A practice organisation sends nothing outside."))


def _audit(verb: str, subject_id: uuid.UUID, by: Member) -> None:
    audit.record(verb, organisation_id=by.organisation_id, by=by.id, subject_id=subject_id)
