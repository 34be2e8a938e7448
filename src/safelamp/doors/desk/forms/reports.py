"""Forms about reports: taking, answering."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.forms.fields import DayField
from safelamp.doors.desk.once import OnceForm
from safelamp.loop.reports.ready import READY, ReadyUse, for_use
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords

LONGEST_TITLE = 120
FARTHEST_DAY = dt.timedelta(days=366)  # a day that a ready sentence may name


class TitleForm(OnceForm):
    """What a case is called."""

    title = forms.CharField(
        label=gettext_lazy("Title of the case"),
        help_text=gettext_lazy("What is dangerous, in a few words. No names of people."),
        max_length=LONGEST_TITLE,
        required=False,
    )


class AddToCaseForm(OnceForm):
    """Which open case a report belongs to."""

    case = forms.UUIDField(widget=forms.HiddenInput)


def _sentences(use: ReadyUse) -> list[tuple[str, str]]:
    return [(ready.key, str(ready.sentence).format(day="…")) for ready in for_use(use)]


def _choices() -> list[tuple[str, Any]]:
    return [
        ("", _("No ready sentence")),
        (_("Say"), _sentences(ReadyUse.ANSWER)),
        (_("Ask"), _sentences(ReadyUse.QUESTION)),
    ]


class AnswerForm(OnceForm):
    """A message to the reporter: a ready sentence, own words, or both."""

    ready = forms.ChoiceField(
        label=gettext_lazy("Ready sentence"),
        help_text=gettext_lazy("The reporter reads it in their own language."),
        choices=_choices,
        required=False,
    )
    day = DayField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("Only where the sentence has “…” for a day."), required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Own words"),
        help_text=gettext_lazy("The reporter may read this where others look on. Write no names."),
        max_length=LONGEST_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    counted = forms.IntegerField(widget=forms.HiddenInput, required=False)  # segments that the writer has seen

    def has_seen(self, segments: int, *, most: int) -> bool:
        """Whether the writer has seen how many segments it takes; else the form says it when it is shown again."""
        if segments > most:
            self.add_error("text", _("This is too long for text messages: {most} at most.").format(most=most))
            return False
        seen: bool = self.cleaned_data["counted"] == segments
        self.data = {**{name: self.data[name] for name in self.data}, "counted": str(segments)}
        return seen

    def clean(self) -> dict[str, Any]:
        """A sentence that names a day has one, not in the past; a message says something."""
        cleaned = super().clean() or {}
        ready = READY.get(cleaned.get("ready", ""))
        if ready is None and not cleaned.get("text") and not self.errors:
            raise forms.ValidationError(_("Choose a ready sentence or write your own words."))
        if ready is not None and ready.needs_day and "day" not in self.errors:
            self._check_day(cleaned.get("day"))
        return cleaned

    def words(self) -> MessageWords:
        """What is sent."""
        ready = READY.get(self.cleaned_data["ready"])
        day = self.cleaned_data["day"].isoformat() if ready and ready.needs_day else ""
        return MessageWords(text=self.cleaned_data["text"], ready=ready.key if ready else "", day=day)

    def _check_day(self, day: dt.date | None) -> None:
        today = timezone.localdate()
        if day is None:
            self.add_error("day", _("This sentence names a day. Choose it."))
        elif not today <= day <= today + FARTHEST_DAY:
            self.add_error("day", _("Choose a day from today on, within a year."))
