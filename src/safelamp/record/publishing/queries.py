"""Reading what is published, and what an organisation's desk prepares."""

import uuid
from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet

from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind, Profile
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.organisations.queries import members_of
from safelamp.record.publishing.models import Issue, Newsletter, Statement, Version
from safelamp.record.publishing.states import State


def may_publish(organisation: Organisation) -> bool:
    """Whether the organisation's statements may stand in public: not in a hostile profile, not in a practice one."""
    return not organisation.is_hostile and not organisation.is_practice


def statements_for(organisation: Organisation) -> QuerySet[Statement]:
    """The organisation's statements; what is being worked on first, then the latest."""
    return (
        Statement.objects.filter(organisation=organisation)
        .annotate(day=Max("versions__published_on"))
        .order_by("withdrawn_on", "-day", "id")
    )


def statement_for(organisation: Organisation, statement_id: uuid.UUID) -> Statement:
    """One of its statements; raises Statement.DoesNotExist."""
    return statements_for(organisation).select_related("organisation").get(id=statement_id)


def version_for(organisation: Organisation, version_id: uuid.UUID) -> Version:
    """One version of its statements; raises Version.DoesNotExist."""
    return Version.objects.select_related("statement__organisation", "page__source").get(
        id=version_id, statement__organisation=organisation
    )


def versions_of(statement: Statement) -> QuerySet[Version]:
    """All versions of a statement, by language, the newest first."""
    return Version.objects.filter(statement=statement).select_related("statement").order_by("language", "-number")


def second_pairs_of_eyes(version: Version) -> list[Member]:
    """Who may approve a version beside the member who wrote it."""
    members = members_of(version.statement.organisation)
    return [each for each in members if each.id != version.written_by_id and allows(each, Permission.PUBLISH)]


@dataclass(frozen=True, slots=True)
class Published:
    """A statement as everybody reads it: each language's words, and the older wordings that they replaced."""

    statement: Statement
    versions: tuple[Version, ...]
    older: tuple[Version, ...]

    def in_language(self, language: str) -> Version:
        """The words in that language, else in English, else in the first there is."""
        by_language = {each.language: each for each in self.versions}
        return by_language.get(language) or by_language.get("en") or self.versions[0]


def public_statements() -> QuerySet[Statement]:
    """The statements that everybody may read, withdrawn ones left out, the latest first, each with `day`."""
    return (
        Statement.objects.filter(_open(), withdrawn_on__isnull=True, versions__state=State.PUBLISHED)
        .select_related("organisation")
        .annotate(day=Min("versions__published_on"))
        .order_by("-day", "id")
    )


def public_statement(statement_id: uuid.UUID) -> Published:
    """A statement under its permanent link; a withdrawn one has no words. Raises Statement.DoesNotExist."""
    found = Statement.objects.filter(_open()).select_related("organisation").get(id=statement_id)
    ever = list(found.versions.exclude(state__in=[State.DRAFT, State.WAITING]).order_by("language", "-number"))
    if not ever:
        raise Statement.DoesNotExist
    if found.withdrawn_on:
        return Published(found, (), ())
    return Published(
        found,
        tuple(each for each in ever if each.state == State.PUBLISHED),
        tuple(each for each in ever if each.state == State.REPLACED),
    )


def published(statements: list[Statement]) -> list[Published]:
    """Several of them with their present words."""
    versions = Version.objects.filter(statement__in=statements, state=State.PUBLISHED).order_by("language")
    by_statement: dict[uuid.UUID, list[Version]] = {}
    for each in versions:
        by_statement.setdefault(each.statement_id, []).append(each)
    return [Published(each, tuple(by_statement[each.id]), ()) for each in statements if each.id in by_statement]


def standing_in_the_way() -> QuerySet[Version]:
    """Published versions with a page in the record whose organisation may not publish any more."""
    return Version.objects.filter(~_open("statement__"), page__isnull=False).select_related("page__source")


def newsletters_for(member: Member) -> QuerySet[Newsletter]:
    """The newsletters that a member keeps: the organisation's; at the top of the tree the instance's too."""
    mine = Q(organisation=member.organisation)
    if keeps_the_instances(member):
        mine |= Q(organisation__isnull=True)
    return Newsletter.objects.filter(mine).select_related("organisation").order_by("name", "id")


def newsletter_for(member: Member, newsletter_id: uuid.UUID) -> Newsletter:
    """One of them; raises Newsletter.DoesNotExist."""
    return newsletters_for(member).get(id=newsletter_id)


def keeps_the_instances(member: Member) -> bool:
    """Whether the member's organisation stands at the top of the tree and so keeps the instance's newsletters."""
    own = member.organisation
    return own.parent_id is None and not own.is_practice and not own.is_hostile


def on_offer() -> QuerySet[Newsletter]:
    """The newsletters that the public pages list: running ones; those of hostile organisations only by their link."""
    return (
        Newsletter.objects.filter(Q(organisation__isnull=True) | _open(), paused_on__isnull=True)
        .select_related("organisation")
        .order_by("name", "id")
    )


def newsletter(newsletter_id: uuid.UUID) -> Newsletter:
    """A newsletter under its own link; raises Newsletter.DoesNotExist."""
    return Newsletter.objects.select_related("organisation").get(id=newsletter_id)


def issue(issue_id: uuid.UUID) -> Issue:
    """An issue under its own link; raises Issue.DoesNotExist."""
    return Issue.objects.select_related("newsletter__organisation").get(id=issue_id)


def _open(prefix: str = "") -> Q:
    return Q(**{f"{prefix}organisation__profile": Profile.OPEN}) & ~Q(
        **{f"{prefix}organisation__kind": OrganisationKind.PRACTICE}
    )
