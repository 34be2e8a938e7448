"""Forms about recorded voices."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.once import OnceForm
from safelamp.loop.reports.voice_notes import VoiceWords
from safelamp.loop.reports.words import LONGEST_STORY


class WriteDownForm(OnceForm):
    """What the voice says."""

    words = forms.CharField(
        label=_("What the voice says"),
        help_text=_("Write it in the language in which it is said. Shorten nothing, add nothing, say what is unclear."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("Language in which it is said"))

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*arguments, **more)
        self.fields["language"].choices = settings.WORKER_LANGUAGES  # type: ignore[attr-defined]

    @property
    def said(self) -> VoiceWords:
        """The words with their language."""
        return VoiceWords(self.cleaned_data["language"], self.cleaned_data["words"])


class KeepVoiceForm(OnceForm):
    """Why a recording is to outlive its case."""

    reason = forms.CharField(
        label=_("Why must the recording stay?"),
        help_text=_("A court needs it, for example. Everybody who may read the report sees this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
