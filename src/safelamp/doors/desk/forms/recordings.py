"""Forms about screens that people read aloud."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.once import OnceForm
from safelamp.ground.recordings.models import Licence


class RecordingForm(OnceForm):
    """One screen read aloud."""

    use_required_attribute = False  # the microphone fills the field when the form is sent
    sound = forms.FileField(
        label=_("The recording"),
        help_text=_("Record it here, or choose a file: WebM, Ogg, M4A, MP3 or WAV, at most a minute."),
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*"}),
    )
    licence = forms.ChoiceField(label=_("Who may pass it on?"), choices=Licence)
    speaker = forms.CharField(
        label=_("Who speaks"),
        help_text=_("As the person wants to be named when the recording is passed on."),
        max_length=60,
        required=False,
    )
    agreed = forms.BooleanField(label=_("Who speaks knows that everybody can hear it here, and has agreed."))


class SetForm(OnceForm):
    """A set of recordings from another union."""

    use_required_attribute = False
    file = forms.FileField(label=_("A set of recordings (ZIP)"), help_text=_("At most 12 MB."))
