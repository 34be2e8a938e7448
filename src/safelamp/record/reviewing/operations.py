"""Correcting the record. What a person decided holds over every later reading of the page."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import SystemRandom
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.engines.extraction.values import Span
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.record.reading import fingerprints, rereading
from safelamp.record.reading.models import WITHHELD, Item, Page, Source, Standing
from safelamp.record.reading.operations import THE_INSTANCE
from safelamp.record.reviewing import queries
from safelamp.record.reviewing.anchors import anchor_of
from safelamp.record.reviewing.applying import apply
from safelamp.record.reviewing.models import Act, Correction, Reason, State, Subject


@dataclass(frozen=True, slots=True)
class Change:
    """What a member decides about something that was read; `span` is where its words stand on the page."""

    subject: Subject
    act: Act
    span: Span
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: Reason | None = None


@transaction.atomic
def correct(item: Item, change: Change, *, by: Member, at: dt.date | None = None) -> Correction:
    """Keeps the decision and makes it hold; where another organisation decided otherwise before, the curator decides.

    Raises ValidationError where the member may not decide this.
    """
    page = item.page
    _check(change, page, by=by)
    anchor = anchor_of(page.text, change.span)
    Source.objects.select_for_update().get(id=page.source_id)
    last = Correction.objects.filter(source=page.source_id).aggregate(last=Max("number"))["last"] or 0
    made = Correction(
        source=page.source, page=page, item=item, number=last + 1, subject=change.subject, act=change.act,
        state=State.APPLIED, quote=anchor.quote, context_before=anchor.before, context_after=anchor.after,
        start=anchor.start, headline=fingerprints.of_headline(item.headline), before=change.before, after=change.after,
        reason=change.reason or "", organisation=by.organisation, author=by, day=at or timezone.localdate(),
    )  # fmt: skip
    if _is_contested(made, by=by):
        made.state = State.CONFLICT
    made.save()
    if made.state == State.APPLIED and not apply(made, page):
        raise ValidationError(_("The words were not found on the page any more. Load the page again."))
    if not Item.objects.filter(id=item.id).exists():
        made.refresh_from_db()
    _note("reviewing.correct", page, by=by, subject=made)
    return made


def _check(change: Change, page: Page, *, by: Member) -> None:
    if not allows(by, Permission.REVIEW_RECORD) or not queries.may_correct(by, page):
        raise ValidationError(_("Your organisation may not change what the shared record says."))
    released = change.subject == Subject.PERSON and (change.after or {}).get("standing") not in WITHHELD
    if released and not allows(by, Permission.RELEASE_NAMES):
        raise ValidationError(_("Only an officer may release the name of a person."))


def _is_contested(made: Correction, *, by: Member) -> bool:
    """Whether another organisation decided otherwise before; withholding a name never waits, nor does the curator."""
    withholds = made.subject == Subject.PERSON and (made.after or {}).get("standing") in WITHHELD
    if made.act == Act.CONFIRM or withholds or made.source.organisation_id or queries.is_curator(by):
        return False
    others = _about_the_same(made).exclude(organisation=by.organisation).exclude(act=Act.CONFIRM)
    last = others.filter(state=State.APPLIED).order_by("-number").first()
    return last is not None and (last.act, last.after) != (made.act, made.after)


def _about_the_same(made: Correction) -> Any:  # noqa: ANN401  # a query set
    end = made.start + len(made.quote)
    found = Correction.objects.filter(source=made.source, subject=made.subject, page=made.page)
    return found.filter(start__lt=end).filter(start__gte=made.start - len(made.quote) - 200)


@transaction.atomic
def decide(correction: Correction, state: State, *, by: Member, at: dt.date | None = None) -> None:
    """Settles a correction that waits: it holds, or it does not; raises ValidationError where its words are lost."""
    if state == State.APPLIED:
        page = correction.page or (correction.item.page if correction.item else None)
        if page is None or not apply(correction, page):
            raise ValidationError(_("Its words are not found on the page any more, so it cannot hold."))
        last = Correction.objects.filter(source=correction.source).aggregate(last=Max("number"))["last"]
        correction.number = last + 1  # from now on it holds over what it was in conflict with
    correction.state, correction.decided_by, correction.decided_on = state, by, at or timezone.localdate()
    correction.save()
    _note("reviewing.decide", correction.page, by=by, subject=correction)


@transaction.atomic
def reread(page: Page, *, by: Member | None) -> None:
    """Reads the page anew with today's engine; every correction, release and hiding holds as before."""
    rereading.read_again(page, kept=_added_on(page))
    carry_over(page)
    _note("reviewing.reread", page, by=by, subject=page)


def reread_outdated(*, most: int = 5) -> int:
    """Reads pages anew that were read before names were known, so that none stays unmasked after an upgrade.

    A few at a time, any of them, so that one that fails holds up no other. Returns how many were read.
    """
    outdated = sorted(set(Page.objects.filter(items__body__isnull=True).values_list("id", flat=True)))
    chosen = SystemRandom().sample(outdated, k=min(most, len(outdated)))
    return sum(_reread_or_leave(page) for page in Page.objects.filter(id__in=chosen).select_related("source"))


def _reread_or_leave(page: Page) -> bool:
    try:
        reread(page, by=None)
    except Exception:  # noqa: BLE001  # one page must not keep the others from being read
        return False
    return True


def _added_on(page: Page) -> set[Any]:
    """Items that people made by hand on this page: where one of their headlines stands."""
    starts = Correction.objects.filter(page=page, subject=Subject.ITEM, act=Act.ADD).values_list("start", flat=True)
    return set(page.items.filter(headline_start__in=list(starts)).values_list("id", flat=True))


@transaction.atomic
def carry_over(page: Page) -> int:
    """Lets every correction of the page hold again after it was read anew, or its items moved here; how many do not.

    What can no longer be placed waits in the queue. Also what was corrected on another page of the same source holds
    for an item with the same headline.
    """
    headlines = [print_ for print_ in map(fingerprints.of_headline, _headlines(page)) if print_]
    known = Q(page=page) | Q(item__page=page) | Q(source=page.source_id, headline__in=headlines)
    lost = 0
    for correction in Correction.objects.filter(known, state__in=[State.APPLIED, State.UNPLACED]).order_by("number"):
        placed = apply(correction, page)
        lost += not placed
        _keep_state(correction, page, placed=placed)
    return lost


def _headlines(page: Page) -> list[str]:
    return list(page.items.values_list("headline", flat=True))


def _keep_state(correction: Correction, page: Page, *, placed: bool) -> None:
    """A correction of another page of the source that does not fit here is none of this page's business."""
    mine = correction.page_id == page.id or (correction.item is not None and correction.item.page_id == page.id)
    if placed:
        correction.state = State.APPLIED
        correction.page = page
    elif mine:
        correction.state = State.UNPLACED
    correction.save(update_fields=["state", "page"])


@transaction.atomic
def hide(item: Item, *, by: Member, at: dt.date | None = None) -> None:
    """Takes an item down: gone from lists, feeds and search, also when its words are read again somewhere."""
    rereading.hide(item, day=at or timezone.localdate())
    _note("reviewing.hide", item.page, by=by, subject=item)


@transaction.atomic
def show_again(item: Item, *, by: Member) -> None:
    """Ends a hiding."""
    rereading.show_again(item)
    _note("reviewing.show_again", item.page, by=by, subject=item)


def rule_on(item: Item, *, name: Span, standing: Standing, reason: Reason, by: Member) -> Correction:
    """Releases or withholds the name of a person, on the whole page."""
    change = Change(Subject.PERSON, Act.CHANGE, name, after={"standing": standing.value}, reason=reason)
    return correct(item, change, by=by)


def _note(verb: str, page: Page | None, *, by: Member | None, subject: Correction | Page | Item) -> None:
    owner = page.source.organisation_id if page else None
    audit.record(
        verb,
        organisation_id=owner or (by.organisation_id if by else THE_INSTANCE),
        by=by.id if by else None,
        subject_id=subject.id,
    )
