"""What the union publishes: statements in versions, newsletters and their issues. Drafts are sealed."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.publishing.states import State
from safelamp.record.reading.models import Item, Page

LONGEST_HEADLINE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_REASON = 200, 20_000, 80, 500
LONGEST_NAME, LONGEST_QUERY = 80, 1_000


class Statement(models.Model):
    """Something that an organisation says in public. Its words stand in versions: languages, and corrections of each.

    Its id is its permanent link. Once it is withdrawn its words are shown no more, and the reason is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="statements")
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.CharField(max_length=LONGEST_REASON, blank=True)

    SHREDDING = {"organisation": "keep", "withdrawn_on": "keep", "withdrawn_because": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="statement_is_withdrawn_with_a_reason",
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_because="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_because="")),
            ),
        ]


class Version(models.Model):
    """A statement's words in one language; `number` counts its corrections, from 1.

    Before it is published its words are sealed to the desk, and `written_by` says who may not approve it. On the day
    on which it is published they become plain, and nobody's name stays. `page` is its page of the public record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State)
    words_sealed = models.BinaryField(max_length=200_000, null=True)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    headline = models.CharField(max_length=LONGEST_HEADLINE, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    text = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")

    SHREDDING = {
        "statement": "keep", "language": "keep", "number": "keep", "state": "keep", "words_sealed": "blank",
        "written_by": "blank", "headline": "keep", "place": "keep", "text": "keep", "published_on": "keep",
        "replaced_on": "keep", "page": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_once", fields=["statement", "language", "number"]),
            models.UniqueConstraint(
                name="one_draft_a_language",
                fields=["statement", "language"],
                condition=models.Q(state__in=[State.DRAFT, State.WAITING]),
            ),
            models.UniqueConstraint(
                name="one_published_version_a_language",
                fields=["statement", "language"],
                condition=models.Q(state=State.PUBLISHED),
            ),
            models.CheckConstraint(
                name="drafts_are_sealed_and_what_is_public_is_plain",
                condition=models.Q(
                    state__in=[State.DRAFT, State.WAITING], words_sealed__isnull=False, headline="", text="",
                    place="", published_on__isnull=True,
                )
                | (
                    models.Q(
                        state__in=[State.PUBLISHED, State.REPLACED, State.WITHDRAWN], words_sealed__isnull=True,
                        written_by__isnull=True, published_on__isnull=False,
                    )
                    & ~models.Q(headline="")
                    & ~models.Q(text="")
                ),
            ),
            models.CheckConstraint(
                name="only_what_was_replaced_has_the_day",
                condition=models.Q(state=State.REPLACED, replaced_on__isnull=False)
                | (~models.Q(state=State.REPLACED) & models.Q(replaced_on__isnull=True)),
            ),
        ]  # fmt: skip


class Rhythm(models.TextChoices):
    """How often a newsletter goes out, at most."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")


class Newsletter(models.Model):
    """A search of the public record that goes out by mail; without an organisation it is the instance's.

    `query` is the search as its page's address writes it. Who reads it is known to `ground.post` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="newsletters")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    language = models.CharField(max_length=10)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    begun_on = models.DateField()
    paused_on = models.DateField(null=True)
    looked_on = models.DateField(null=True)  # the day on which it was last looked what is new

    SHREDDING = {
        "organisation": "keep", "name": "keep", "query": "keep", "language": "keep", "rhythm": "keep",
        "begun_on": "keep", "paused_on": "keep", "looked_on": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="newsletter_has_a_name", condition=~models.Q(name="")),
        ]


class Issue(models.Model):
    """One mail's worth of a newsletter: which items, not which words; those are made when it is sent or shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveIntegerField()
    day = models.DateField()
    since = models.DateField()
    total = models.PositiveSmallIntegerField()  # items when it was made; some may have left the record since

    SHREDDING = {"newsletter": "keep", "number": "keep", "day": "keep", "since": "keep", "total": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="issue_once", fields=["newsletter", "number"]),
        ]


class IssueItem(models.Model):
    """An item of the public record that an issue tells of. An item that leaves the record leaves the issue."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="told")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    SHREDDING = {"issue": "drop", "item": "drop", "position": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="item_told_once_an_issue", fields=["issue", "item"]),
        ]
