"""The public record: sources, their pages as they were read, items of news, and facts with their exact words."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.engines.extraction.values import Metric
from safelamp.ground.organisations.models import Organisation

LONGEST_LABEL, LONGEST_DATELINE = 60, 80


class PageKind(models.TextChoices):
    """What a page is."""

    LISTING = "listing", _("a list of news")
    ARTICLE = "article", _("one article")


class FactKind(models.TextChoices):
    """What a fact says."""

    FIGURE = "figure", _("figure")
    STANDARD = "standard", _("international labour standard")
    ORGANISATION = "organisation", _("organisation")
    PLACE = "place", _("place")
    EVENT_DATE = "event_date", _("day of an event")


class Standing(models.TextChoices):
    """Whether the name of a person may be shown in public; whom the page gives a public office may be named."""

    PUBLIC_OFFICE = "public_office", _("holds a public office")
    MASKED = "masked", _("name withheld")
    UNSURE = "unsure", _("name withheld until somebody has looked")
    RELEASED = "released", _("name released")


WITHHELD = frozenset({Standing.MASKED, Standing.UNSURE})


class Source(models.Model):
    """Who published pages: a union, an authority, a newspaper. With an organisation it is private to that one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    address = models.URLField(max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="private_sources"
    )

    SHREDDING = {"name": "keep", "address": "keep", "organisation": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="public_source_once", fields=["name"], condition=models.Q(organisation__isnull=True)
            ),
            models.UniqueConstraint(
                name="private_source_once",
                fields=["organisation", "name"],
                condition=models.Q(organisation__isnull=False),
            ),
            models.CheckConstraint(name="source_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class Page(models.Model):
    """A page as it was read. `text` is the whole of it, for the desk only.

    `digest` is the SHA-256 of the text; `kept_as` binds it to whom the page belongs, so that the same text is kept
    once for everybody and once for each organisation that keeps it to itself. `left_out` lists where the headlines of
    items stand that the record had already from another page.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="pages")
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=1000, blank=True)
    fetched_on = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    kept_as = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=PageKind)
    language = models.CharField(max_length=10)
    listing_total = models.PositiveIntegerField(null=True, blank=True)
    left_out = models.JSONField(null=True, blank=True)

    SHREDDING = {
        "source": "keep", "name": "keep", "address": "keep", "fetched_on": "keep", "text": "drop", "digest": "keep",
        "kept_as": "keep", "kind": "keep", "language": "keep", "listing_total": "keep", "left_out": "keep",
    }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ItemKind(models.TextChoices):
    """What sort of text an item is, as its label or headline says."""

    NEWS = "news", _("news")
    PRESS_RELEASE = "press-release", _("press release")
    STATEMENT = "statement", _("statement")
    REPORT = "report", _("report")
    INTERVIEW = "interview", _("interview")
    VIDEO = "video", _("video")
    EVENT = "event", _("event")


class SubjectKind(models.TextChoices):
    """What a subject names."""

    TOPIC = "topic", _("topic")
    SECTOR = "sector", _("sector")


def new_search_row() -> int:
    """A random number for the search index, which cannot hold the item's own id."""
    return secrets.randbits(62) + 1


class Item(models.Model):
    """One piece of news on a page; its id is its permanent link. Spans count characters of the page's text.

    `published` is what the page prints (ISO 8601, a month or a year where it gives no day); `published_on` is its
    first day, for order and search. `words` are the tokens that search looks at, without those of withheld names.
    `language` is the item's own: a page may hold several.
    `address` is where this very news stands, when the page links to it. `repeats` is the item that told the same news
    first. When a page changes its words, the item keeps its id and gets the new words; what it said before is an item
    with `earlier_of`. `body` lists [start, end] of its paragraphs; none where it was read before they were kept.
    `reviewed_on` is set when a person said that its bounds are right, `hidden_on` when it was taken down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    headline = models.TextField()
    headline_start = models.PositiveIntegerField()
    headline_end = models.PositiveIntegerField()
    teaser = models.TextField(blank=True)
    teaser_start = models.PositiveIntegerField(null=True, blank=True)
    published = models.CharField(max_length=10, blank=True)
    published_on = models.DateField(null=True, blank=True)
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    dateline = models.CharField(max_length=LONGEST_DATELINE, blank=True)
    address = models.URLField(max_length=1000, blank=True)
    kind = models.CharField(max_length=14, choices=ItemKind, default=ItemKind.NEWS)
    language = models.CharField(max_length=10, blank=True)
    repeats = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="told_again")
    earlier_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="earlier")
    confidence = models.FloatField()
    words = models.TextField()
    body = models.JSONField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    hidden_on = models.DateField(null=True, blank=True)
    search_row = models.BigIntegerField(unique=True, default=new_search_row, editable=False)

    SHREDDING = {
        "page": "drop", "position": "drop", "headline": "drop", "headline_start": "drop", "headline_end": "drop",
        "teaser": "drop", "teaser_start": "drop", "published": "drop", "published_on": "drop", "label": "drop",
        "dateline": "drop", "address": "drop", "kind": "drop", "language": "drop", "repeats": "drop",
        "earlier_of": "drop", "confidence": "drop", "words": "drop", "body": "drop", "reviewed_on": "drop",
        "hidden_on": "drop", "search_row": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="item_place_once", fields=["page", "position"]),
            models.CheckConstraint(name="item_has_a_headline", condition=~models.Q(headline="")),
            models.CheckConstraint(
                name="item_headline_stands_somewhere", condition=models.Q(headline_end__gt=models.F("headline_start"))
            ),
            models.CheckConstraint(
                name="item_confidence_is_a_share", condition=models.Q(confidence__gte=0, confidence__lte=1)
            ),
            models.CheckConstraint(name="item_never_repeats_itself", condition=~models.Q(repeats=models.F("id"))),
            models.CheckConstraint(
                name="item_is_not_earlier_than_itself", condition=~models.Q(earlier_of=models.F("id"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="item_newest_first", fields=["-published_on", "id"])]

    def __str__(self) -> str:
        return self.headline


class ItemCountry(models.Model):
    """A country that an item is about, with the words that say so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2
    quote = models.CharField(max_length=120)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    confidence = models.FloatField()

    SHREDDING = {
        "item": "drop", "country": "drop", "quote": "drop", "start": "drop", "end": "drop", "confidence": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="item_country_once", fields=["item", "country"]),
            models.CheckConstraint(name="country_is_quoted", condition=~models.Q(quote="")),
            models.CheckConstraint(name="country_stands_somewhere", condition=models.Q(end__gt=models.F("start"))),
        ]
        indexes: ClassVar = [models.Index(name="item_country_search", fields=["country", "item"])]

    def __str__(self) -> str:
        return self.country


class ItemSubject(models.Model):
    """A topic or a sector of an item (closed lists of the record guide), with the words that say it.

    Where no word says it, because the reader took what was left, `quote` is empty and nothing stands anywhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=6, choices=SubjectKind)
    code = models.CharField(max_length=30)
    quote = models.CharField(max_length=120, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField()

    SHREDDING = {
        "item": "drop", "kind": "drop", "code": "drop", "quote": "drop", "start": "drop", "end": "drop",
        "confidence": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="item_subject_once", fields=["item", "kind", "code"]),
            models.CheckConstraint(name="subject_has_a_code", condition=~models.Q(code="")),
            models.CheckConstraint(
                name="subject_stands_where_it_is_quoted",
                condition=(~models.Q(quote="") & models.Q(end__gt=models.F("start")))
                | models.Q(quote="", start__isnull=True, end__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(name="item_subject_search", fields=["kind", "code", "item"])]

    def __str__(self) -> str:
        return self.code


class Fact(models.Model):
    """Something that an item says, with its exact words and where they stand. Without them there is no fact.

    A figure has `metric` and `value`; the other kinds have `code`: a standard ("C155"), a date, or the name itself.
    `reviewed_on` is set when a person said that it is right, `corrected_by` when an organisation wrote it otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=FactKind)
    metric = models.CharField(max_length=30, blank=True, choices=[(metric.value, metric.value) for metric in Metric])
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    counted = models.CharField(max_length=160, blank=True)
    qualifier = models.CharField(max_length=10, blank=True)
    period = models.CharField(max_length=24, blank=True)
    code = models.TextField(blank=True)
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    confidence = models.FloatField()
    reviewed_on = models.DateField(null=True, blank=True)
    corrected_by = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrected_facts"
    )

    SHREDDING = {
        "item": "drop", "kind": "drop", "metric": "drop", "value": "drop", "unit": "drop", "counted": "drop",
        "qualifier": "drop", "period": "drop", "code": "drop", "quote": "drop", "start": "drop", "end": "drop",
        "confidence": "drop", "reviewed_on": "drop", "corrected_by": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="fact_is_quoted", condition=~models.Q(quote="")),
            models.CheckConstraint(name="fact_stands_somewhere", condition=models.Q(end__gt=models.F("start"))),
            models.CheckConstraint(
                name="figure_has_metric_and_value",
                condition=(models.Q(kind=FactKind.FIGURE) & models.Q(value__isnull=False) & ~models.Q(metric=""))
                | (~models.Q(kind=FactKind.FIGURE) & models.Q(value__isnull=True) & ~models.Q(code="")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="fact_by_metric", fields=["kind", "metric"])]

    def __str__(self) -> str:
        return self.quote


class NamedPerson(models.Model):
    """A person whom an item names, where the name stands, and whether it may be shown in public.

    `office` is the public office that the page gives them, in its words. The span is exact, whatever is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="persons")
    quote = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    office = models.TextField(blank=True)
    standing = models.CharField(max_length=13, choices=Standing)
    confidence = models.FloatField()

    SHREDDING = {
        "item": "drop", "quote": "drop", "start": "drop", "end": "drop", "office": "drop", "standing": "drop",
        "confidence": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="name_once_in_its_place", fields=["item", "start", "end"]),
            models.CheckConstraint(name="person_is_quoted", condition=~models.Q(quote="")),
            models.CheckConstraint(name="person_stands_somewhere", condition=models.Q(end__gt=models.F("start"))),
        ]

    def __str__(self) -> str:
        return self.get_standing_display()


class TakenDown(models.Model):
    """The fingerprint of an item that was taken down: whatever is read later with the same words is hidden too.

    `headline` and `body` are SHA-256 of the words, so that the words need not be kept; empty where they are too few to
    tell one item from another. With an organisation only that one's own pages are meant.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="taken_down"
    )
    headline = models.CharField(max_length=64, blank=True, db_index=True)
    body = models.CharField(max_length=64, blank=True, db_index=True)
    day = models.DateField()

    SHREDDING = {"organisation": "keep", "headline": "keep", "body": "keep", "day": "keep"}

    def __str__(self) -> str:
        return str(self.day)
