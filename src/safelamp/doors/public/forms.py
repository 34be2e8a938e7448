"""What a visitor asks the record for."""

import datetime as dt
from dataclasses import replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safelamp.record.searching.asked import EARLIEST, LATEST, LONGEST_QUESTION, Search


class DayField(forms.DateField):
    """A day as browsers send it (2024-06-21)."""

    widget = forms.DateInput(attrs={"type": "date", "class": "field", "form": "search"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)
    default_error_messages = {"invalid": _("This is not a day. Write it as year, month and day, such as 2024-06-21.")}

    def validate(self, value: dt.date | None) -> None:
        """Also keeps the year where dates of pages can be."""
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class SearchForm(forms.Form):
    """The search of the record. What cannot be read is told and left out; the rest is still searched for."""

    q = forms.CharField(
        label=_("Search the record"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"type": "search", "class": "field", "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "max_length": _("This is too long to search for. Use at most %(limit_value)d letters."),
            "null_characters_not_allowed": _("This holds signs that are not letters. Write the words again."),
        },
    )
    since = DayField(label=_("Published from"), required=False)
    until = DayField(label=_("Published until"), required=False)

    def clean(self) -> dict[str, object]:
        """Tells when the two days are the wrong way round."""
        asked: dict[str, object] = super().clean() or self.cleaned_data
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day lies before the first. Change one of them."))
        return asked

    def search(self, asked: QueryDict) -> Search:
        """What can be searched for; choices that do not exist are left out."""
        read = self.cleaned_data  # without the fields that could not be read
        chosen = Search.from_query(asked.urlencode())
        return replace(chosen, words=read.get("q") or "", since=read.get("since"), until=read.get("until"))
