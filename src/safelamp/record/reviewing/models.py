"""Reviewing the record: corrections that no later reading overwrites, and requests to take something down."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.reading.models import Item, Page, Source


class Subject(models.TextChoices):
    """What a correction is about."""

    ITEM = "item", _("item")
    FIGURE = "figure", _("figure")
    STANDARD = "standard", _("international labour standard")
    ORGANISATION = "organisation", _("organisation")
    PLACE = "place", _("place")
    EVENT_DATE = "event_date", _("day of an event")
    COUNTRY = "country", _("country")
    TOPIC = "topic", _("topic")
    SECTOR = "sector", _("sector")
    PERSON = "person", _("name of a person")


class Act(models.TextChoices):
    """What a person did to what the program read."""

    CONFIRM = "confirm", _("right as it stands")
    CHANGE = "change", _("changed")
    TAKE_AWAY = "take_away", _("taken away")
    ADD = "add", _("added")


class State(models.TextChoices):
    """What became of a correction."""

    APPLIED = "applied", _("holds")
    UNPLACED = "unplaced", _("its words are not found any more")
    CONFLICT = "conflict", _("another organisation had corrected this; the curator decides")
    REFUSED = "refused", _("does not hold")


class Reason(models.TextChoices):
    """Why a name is shown or withheld: chosen, never written, so that nothing about a person is kept."""

    NOT_A_PERSON = "not_a_person", _("this is not the name of a person")
    OFFICE = "office", _("the person holds a public office")
    SPEAKS = "speaks", _("the person speaks in public for an organisation")
    AGREED = "agreed", _("the person agreed, or the family of a person who died")
    PRIVATE = "private", _("a private person")
    ASKED = "asked", _("somebody asked us to leave the name out")
    DANGER = "danger", _("the name could endanger somebody")


RELEASING = frozenset({Reason.NOT_A_PERSON, Reason.OFFICE, Reason.SPEAKS, Reason.AGREED})


class Correction(models.Model):
    """What a member of an organisation decided about something that was read; kept whatever is read later.

    It is found again on the page by its exact words (`quote`) with the letters around them; `start` only helps.
    `before` and `after` hold the values; `number` counts the corrections of a source, in the order in which they hold.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="corrections")
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=12, choices=Subject)
    act = models.CharField(max_length=9, choices=Act)
    state = models.CharField(max_length=8, choices=State)
    quote = models.TextField()
    context_before = models.CharField(max_length=60, blank=True)
    context_after = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    headline = models.CharField(max_length=64, blank=True, db_index=True)  # fingerprint of the item's
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections"
    )
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    day = models.DateField()
    decided_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    SHREDDING = {
        "source": "keep", "page": "keep", "item": "keep", "number": "keep", "subject": "keep", "act": "keep",
        "state": "keep", "quote": "keep", "context_before": "keep", "context_after": "keep", "start": "keep",
        "headline": "keep", "before": "keep", "after": "keep", "reason": "keep", "organisation": "keep",
        "author": "blank", "day": "keep", "decided_by": "blank", "decided_on": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="correction_number_once", fields=["source", "number"]),
            models.CheckConstraint(name="correction_is_quoted", condition=~models.Q(quote="")),
            models.CheckConstraint(
                name="names_are_ruled_on_with_a_reason", condition=~models.Q(subject=Subject.PERSON, reason="")
            ),
        ]
        indexes: ClassVar = [models.Index(name="corrections_that_wait", fields=["state", "day"])]

    def __str__(self) -> str:
        return f"{self.subject}: {self.act}"


class Answer(models.TextChoices):
    """What an officer answers to somebody who asks to take something down."""

    HIDDEN = "hidden", _("the item was taken down")
    MASKED = "masked", _("the name is withheld")
    REFUSED = "refused", _("it stays as it is")


class Ground(models.TextChoices):
    """Why it was answered so: chosen, never written."""

    PRIVATE_LIFE = "private_life", _("it touches somebody’s private life")
    DANGER = "danger", _("it could endanger somebody")
    WRONG = "wrong", _("it is not true")
    OLD = "old", _("it is long ago and helps nobody any more")
    PUBLIC_INTEREST = "public_interest", _("the public needs to know it")
    NOT_HERE = "not_here", _("what they ask about does not stand here")
    UNCLEAR = "unclear", _("we cannot tell what they ask for")


class TakeDown(models.Model):
    """Somebody from outside asks to take something down.

    Which item, why, and how to answer are sealed together; in the clear stay the day and whether it was answered.
    `sending` is the hash of the form's random value, so that the same form sent twice is kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="take_downs")
    sending = models.CharField(max_length=64, unique=True)
    arrived_on = models.DateField()
    words_sealed = models.BinaryField(max_length=20_000, blank=True, default=b"")
    answer = models.CharField(max_length=7, choices=Answer, blank=True)
    ground = models.CharField(max_length=15, choices=Ground, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    SHREDDING = {
        "organisation": "keep", "sending": "keep", "arrived_on": "keep", "words_sealed": "blank", "answer": "keep",
        "ground": "keep", "answered_on": "keep", "answered_by": "blank",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="take_down_answer_is_whole",
                condition=models.Q(answer="", ground="", answered_on__isnull=True)
                | (~models.Q(answer="") & ~models.Q(ground="") & models.Q(answered_on__isnull=False)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="take_downs_that_wait", fields=["organisation", "answer"])]

    def __str__(self) -> str:
        return str(self.arrived_on)
