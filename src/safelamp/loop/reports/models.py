"""Reports: what a worker says. Plain columns are only what clocks and early warning need; the rest is sealed."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace


class Kind(models.TextChoices):
    """What a report tells. Near misses, hazards, injuries and illness are kept apart from the first tap."""

    HAZARD = "hazard", _("I see something dangerous")
    NEAR_MISS = "near_miss", _("Something almost hurt someone")
    INJURY = "injury", _("Someone was hurt")
    ILLNESS = "illness", _("Work is making someone sick")
    RETALIATION = "retaliation", _("Someone was punished for speaking up")
    FORCED = "forced", _("Forced to work, or a child at work")


class Lane(models.TextChoices):
    """How fast, and by whom, a report is read."""

    DANGER_NOW = "danger_now", _("Danger now")
    RESTRICTED = "restricted", _("Retaliation, violence, forced labour")
    ORDINARY = "ordinary", _("Other reports")


class Harm(models.TextChoices):
    """How badly somebody was hurt, as the worker saw it."""

    UNKNOWN = "", _("not said")
    NOBODY = "nobody", _("No one hurt")
    SMALL = "small", _("Small injury, kept working")
    TREATED = "treated", _("Needed treatment or missed work")
    LASTING = "lasting", _("Hospital or lasting damage")
    DIED = "died", _("Someone died")


class PlaceKind(models.TextChoices):
    """Where it is, when no workplace was named."""

    WORKPLACE = "workplace", _("A workplace")
    HOME = "home", _("A home")
    STREET = "street", _("A street or market")
    FARM = "farm", _("A farm or the sea")
    ROAD = "road", _("On the road")
    APP = "app", _("Work through an app")
    ELSEWHERE = "elsewhere", _("Somewhere else")


RESTRICTED_KINDS = frozenset({Kind.RETALIATION, Kind.FORCED})
RESTRICTED_HAZARDS = frozenset({"violence"})
SERIOUS_HARM = frozenset({Harm.LASTING, Harm.DIED})

DANGER_NOW_CLOCK = dt.timedelta(minutes=60)
SERIOUS_CLOCK = dt.timedelta(hours=24)  # the restricted lane too
ORDINARY_CLOCK = dt.timedelta(days=3)


def lane_of(kind: Kind, hazard: str, *, danger_now: bool) -> Lane:
    """The lane that a report's first answers put it in, before any word is written."""
    if kind in RESTRICTED_KINDS or hazard in RESTRICTED_HAZARDS:
        return Lane.RESTRICTED
    return Lane.DANGER_NOW if danger_now else Lane.ORDINARY


def clock_of(lane: Lane, harm: Harm, *, danger_now: bool) -> dt.timedelta:
    """How long until a person from the union must have taken it."""
    if danger_now:
        return DANGER_NOW_CLOCK
    return SERIOUS_CLOCK if lane == Lane.RESTRICTED or harm in SERIOUS_HARM else ORDINARY_CLOCK


class Report(models.Model):
    """One report. Its id is the hash of the form's random value, so that sending twice finds the same report.

    `words_sealed` holds story, contact, part of the body, when, who may know and the language, sealed to the
    audience's inbox key; `point` is the public half of the report's own pair, to which answers are sealed, and
    `wrapped_private` its private half under the receipt. `lookup` is the peppered lookup value of the receipt.
    `sent_mark` recognises the same words sent again; without the form's random value it says nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, related_name="reports")
    audience = models.CharField(max_length=20, choices=Audience)
    lane = models.CharField(max_length=12, choices=Lane)
    danger_now = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind)
    hazard = models.CharField(max_length=16)
    harm = models.CharField(max_length=8, choices=Harm, blank=True, default=Harm.UNKNOWN)
    place_kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.WORKPLACE)
    country = models.CharField(max_length=2)
    arrived_at = models.DateTimeField(null=True)  # to the minute, until the clock is met
    arrived_on = models.DateField()  # the day; in a hostile profile the week's Monday once the clock is met
    due_at = models.DateTimeField(null=True)
    words_sealed = models.BinaryField()
    photo_sealed = models.BinaryField(default=b"")
    point = models.BinaryField(max_length=65)
    wrapped_private = models.BinaryField(max_length=100)
    lookup = models.BinaryField(max_length=32, unique=True, null=True)  # null: shredded, the receipt opens nothing
    sent_mark = models.BinaryField(max_length=32)
    shredded_on = models.DateField(null=True)
    spoke_again = models.BooleanField(default=False)  # counted once; says no more than the thread's rows and history

    SHREDDING = {
        "organisation": "keep", "workplace": "keep", "audience": "keep", "lane": "keep", "danger_now": "keep",
        "kind": "keep", "hazard": "keep", "harm": "keep", "place_kind": "keep", "country": "keep",
        "arrived_at": "blank", "arrived_on": "keep", "due_at": "blank", "words_sealed": "blank",
        "photo_sealed": "blank", "point": "blank", "wrapped_private": "blank", "lookup": "blank", "sent_mark": "blank",
        "shredded_on": "keep",
        "spoke_again": "keep",
    }  # fmt: skip

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "arrived_on"], name="report_by_arrival"),
            models.Index(fields=["organisation", "workplace", "hazard"], name="report_by_place"),
            models.Index(  # all that the inbox counts and sorts by, for the few whose clock runs
                fields=["organisation", "due_at", "audience", "danger_now", "lane", "harm", "workplace", "id"],
                name="report_waiting",
                condition=models.Q(due_at__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="restricted_lane_is_sealed_to_its_readers",
                condition=~models.Q(lane=Lane.RESTRICTED) | models.Q(audience=Audience.RESTRICTED),
            ),
            models.CheckConstraint(
                name="clock_runs_from_arrival",
                condition=models.Q(arrived_at__isnull=True, due_at__isnull=True)
                | models.Q(arrived_at__isnull=False, due_at__isnull=False),
            ),
        ]

    @property
    def number(self) -> str:
        """A short random name for people, from the id: never a running number."""
        return f"{self.id.hex[:3]}-{self.id.hex[3:6]}".upper()


class Sender(models.TextChoices):
    """Who wrote a message."""

    UNION = "union", _("your union safety person")
    REPORTER = "reporter", _("the reporter")


class Message(models.Model):
    """One message of a thread: sealed to the union, and the union's own also to the report's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    sender = models.CharField(max_length=8, choices=Sender)
    sent_on = models.DateField()
    position = models.PositiveIntegerField()  # order in the thread without an hour
    for_union_sealed = models.BinaryField()
    for_reporter_sealed = models.BinaryField(default=b"")
    photo_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "report": "keep", "sender": "keep", "sent_on": "keep", "position": "keep",
        "for_union_sealed": "blank", "for_reporter_sealed": "blank", "photo_sealed": "blank",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="one_place_in_the_thread", fields=["report", "position"]),
            models.CheckConstraint(
                name="reporters_words_are_never_sealed_to_the_receipt",
                condition=~models.Q(sender=Sender.REPORTER) | models.Q(for_reporter_sealed=b""),
            ),
        ]


class RenderingState(models.TextChoices):
    """Where a request to put words into another language stands."""

    ASKED = "asked", _("asked")
    GIVEN = "given", _("put into the language")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class Direction(models.TextChoices):
    """Whose words are put into whose language."""

    FOR_UNION = "for_union", _("words of the reporter, for colleagues")
    FOR_REPORTER = "for_reporter", _("an answer, for the reporter")


class Rendering(models.Model):
    """A member puts words into another language. It stands under the original and never replaces it.

    `message` is the message whose words these are: none is the report's own story, or an answer that is not sent yet.
    Which languages, the answer and the result are sealed to the report's readers: a language can tell who reported.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="renderings")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="renderings")
    direction = models.CharField(max_length=12, choices=Direction)
    state = models.CharField(max_length=10, choices=RenderingState, default=RenderingState.ASKED)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="renderings_asked")
    asked_of = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="renderings_to_give")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    words_sealed = models.BinaryField(default=b"")

    SHREDDING = {
        "report": "drop", "message": "drop", "direction": "drop", "state": "drop", "asked_by": "drop",
        "asked_of": "drop", "asked_on": "drop", "answered_on": "drop", "words_sealed": "drop",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_rendering_that_is_asked_has_no_answer",
                condition=models.Q(state=RenderingState.ASKED, answered_on__isnull=True)
                | (~models.Q(state=RenderingState.ASKED) & models.Q(answered_on__isnull=False)),
            ),
            models.UniqueConstraint(
                name="one_open_request_a_story",
                fields=["report"],
                condition=models.Q(state=RenderingState.ASKED, message__isnull=True, direction=Direction.FOR_UNION),
            ),
            models.UniqueConstraint(
                name="one_open_request_a_message",
                fields=["message"],
                condition=models.Q(state=RenderingState.ASKED, message__isnull=False),
            ),
        ]


class Stage(models.TextChoices):
    """What is counted of the union's own times."""

    TAKEN = "taken", _("taken by a person")
    RATED = "rated", _("rated: how bad it could become")
    CLOSED = "closed", _("closed on the floor's word")
    CAME_BACK = "came_back", _("the reporter came back and said something")


class AnswerTime(models.Model):
    """The union's own times, counted when they happen: no single report's time is kept once its clock is met.

    `month` is that of arrival; `hours` the upper edge of the bucket, 0 for longer and where there is no time to
    measure. A counter of an audience reaches its readers only, as its reports do. See loop/reports/times.py.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answer_times")
    month = models.DateField()
    lane = models.CharField(max_length=12, choices=Lane)
    audience = models.CharField(max_length=20, choices=Audience)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.TAKEN)
    hours = models.PositiveSmallIntegerField()
    in_time = models.BooleanField()
    count = models.PositiveIntegerField(default=0)

    SHREDDING = {
        "organisation": "keep", "month": "keep", "lane": "keep", "audience": "keep", "stage": "keep", "hours": "keep",
        "in_time": "keep", "count": "keep",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="one_counter_a_bucket",
                fields=["organisation", "month", "lane", "audience", "stage", "hours", "in_time"],
            ),
        ]
