"""Fields that the desk's forms share."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


def words_field(label: Any, *, rows: int = 3, **kwargs: Any) -> forms.CharField:  # noqa: ANN401  # lazy words
    """A longer text, not longer than a page."""
    return forms.CharField(label=label, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


LONGEST_WORDS = 4_000  # signs; a note is no novel
