"""The form that brings a file of corrected words back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A PO file or a spreadsheet."""

    file = forms.FileField(
        label=_("The corrected file"),
        help_text=_("The spreadsheet or PO file that you took from here. Rows may stand in any order."),
    )
