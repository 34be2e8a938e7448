"""Keys and who holds them. Private halves lie here only wrapped; see DESIGN "Keys" and docs/decisions."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.engines.sealing.envelopes import PublicKey
from safelamp.ground.organisations.models import Member, Organisation


class Audience(models.TextChoices):
    """Who can open: each audience of an organisation has key pairs of its own."""

    READERS = "readers", _("everybody in the union who handles reports")
    NO_REPRESENTATIVES = "no_representatives", _("not the safety representative at the workplace")
    NO_FOCAL_POINTS = "no_focal_points", _("not the union's focal points")
    RESTRICTED = "restricted", _("only the readers of the restricted lane")


class Purpose(models.TextChoices):
    """What a key pair is for."""

    INBOX = "inbox", _("words of reporters; a new pair each month")
    DESK = "desk", _("the desk's own words")


class KeyPair(models.Model):
    """A public key of one audience. The private half exists only wrapped, in HeldKey and on paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="key_pairs")
    audience = models.CharField(max_length=20, choices=Audience)
    purpose = models.CharField(max_length=5, choices=Purpose)
    point = models.BinaryField(max_length=65)
    month = models.DateField()  # first day of the month from which it seals

    SHREDDING = {"organisation": "keep", "audience": "keep", "purpose": "keep", "point": "keep", "month": "keep"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_key_pair_a_month", fields=["organisation", "audience", "purpose", "month"]
            ),
        ]

    @property
    def public(self) -> PublicKey:
        """The half that seals."""
        return PublicKey(self.id, bytes(self.point))


class MemberKey(models.Model):
    """A member's own key pair, its private half wrapped under the passphrase; the log-in check is Member.password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="key")
    salt = models.BinaryField(max_length=16)
    point = models.BinaryField(max_length=65)
    wrapped_private = models.BinaryField(max_length=100)
    second_factor_sealed = models.BinaryField(max_length=400, null=True)  # TOTP secret, sealed to the member
    second_factor_step = models.BigIntegerField(default=0)  # last time step used: a code works once
    security_keys_sealed = models.BinaryField(max_length=8000, null=True)  # the whole list, sealed to the member
    wrong_passphrases = models.PositiveIntegerField(default=0)  # since the last right one; they never make wait
    failures = models.PositiveSmallIntegerField(default=0)  # wrong codes, after a right passphrase
    wait_until = models.DateTimeField(null=True)  # for codes
    sheet_failures = models.PositiveSmallIntegerField(default=0)  # sheets of paper that did not fit
    sheet_wait_until = models.DateTimeField(null=True)

    SHREDDING = {
        "member": "drop", "salt": "drop", "point": "drop", "wrapped_private": "drop", "second_factor_sealed": "drop",
        "second_factor_step": "drop", "security_keys_sealed": "drop", "wrong_passphrases": "drop", "failures": "drop",
        "wait_until": "drop", "sheet_failures": "drop", "sheet_wait_until": "drop",
    }  # fmt: skip

    @property
    def public(self) -> PublicKey:
        """The half that seals to this member."""
        return PublicKey(self.id, bytes(self.point))


class HeldKey(models.Model):
    """The private half of a key pair, sealed to one member who may use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(KeyPair, on_delete=models.CASCADE, related_name="holders")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="held_keys")
    sealed_private = models.BinaryField(max_length=400)

    SHREDDING = {"pair": "drop", "member": "drop", "sealed_private": "drop"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="a_key_is_held_once", fields=["pair", "member"])]


class PaperPair(models.Model):
    """The organisation's paper key: opens every key pair when two of its three sheets are brought together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="paper_pair")
    point = models.BinaryField(max_length=65)
    wraps = models.JSONField()  # "1+2" etc. -> base64 of the private half, wrapped under two sheets

    SHREDDING = {"organisation": "keep", "point": "keep", "wraps": "keep"}

    @property
    def public(self) -> PublicKey:
        """The half that seals to paper."""
        return PublicKey(self.id, bytes(self.point))


class PaperHeldKey(models.Model):
    """The private half of a key pair, sealed to the paper key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.OneToOneField(KeyPair, on_delete=models.CASCADE, related_name="on_paper")
    sealed_private = models.BinaryField(max_length=400)

    SHREDDING = {"pair": "drop", "sealed_private": "drop"}


class Channel(models.TextChoices):
    """A way by which the system tells somebody that they are waited for."""

    MAIL = "mail", _("e-mail")
    WEBHOOK = "webhook", _("webhook")
    SMS = "sms", _("text message")


class Address(models.Model):
    """Where a member, or an organisation's own system, can be told without content.

    Sealed to the courier key, so nobody at the desk reads it back. A webhook belongs to the organisation, everything
    else to a member.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="addresses")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="addresses")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    sealed = models.BinaryField(max_length=1000)
    day = models.DateField()

    SHREDDING = {"member": "drop", "organisation": "drop", "channel": "drop", "sealed": "drop", "day": "drop"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_address_a_channel", fields=["member", "channel"]),
            models.UniqueConstraint(name="one_webhook_an_organisation", fields=["organisation"]),
            models.CheckConstraint(
                name="webhooks_are_the_organisations",
                condition=models.Q(channel=Channel.WEBHOOK, member__isnull=True, organisation__isnull=False)
                | models.Q(channel__in=[Channel.MAIL, Channel.SMS], member__isnull=False, organisation__isnull=True),
            ),
        ]


class ShreddingDay(models.Model):
    """That the nightly destruction was here, and how much it shredded: counts only, the day only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="shredding_days")
    day = models.DateField()
    restricted = models.BooleanField(default=False)  # the restricted lane's counts are for its readers only
    cases = models.PositiveIntegerField(default=0)
    reports = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    finished = models.BooleanField(default=False)  # false where the machine was switched off in the middle

    SHREDDING = {
        "organisation": "keep", "day": "keep", "restricted": "keep", "cases": "keep", "reports": "keep",
        "entries": "keep", "finished": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_shredding_count_a_day", fields=["organisation", "day", "restricted"])
        ]
