"""Writing, approving, correcting and withdrawing statements. The words become public in `approve` and nowhere else."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import allows
from safelamp.ground.post.web_address import public_address
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.publishing import queries, wording
from safelamp.record.publishing.models import LONGEST_REASON, Statement, Version
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.states import State, Verb, step
from safelamp.record.publishing.wording import Words
from safelamp.record.reading.operations import add_page, remove_page

PAGE_NAME = "statement"
_NO_MARKUP = str.maketrans("<>", "‹›")


@transaction.atomic
def write(words: Words, *, language: str, by: OpenSession) -> Version:
    """Begins a statement with a draft in one language."""
    statement = Statement.objects.create(organisation=by.member.organisation)
    return _draft(statement, words, language=language, by=by)


@transaction.atomic
def write_version(statement: Statement, words: Words, *, language: str, by: OpenSession) -> Version:
    """Begins a translation, or a correction of what is published in that language; raises Refused."""
    found = Statement.objects.select_for_update().get(id=statement.id, organisation=by.member.organisation)
    if found.withdrawn_on:
        raise Refused(_("This statement is withdrawn. Write a new one."))
    if found.versions.filter(language=language, state__in=[State.DRAFT, State.WAITING]).exists():
        raise Refused(_("There is a draft in this language already. Change that one."))
    return _draft(found, words, language=language, by=by)


def _draft(statement: Statement, words: Words, *, language: str, by: OpenSession) -> Version:
    _check(None, Verb.WRITE, by.member)
    last = statement.versions.filter(language=language).aggregate(last=Max("number"))["last"] or 0
    version = Version(statement=statement, language=language, number=last + 1, state=State.DRAFT, written_by=by.member)
    version.words_sealed = wording.seal(words, version=version)
    version.save(force_insert=True)
    _audit("publishing.write", version, by.member)
    return version


@transaction.atomic
def rewrite(version: Version, words: Words, *, by: OpenSession) -> Version:
    """Changes a draft; whoever changes it is who wrote it from then on."""
    found = _locked(version, Verb.REWRITE, by.member)
    found.words_sealed, found.written_by, found.state = wording.seal(words, version=found), by.member, State.DRAFT
    found.save(update_fields=["words_sealed", "written_by", "state"])
    _audit("publishing.rewrite", found, by.member)
    return found


@transaction.atomic
def offer(version: Version, *, by: OpenSession) -> Version:
    """Asks a colleague to look at a draft."""
    return _moved(version, Verb.OFFER, by.member)


@transaction.atomic
def give_back(version: Version, *, by: OpenSession) -> Version:
    """Gives a draft back to be changed."""
    return _moved(version, Verb.GIVE_BACK, by.member)


@transaction.atomic
def discard(version: Version, *, by: OpenSession) -> None:
    """Throws a draft away; a statement that never had any public words goes with it."""
    found = _locked(version, Verb.DISCARD, by.member)
    found.delete()
    if not found.statement.versions.exists():
        found.statement.delete()
    audit.record(
        "publishing.discard", organisation_id=by.member.organisation_id, by=by.member.id, subject_id=version.id
    )


@transaction.atomic
def approve(version: Version, *, by: OpenSession, at: dt.datetime | None = None) -> Version:
    """Publishes a version that waits: its words become plain and enter the record, and what it corrects is replaced.

    By another member than the one who wrote it, unless nobody else may publish. Raises Refused.
    """
    found = _locked(version, Verb.APPROVE, by.member)
    if not queries.may_publish(by.member.organisation):
        raise Refused(_("With this profile nothing is published from here."))
    alone = found.written_by_id == by.member.id
    if alone and queries.second_pairs_of_eyes(found):
        raise Refused(_("You wrote this. Somebody else of your organisation has to look at it and publish it."))
    try:
        words = wording.opened(by, found)
    except CannotOpen:
        raise Refused(_("You do not hold the key to these words yet. Ask a colleague to hand it over.")) from None
    day = timezone.localdate(at)
    for replaced in found.statement.versions.filter(language=found.language, state=State.PUBLISHED):
        step(State.PUBLISHED, Verb.REPLACE)
        _take_page_away(replaced, by=by.member)
        Version.objects.filter(id=replaced.id).update(state=State.REPLACED, replaced_on=day)
    _publish(found, words, day=day, by=by.member)
    _audit("publishing.approve_alone" if alone else "publishing.approve", found, by.member)
    return found


def _publish(version: Version, words: Words, *, day: dt.date, by: Member) -> None:
    version.headline, version.place, version.text = words.headline.strip(), words.place.strip(), words.text.strip()
    version.state, version.published_on = State.PUBLISHED, day
    version.words_sealed, version.written_by = None, None
    organisation = version.statement.organisation
    added = add_page(
        as_page(words, publisher=organisation.name, day=day),
        name=PAGE_NAME,
        publisher=organisation.name,
        by=by,
        address=address_of(version.statement_id),
        fetched_on=day,
    )
    version.page = added.page if added.new else None
    version.save()


def as_page(words: Words, *, publisher: str, day: dt.date) -> str:
    """The statement as the reading engine takes it: a feed of one entry, which says what is headline, day and text.

    As plain text a short statement looks like a list to the engine. Angle brackets become others, so that no word is
    taken for markup.
    """
    place = f"{words.place.strip()} - " if words.place.strip() else ""
    text = f"{place}{words.text.strip()}".replace("\r\n", "\n").translate(_NO_MARKUP)
    paragraphs = "\n".join(f"<p>{paragraph.strip()}</p>" for paragraph in text.split("\n\n") if paragraph.strip())
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{publisher.translate(_NO_MARKUP)}</title>\n<entry>\n"
        f"<title>{words.headline.strip().translate(_NO_MARKUP)}</title>\n"
        f"<updated>{day.isoformat()}T00:00:00Z</updated>\n"
        f'<content type="html">\n{paragraphs}\n</content>\n</entry>\n</feed>\n'
    )


def address_of(statement_id: uuid.UUID) -> str:
    """Its permanent link, where others can open this instance; else nothing."""
    return f"{public_address()}/statements/{statement_id}/" if public_address() else ""


@transaction.atomic
def withdraw(statement: Statement, *, reason: str, by: OpenSession, at: dt.datetime | None = None) -> Statement:
    """Takes a statement back in all languages, with a reason that everybody reads. One member is enough."""
    found = Statement.objects.select_for_update().get(id=statement.id, organisation=by.member.organisation)
    said = reason.strip()[:LONGEST_REASON]
    public = list(found.versions.filter(state__in=[State.PUBLISHED, State.REPLACED]))
    if not public or found.withdrawn_on:
        raise Refused(_("Nothing of this statement is public now."))
    if not said:
        raise Refused(_("Say in a sentence why it is withdrawn. Everybody can read the reason."))
    for version in public:
        _check(State(version.state), Verb.WITHDRAW, by.member)
        _take_page_away(version, by=by.member)
    found.versions.filter(state__in=[State.DRAFT, State.WAITING]).delete()
    found.versions.filter(state__in=[State.PUBLISHED, State.REPLACED]).update(state=State.WITHDRAWN, replaced_on=None)
    found.withdrawn_on, found.withdrawn_because = timezone.localdate(at), said
    found.save(update_fields=["withdrawn_on", "withdrawn_because"])
    audit.record("publishing.withdraw", organisation_id=found.organisation_id, by=by.member.id, subject_id=found.id)
    return found


def take_hostile_pages_away() -> int:
    """Takes statements out of the record whose organisation has become hostile since; how many. A job."""
    found = list(queries.standing_in_the_way())
    for version in found:
        with transaction.atomic():
            _take_page_away(version, by=None)
    return len(found)


def _take_page_away(version: Version, *, by: Member | None) -> None:
    page, version.page = version.page, None
    if page is not None:
        Version.objects.filter(id=version.id).update(page=None)
        remove_page(page, by=by)


def _moved(version: Version, verb: Verb, by: Member) -> Version:
    found = _locked(version, verb, by)
    after = step(State(found.state), verb).after
    assert after is not None  # noqa: S101  # only `discard` leads to nothing
    found.state = after
    found.save(update_fields=["state"])
    _audit(f"publishing.{verb.value}", found, by)
    return found


def _locked(version: Version, verb: Verb, by: Member) -> Version:
    found = (
        Version.objects.select_for_update(of=("self",))
        .select_related("statement__organisation")
        .get(id=version.id, statement__organisation=by.organisation)
    )
    _check(State(found.state), verb, by)
    return found


def _check(before: State | None, verb: Verb, by: Member) -> None:
    if not any(allows(by, permission) for permission in step(before, verb).permissions):
        raise Refused(_("Your role does not allow this. Ask a colleague whose role does."))


def _audit(verb: str, version: Version, by: Member) -> None:
    audit.record(verb, organisation_id=by.organisation_id, by=by.id, subject_id=version.id)
