"""Making issues: what came into the record since the last look; an issue holds which items, never their words."""

import calendar
import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from safelamp.ground.post import operations as post
from safelamp.record.publishing.models import Issue, IssueItem, Newsletter, Rhythm
from safelamp.record.publishing.tongues import Tongue
from safelamp.record.reading.models import Item
from safelamp.record.reading.queries import public_items
from safelamp.record.reading.showing import name_withheld, shown_headline_text, shown_teaser_text
from safelamp.record.searching.asked import Search
from safelamp.record.searching.queries import newest

MOST_IN_AN_ISSUE = 200
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Told:
    """An item as an issue tells of it: words that may be shown in public, private names withheld."""

    item_id: uuid.UUID
    headline: str
    teaser: str
    language: str
    source: str
    published_on: dt.date | None
    address: str


def make_due(*, at: dt.datetime | None = None) -> int:
    """Makes the issues whose day has come, of all newsletters that run; how many. A job."""
    today = timezone.localdate(at)
    waiting = Newsletter.objects.filter(paused_on__isnull=True).values_list("id", flat=True)
    return sum(_make(newsletter_id, today) for newsletter_id in waiting)


@transaction.atomic
def _make(newsletter_id: uuid.UUID, today: dt.date) -> bool:
    newsletter = Newsletter.objects.select_for_update().filter(id=newsletter_id, paused_on__isnull=True).first()
    if newsletter is None:
        return False
    since = newsletter.looked_on or newsletter.begun_on
    if since > today:  # a clock that has been set back since
        Newsletter.objects.filter(id=newsletter.id).update(looked_on=today)
        return False
    if today < next_day(newsletter.rhythm, since):
        return False
    Newsletter.objects.filter(id=newsletter.id).update(looked_on=today)
    found = list(new_items(newsletter, since=since, before=today)[:MOST_IN_AN_ISSUE])
    if not found and newsletter.rhythm != Rhythm.MONTHLY:
        return False
    last = newsletter.issues.aggregate(last=Max("number"))["last"] or 0
    issue = Issue.objects.create(newsletter=newsletter, number=last + 1, day=today, since=since, total=len(found))
    IssueItem.objects.bulk_create(
        IssueItem(issue=issue, item=item, position=position) for position, item in enumerate(found)
    )
    post.put_out(issue.id, list_id=newsletter.id, number=issue.number, day=today)
    return True


def next_day(rhythm: str, since: dt.date) -> dt.date:
    """The day on which the next issue is made.

    >>> next_day("monthly", dt.date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    if rhythm == Rhythm.DAILY:
        return since + dt.timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        return since + _WEEK
    year, month = since.year + since.month // 12, since.month % 12 + 1
    return dt.date(year, month, min(since.day, calendar.monthrange(year, month)[1]))


def new_items(newsletter: Newsletter, *, since: dt.date, before: dt.date | None = None) -> QuerySet[Item]:
    """What the newsletter's search finds among what came into the record since; news told elsewhere too only once."""
    everything = public_items().filter(repeats__isnull=True)
    return newest(everything, Search.from_query(newsletter.query), since=since, before=before)


def told(issue: Issue, say: Tongue) -> list[Told]:
    """What an issue tells of as the record shows it now: what was hidden since is left out."""
    positions = dict(issue.told.values_list("item_id", "position"))
    items = public_items().filter(id__in=positions).select_related("page__source").prefetch_related("facts", "persons")
    return [told_of(item, say) for item in sorted(items, key=lambda item: positions[item.id])]


def preview(newsletter: Newsletter, say: Tongue, *, at: dt.datetime | None = None) -> tuple[Issue, list[Told]]:
    """The issue as it would go out today, kept nowhere."""
    since = newsletter.looked_on or newsletter.begun_on
    found = new_items(newsletter, since=since).prefetch_related("persons")[:MOST_IN_AN_ISSUE]
    issue = Issue(newsletter=newsletter, number=0, day=timezone.localdate(at), since=since, total=0)
    return issue, [told_of(item, say) for item in found]


def told_of(item: Item, say: Tongue) -> Told:
    """An item's public words; where a name is withheld, that is said in the reader's language."""
    withheld = say.say("[name withheld]")
    headline, teaser = (
        words.replace(name_withheld(), withheld) for words in (shown_headline_text(item), shown_teaser_text(item))
    )
    language, address = item.language or item.page.language, item.address or item.page.address
    return Told(item.id, headline, teaser, language, item.page.source.name, item.published_on, address)
