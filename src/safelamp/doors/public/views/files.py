"""A search as a file: RSS and Atom for feed readers, JSON for programs, CSV for spreadsheets."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safelamp.doors.public import links
from safelamp.record.reading.models import Item
from safelamp.record.reading.showing import shown_headline_text, shown_teaser_text
from safelamp.record.searching import feeds
from safelamp.record.searching.asked import Search
from safelamp.record.searching.feeds import COLUMNS, Taken

IN_A_FEED, IN_JSON, IN_A_TABLE = 50, 200, 1_000  # items
MINUTES_KEPT = 15
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def rss(request: HttpRequest) -> HttpResponseBase:
    """The newest items of a search as RSS 2.0."""
    return _feed(request, Rss201rev2Feed, "application/rss+xml; charset=utf-8")


@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    """The newest items of a search as Atom."""
    return _feed(request, Atom1Feed, "application/atom+xml; charset=utf-8")


@require_safe
def as_json(request: HttpRequest) -> HttpResponseBase:
    """The first 200 items of a search with all facts; described in docs/record.md."""
    asked = Search.from_query(request.GET.urlencode())
    held = feeds.taken(asked, most=IN_JSON)
    content = {
        "search": asked.as_query(),
        "total": held.total,
        "given": len(held.items),
        "most": IN_JSON,
        "use": use_note(),
        "items": [feeds.as_values(item, address=_address(request, item)) for item in held.items],
    }
    return _sent(request, JsonResponse(content, json_dumps_params={"ensure_ascii": False}))


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """The facts of the first 1,000 items of a search, one row a fact, safe to open in a spreadsheet."""
    asked = Search.from_query(request.GET.urlencode())
    held = feeds.taken(asked, most=IN_A_TABLE)
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for item in held.items:
        rows.writerows(feeds.as_rows(item, address=_address(request, item)))
    answer = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="record.csv"'
    answer.headers["X-Total-Items"] = str(held.total)
    return _sent(request, answer)


def use_note() -> str:
    """What may be done with it."""
    return _(
        "Facts and links may be used freely: cite the source and this address. The quoted words belong to their "
        "publishers. A program read them and can err: look at the words at the source."
    )


def _feed(request: HttpRequest, kind: type[SyndicationFeed], content_type: str) -> HttpResponseBase:
    asked = Search.from_query(request.GET.urlencode())
    held = feeds.taken(asked, most=IN_A_FEED)
    query = asked.as_query()
    page = request.build_absolute_uri(f"{reverse('public:list')}{'?' if query else ''}{query}")
    feed = kind(
        title=_plain(_("Public record: %(words)s") % {"words": asked.words} if asked.words else _("Public record")),
        link=page,
        description=_plain(_about(held)),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
        feed_copyright=use_note(),
    )
    for item in held.items:
        _add(feed, item, address=_address(request, item))
    feed.latest_post_date = lambda: _latest(held.items)  # type: ignore[method-assign]  # else it is the time of asking
    return _sent(request, HttpResponse(feed.writeString("utf-8"), content_type=content_type))


def _add(feed: SyndicationFeed, item: Item, *, address: str) -> None:
    feed.add_item(
        title=_plain(shown_headline_text(item)),
        link=address,
        description=_plain(" ".join(filter(None, (shown_teaser_text(item), links.source_of(item))))),
        unique_id=address,
        pubdate=_moment(item),
        updateddate=_moment(item),
        author_name=_plain(item.page.source.name),
    )


def _about(held: Taken) -> str:
    return _("The first %(given)d of %(total)d items.") % {"given": len(held.items), "total": held.total}


def _latest(items: Sequence[Item]) -> dt.datetime:
    return max(
        (_moment(item) for item in items), default=dt.datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())
    )


def _moment(item: Item) -> dt.datetime:
    """The day of publication, or that of reading where the page gives none; noon, as no hour is known."""
    day = item.published_on or item.page.fetched_on
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_default_timezone())


def _plain(words: str) -> str:
    return NOT_IN_XML.sub(" ", str(words))


def _address(request: HttpRequest, item: Item) -> str:
    return request.build_absolute_uri(reverse("public:item", args=[item.id]))


def _sent(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """With a mark of its content, so that whoever has it already is told so; kept by the one who asked only."""
    mark = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer.headers["ETag"] = mark
    patch_cache_control(answer, private=True, max_age=MINUTES_KEPT * 60)
    return get_conditional_response(request, etag=mark, response=answer) or answer
