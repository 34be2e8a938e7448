"""The form with which somebody at the desk reports for a worker who met them, called, or wrote on paper."""

import secrets
import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.picks import Pick, figure_of_hazard, figure_of_kind, picks
from safelamp.engines.sealing import receipts
from safelamp.engines.sealing.receipts import Sort
from safelamp.engines.writing.cleaning import clean
from safelamp.ground.apart import anew
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.standards.hazards import body_parts, hazards
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.reports.models import Harm, Kind, PlaceKind
from safelamp.loop.reports.receiving import SECRET_BYTES, Telling
from safelamp.loop.reports.words import LONGEST_CONTACT, LONGEST_STORY, ReportWords, When, WhoMayKnow

SALT = "safelamp.desk.filing"
OPEN_FOR = 24 * 60 * 60  # seconds that a form may lie open
MOST_OF_A_SITTING = 9_999  # forms counted; a larger number was not ours


class Channel(models.TextChoices):
    """How the worker told it. It is sealed with the words: no plain column says so."""

    DESK = "desk", gettext_lazy("told in person")
    TELEPHONE = "telephone", gettext_lazy("told by telephone")
    PAPER = "paper", gettext_lazy("from a paper form or card")


class ShutTo(models.TextChoices):
    """From whom the worker hides it, in the desk's words."""

    READERS = Audience.READERS.value, gettext_lazy("From nobody in the union who handles reports")
    NO_REPRESENTATIVES = Audience.NO_REPRESENTATIVES.value, gettext_lazy("From safety representatives")
    NO_FOCAL_POINTS = Audience.NO_FOCAL_POINTS.value, gettext_lazy("From focal points")


def _hazards() -> list[tuple[str, str]]:
    return [(hazard.key, hazard.name) for hazard in hazards().values()]


def _body_parts() -> list[tuple[str, str]]:
    return [("", _("not said")), *((part.key, part.name) for part in body_parts().values())]


def _languages() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in settings.WORKER_LANGUAGES]


class Words(forms.CharField):
    """Words that somebody typed, without signs that cannot be seen; a line break counts as one sign."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401  # Django's own signature
        """The text, cleaned as on the worker's own page."""
        return super().to_python(clean(value) if isinstance(value, str) else value)


def _radios(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:  # noqa: ANN401  # lazy words
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)


class FilingForm(forms.Form):
    """What the worker told, in the worker's words. One page, usable with the keyboard alone."""

    required_css_class = "required"
    channel = _radios(gettext_lazy("How did they tell it?"), Channel, initial=Channel.DESK)
    card = forms.CharField(
        label=gettext_lazy("Code on the card"),
        help_text=gettext_lazy("Only from a paper card: its 20 digits. They are checked. Never type a copy of a card."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}),
    )
    workplace = forms.ChoiceField(label=gettext_lazy("Workplace"))
    place = Words(
        label=gettext_lazy("Where, in their words"), max_length=LONGEST_CONTACT, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    kind = _radios(gettext_lazy("What is it?"), Kind)
    hazard = _radios(gettext_lazy("Kind of danger"), _hazards)
    danger_now = forms.BooleanField(label=gettext_lazy("Somebody is in danger now"), required=False)
    harm = _radios(gettext_lazy("How badly was somebody hurt?"), Harm, required=False, initial=Harm.UNKNOWN)
    body_part = forms.ChoiceField(label=gettext_lazy("Part of the body"), choices=_body_parts, required=False)
    when = _radios(gettext_lazy("When?"), When, initial=When.NOW)
    who_may_know = _radios(
        gettext_lazy("Who may know who told it? Ask the worker."), WhoMayKnow, initial=WhoMayKnow.NOBODY
    )
    shut_to = _radios(gettext_lazy("Do they want to hide it from somebody?"), ShutTo, initial=ShutTo.READERS)
    story = Words(
        label=gettext_lazy("What the worker said"),
        help_text=gettext_lazy("In their own words. It is sealed as soon as you send it."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    contact = Words(
        label=gettext_lazy("How we can reach the worker"),
        help_text=gettext_lazy("Only if the worker wants it. Sealed too."),
        max_length=LONGEST_CONTACT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("The worker reads"), choices=_languages)
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("Without faces. Place and time inside the file are taken out."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    sitting = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_OF_A_SITTING)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **kwargs)
        self._member = member
        self._reached = {str(each.id): each for each in reached_by(member)}
        places: Any = self.fields["workplace"]
        places.choices = list(self._places())
        self.fields["secret"].initial = lambda: new_secret(member)
        self.fields["language"].initial = member.organisation.language
        if self.initial.get("channel") == Channel.PAPER:
            self.fields["card"].widget.attrs["autofocus"] = True  # the next card of the pile

    def _places(self) -> Iterator[tuple[str, Any]]:
        """The member's workplaces; who handles the whole organisation may file for places that are none of them."""
        yield "", _("Choose")
        known = [(key, each.name) for key, each in self._reached.items()]
        if self._member.role == Role.REPRESENTATIVE:
            yield from known
            return
        elsewhere = [(kind.value, str(kind.label)) for kind in PlaceKind if kind != PlaceKind.WORKPLACE]
        if known:
            yield _("Workplaces"), known
        yield _("No workplace of this list"), elsewhere

    @property
    def channels(self) -> Iterator[Pick]:
        """How it was told."""
        return picks(self["channel"])

    @property
    def kinds(self) -> Iterator[Pick]:
        """Kinds, with their pictograms."""
        return picks(self["kind"], figure=figure_of_kind)

    @property
    def dangers(self) -> Iterator[Pick]:
        """Hazards, with their pictograms."""
        return picks(self["hazard"], figure=figure_of_hazard)

    @property
    def harms(self) -> Iterator[Pick]:
        """How badly."""
        return picks(self["harm"])

    @property
    def whens(self) -> Iterator[Pick]:
        """When."""
        return picks(self["when"])

    @property
    def consents(self) -> Iterator[Pick]:
        """Who may know."""
        return picks(self["who_may_know"])

    @property
    def hidden_froms(self) -> Iterator[Pick]:
        """From whom it is hidden."""
        return picks(self["shut_to"])

    def clean_card(self) -> str:
        """The card's twenty digits, checked, or nothing."""
        typed = self.cleaned_data["card"].strip()
        if not typed:
            return ""
        try:
            return receipts.read(typed)
        except receipts.NotAReceipt as wrong:
            slip = _("These are not 20 digits that fit together. Compare them with the card, group by group.")
            raise forms.ValidationError(slip) from wrong

    def clean_photo(self) -> bytes:
        """The photo without metadata."""
        uploaded = self.cleaned_data.get("photo")
        if not uploaded:
            return b""
        try:
            return anew.in_line(anew.photo, uploaded.read())
        except anew.NotMade as wrong:
            raise forms.ValidationError(_("This is no photo that we can read. Choose a JPEG or PNG.")) from wrong

    def clean_secret(self) -> bytes:
        """The form's random value: the same form sent twice is one report."""
        try:
            return bytes.fromhex(signing.loads(self.cleaned_data["secret"], salt=_salt(self._member), max_age=OPEN_FOR))
        except signing.BadSignature as wrong:
            raise forms.ValidationError(_("This page was open too long. Send it again.")) from wrong

    def clean(self) -> dict[str, Any]:
        """A code belongs to a card, and a card comes on paper."""
        given = super().clean() or self.cleaned_data
        if given.get("card") and given.get("channel") and given["channel"] != Channel.PAPER:
            self.add_error(
                "card", _("Only a paper card has a code. Choose “from a paper form or card”, or empty this.")
            )
        if self.errors and self.files.get("photo"):
            self.add_error("photo", _("Choose the photo once more: no browser keeps it."))
        return given

    @property
    def from_card(self) -> bool:
        """Whether the worker holds the code already, on the card's other half."""
        return bool(self.cleaned_data.get("card"))

    def telling(self) -> Telling:
        """The report as it will be sealed."""
        given = self.cleaned_data
        workplace = self._reached.get(given["workplace"])
        return Telling(
            secret=given["secret"],
            organisation=self._member.organisation,
            workplace=workplace,
            kind=Kind(given["kind"]),
            hazard=given["hazard"],
            danger_now=given["danger_now"],
            harm=Harm(given["harm"]),
            place_kind=PlaceKind.WORKPLACE if workplace else PlaceKind(given["workplace"]),
            shut_to=Audience(given["shut_to"]),
            words=self._words(workplace),
            photo=given["photo"],
            sort=Sort.HANDED,
            card=given["card"],
        )

    def _words(self, workplace: Workplace | None) -> ReportWords:
        given = self.cleaned_data
        return ReportWords(
            story=given["story"],
            contact=given["contact"],
            place="" if workplace else given["place"],
            body_part=given["body_part"],
            when=given["when"],
            who_may_know=given["who_may_know"],
            language=given["language"],
            came_by=given["channel"],
        )

    def renewed(self) -> None:
        """Gives a form that was open too long a new random value, so that sending it again works."""
        self.data = {**self.data, "secret": new_secret(self._member)}


def new_secret(member: Member) -> str:
    """A fresh random value, signed for this member."""
    return signing.dumps(secrets.token_bytes(SECRET_BYTES).hex(), salt=_salt(member))


def _salt(member: Member) -> str:
    return f"{SALT}.{uuid.UUID(str(member.id)).hex}"
