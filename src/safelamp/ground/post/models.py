"""The outbox: who is to be told by which channel. Ids only: never a word that somebody wrote, never an address."""

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
