"""The outbox: who is to be told by which channel. Ids only: never a word that somebody wrote, never an address.

Beside it, addresses outside that asked for a newsletter, sealed; and what goes out to them, by its number.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Channel

__all__ = ["Channel", "Occasion", "Outcome", "Outgoing"]


class Occasion(models.TextChoices):
    """Why somebody is told: all that a message can say. The sentence is made from it when it is sent."""

    BELL = "bell", _("somebody waits for you at the desk")
    TRIAL = "trial", _("a trial: nobody waits")
    ALERT = "alert", _("there is an alert at the desk")


class Outcome(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("waits to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    STOPPED = "stopped", _("not sent: sending has been stopped for good")


class Outgoing(models.Model):
    """One message by one channel. While it waits, `due_at` says when it is tried next; afterwards only the day stays.

    `key` is given by whoever sends: the same key twice is one message. `member` is empty for webhooks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    occasion = models.CharField(max_length=8, choices=Occasion)
    key = models.UUIDField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    day = models.DateField()  # on which it was put in; once it has ended, on which it ended

    SHREDDING = {
        "organisation": "drop", "member": "drop", "channel": "drop", "occasion": "drop", "key": "drop",
        "due_at": "drop", "tries": "drop", "outcome": "drop", "day": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_message_a_key", fields=["key", "channel", "member"]),
            models.UniqueConstraint(
                name="one_webhook_a_key", fields=["key", "organisation"], condition=models.Q(channel=Channel.WEBHOOK)
            ),
            models.CheckConstraint(
                name="members_are_not_told_by_webhook",
                condition=models.Q(channel=Channel.WEBHOOK, member__isnull=True)
                | models.Q(channel__in=[Channel.MAIL, Channel.SMS], member__isnull=False),
            ),
            models.CheckConstraint(
                name="only_what_waits_has_a_minute",
                condition=models.Q(outcome=Outcome.WAITING, due_at__isnull=False)
                | (~models.Q(outcome=Outcome.WAITING) & models.Q(due_at__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="post_waiting", fields=["channel", "due_at"], condition=models.Q(outcome=Outcome.WAITING))
        ]


class Standing(models.TextChoices):
    """How far somebody's wish to be sent a newsletter has come."""

    ASKED = "asked", _("somebody asked; the mail with the link waits to be sent")
    WRITTEN_TO = "written_to", _("the mail with the link went out")
    CONFIRMED = "confirmed", _("whoever reads that mailbox has confirmed it")


class Subscription(models.Model):
    """One address outside that is sent one list's circulars. `list_id` is the newsletter's id in a room above.

    Address and language are sealed to the courier key. `lookup` is an HMAC under the pepper of list and address: it
    tells a second wish from a first one, and not that two lists have a reader in common. What else is here ends as
    soon as it has served: the day and the day's mark with the confirmation, moment and tries with each mail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list_id = models.UUIDField()
    lookup = models.BinaryField(max_length=32)
    address_sealed = models.BinaryField(max_length=1000)
    language_sealed = models.BinaryField(max_length=400)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ASKED)
    asked_on = models.DateField(null=True)
    asked_mark = models.BinaryField(max_length=32, null=True)
    reached = models.PositiveIntegerField(default=0)  # the number of the last circular that was tried
    in_hand = models.PositiveIntegerField(default=0)  # the number that is with the mail server now
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0)  # circulars in a row that were refused

    SHREDDING = {
        "list_id": "drop", "lookup": "drop", "address_sealed": "drop", "language_sealed": "drop", "standing": "drop",
        "asked_on": "drop", "asked_mark": "drop", "reached": "drop", "in_hand": "drop", "due_at": "drop",
        "tries": "drop", "refusals": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_subscription_a_list", fields=["list_id", "lookup"]),
            models.CheckConstraint(
                name="only_the_unconfirmed_have_a_day",
                condition=models.Q(standing=Standing.CONFIRMED, asked_on__isnull=True, asked_mark__isnull=True)
                | (~models.Q(standing=Standing.CONFIRMED) & models.Q(asked_on__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="post_next_of_list", fields=["list_id", "standing", "reached"]),
            models.Index(name="post_asked", fields=["standing", "asked_on"]),
        ]


class AskedToday(models.Model):
    """That a mail with a link goes to some address today: an HMAC of address and day, which tells nothing tomorrow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mark = models.BinaryField(max_length=32)
    day = models.DateField()

    SHREDDING = {"mark": "drop", "day": "drop"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="asked_once_a_day", fields=["mark"])]


class Circular(models.Model):
    """What goes to everybody on a list: its id and number. Its words are made by a room above when it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list_id = models.UUIDField()
    number = models.PositiveIntegerField()
    day = models.DateField()

    SHREDDING = {"list_id": "drop", "number": "drop", "day": "drop"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="circular_once", fields=["list_id", "number"])]


class NewsWish(models.Model):
    """A reporter wants to be told by text message that there is news on one report: which, only the pepper can say.

    Number, language and words are sealed together to the courier key. `due_at` is drawn by chance, a day ahead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    mark = models.BinaryField(max_length=32, unique=True)
    number_mark = models.BinaryField(max_length=32)
    wished_sealed = models.BinaryField(max_length=1000)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last = models.BooleanField(default=False)  # the report is closed: one more message, then the row goes
    ends_on = models.DateField()  # the first of a month: it does not tell on which day it was chosen

    SHREDDING = {
        "organisation": "drop", "mark": "drop", "number_mark": "drop", "wished_sealed": "drop", "due_at": "drop",
        "tries": "drop", "last": "drop", "ends_on": "drop",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(name="post_news_of_number", fields=["number_mark"])]
