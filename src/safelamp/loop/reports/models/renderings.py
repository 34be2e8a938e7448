"""Words of a report in another language, put there by a member."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.loop.reports.models.report import Report
from safelamp.loop.reports.models.thread import Message


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
