"""Forms of what is added to the public record: a file, a text, an address once, an address again and again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering.models import LONGEST_ADDRESS
from safelamp.record.gathering.sharing import Sharing, may_share

LONGEST_TEXT = 300_000  # signs; longer ones are brought as a file
HOURS = [(6, _("Every 6 hours")), (24, _("Every day")), (72, _("Every 3 days")), (168, _("Every week"))]


def _address_field(label: Any, **kwargs: Any) -> forms.CharField:  # noqa: ANN401  # lazy words
    attributes = {"inputmode": "url", "autocapitalize": "off", "spellcheck": "false", "dir": "ltr"}
    return forms.CharField(label=label, max_length=LONGEST_ADDRESS, widget=forms.TextInput(attrs=attributes), **kwargs)


def hours_field() -> forms.TypedChoiceField:
    """How often something is read."""
    return forms.TypedChoiceField(
        label=_("How often shall it be read?"), choices=HOURS, coerce=int, initial=24, widget=forms.RadioSelect
    )


class ComingForm(forms.Form):
    """What every way of adding asks: who published it, and for whom it is."""

    publisher = forms.CharField(
        label=_("Who published it?"), max_length=160, help_text=_("A union, an authority, a newspaper: its name.")
    )
    sharing = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        help_text=_("In public only headline, a few words, figures and the link are shown, never the whole page."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **kwargs)
        sharing = self.fields["sharing"]
        careful = organisation.is_hostile or not may_share(organisation)
        sharing.initial = Sharing.ONLY_US if careful else Sharing.EVERYBODY
        if not may_share(organisation):
            sharing.choices = [(Sharing.ONLY_US.value, Sharing.ONLY_US.label)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What every operation takes."""
        return {"publisher": self.cleaned_data["publisher"], "sharing": Sharing(self.cleaned_data["sharing"])}


class AddressForm(ComingForm):
    """A page or feed that is read once."""

    address = _address_field(
        _("Address of the page or feed"), help_text=_("The whole address, beginning with https://")
    )
    field_order: tuple[str, ...] = ("address", "publisher", "sharing")


class WatchForm(AddressForm):
    """A page or feed that is read again and again."""

    every_hours = hours_field()
    field_order = ("address", "every_hours", "publisher", "sharing")


class FileForm(ComingForm):
    """A page in a file."""

    file = forms.FileField(
        label=_("The file"),
        allow_empty_file=True,
        help_text=_("A saved web page, a feed or plain text, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.html,.htm,.xml,.rss,.atom,text/*"}),
    )
    address = _address_field(_("Where it stands on the web"), required=False)
    field_order = ("file", "publisher", "address", "sharing")


class TextForm(ComingForm):
    """A text that is pasted."""

    text = forms.CharField(
        label=_("The text"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("The whole text as it stands on the page, with headline and date."),
    )
    address = _address_field(_("Where it stands on the web"), required=False)
    field_order = ("text", "publisher", "address", "sharing")


class HoursForm(forms.Form):
    """How often a watched source is read."""

    every_hours = hours_field()
