"""What a visitor asks the record for."""

import datetime as dt
import uuid

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safelamp.engines.extraction.values import Metric
from safelamp.ground.standards.countries import codes
from safelamp.record.reading.queries import Search

LONGEST_QUESTION = 200
MOST_CHOICES = 40
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)


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
        return Search(
            words=read.get("q") or "",
            countries=tuple(code for code in asked.getlist("country")[:MOST_CHOICES] if code in codes()),
            metrics=tuple(one for one in asked.getlist("figure")[:MOST_CHOICES] if one in set(Metric)),
            since=read.get("since"),
            until=read.get("until"),
            source=_source(asked.get("source", "")),
        )


def _source(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
