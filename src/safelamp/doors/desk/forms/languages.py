"""Forms about languages: which ones a member reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.ground.languages.spoken import spoken_languages


def _by_name() -> list[tuple[str, Any]]:
    """All languages, by the name that the reader knows them by."""
    return sorted(spoken_languages().items(), key=lambda each: each[1])


class ReadsForm(forms.Form):
    """The languages that the member reads well enough to put words into another one."""

    reads = forms.MultipleChoiceField(
        label=_("Languages that you read"),
        help_text=_(
            "Colleagues may then ask you to put a worker's words into another language. Colleagues who handle "
            "reports see which languages you read."
        ),
        choices=_by_name,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
