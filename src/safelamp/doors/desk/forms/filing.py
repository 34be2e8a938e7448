"""The form with which somebody at the desk reports for a worker who told them."""

import secrets
import uuid
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.told import FILED
from safelamp.ground.organisations.models import Member
from safelamp.ground.standards.hazards import NOT_SURE, body_parts, hazards
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.reports import photos
from safelamp.loop.reports.models import Harm, Kind, PlaceKind
from safelamp.loop.reports.receiving import SECRET_BYTES, Telling
from safelamp.loop.reports.words import LONGEST_CONTACT, LONGEST_STORY, ReportWords, When, WhoMayKnow

SALT = "safelamp.desk.filing"
OPEN_FOR = 24 * 60 * 60  # seconds that a form may lie open


def _hazards() -> list[tuple[str, str]]:
    return [(hazard.key, hazard.name) for hazard in hazards().values()]


def _body_parts() -> list[tuple[str, str]]:
    return [("", _("Nobody was hurt, or not said")), *((part.key, part.name) for part in body_parts().values())]


class FilingForm(forms.Form):
    """What the worker told, in the worker's words."""

    required_css_class = "required"
    workplace = forms.ModelChoiceField(
        label=gettext_lazy("Workplace"), queryset=Workplace.objects.none(), empty_label=gettext_lazy("Choose")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind, widget=forms.RadioSelect)
    hazard = forms.ChoiceField(label=gettext_lazy("Kind of danger"), choices=_hazards, initial=NOT_SURE)
    danger_now = forms.BooleanField(label=gettext_lazy("Somebody is in danger now"), required=False)
    harm = forms.ChoiceField(label=gettext_lazy("How badly was somebody hurt?"), choices=Harm, required=False)
    body_part = forms.ChoiceField(label=gettext_lazy("Part of the body"), choices=_body_parts, required=False)
    when = forms.ChoiceField(label=gettext_lazy("When?"), choices=When, initial=When.NOW)
    who_may_know = forms.ChoiceField(
        label=gettext_lazy("Who may know who told it? Ask the worker."),
        choices=WhoMayKnow,
        initial=WhoMayKnow.NOBODY,
        widget=forms.RadioSelect,
    )
    story = forms.CharField(
        label=gettext_lazy("What the worker said"),
        help_text=gettext_lazy("In their own words. It is sealed as soon as you send it."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=gettext_lazy("How we can reach the worker"),
        help_text=gettext_lazy("Only if the worker wants it. Sealed too."),
        max_length=LONGEST_CONTACT,
        required=False,
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("Without faces. Place and time inside the file are taken out."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **kwargs)
        self._member = member
        places: Any = self.fields["workplace"]
        places.queryset = reached_by(member)
        self.fields["secret"].initial = lambda: new_secret(member)

    def clean_photo(self) -> bytes:
        """The photo without metadata."""
        uploaded = self.cleaned_data.get("photo")
        if not uploaded:
            return b""
        try:
            return photos.stripped(uploaded.read())
        except photos.NotAPhoto as wrong:
            raise forms.ValidationError(_("This is no photo that we can read. Choose a JPEG or PNG.")) from wrong

    def clean_secret(self) -> bytes:
        """The form's random value: the same form sent twice is one report."""
        try:
            return bytes.fromhex(signing.loads(self.cleaned_data["secret"], salt=_salt(self._member), max_age=OPEN_FOR))
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("This page was open too long. Send it again.")) from wrong

    def telling(self) -> Telling:
        """The report as it will be sealed."""
        given = self.cleaned_data
        return Telling(
            secret=given["secret"],
            organisation=self._member.organisation,
            workplace=given["workplace"],
            kind=Kind(given["kind"]),
            hazard=given["hazard"],
            danger_now=given["danger_now"],
            harm=Harm(given["harm"]),
            place_kind=PlaceKind.WORKPLACE,
            shut_to=Audience.READERS,
            words=ReportWords(
                story=given["story"],
                contact=given["contact"],
                body_part=given["body_part"],
                when=given["when"],
                who_may_know=given["who_may_know"],
                language=self._member.language,
                came_by=FILED,
            ),
            photo=given["photo"],
        )

    def renewed(self) -> None:
        """Gives a form that was open too long a new random value, so that sending it again works."""
        self.data = {**self.data, "secret": new_secret(self._member)}


def new_secret(member: Member) -> str:
    """A fresh random value, signed for this member."""
    return signing.dumps(secrets.token_bytes(SECRET_BYTES).hex(), salt=_salt(member))


def _salt(member: Member) -> str:
    return f"{SALT}.{uuid.UUID(str(member.id)).hex}"
