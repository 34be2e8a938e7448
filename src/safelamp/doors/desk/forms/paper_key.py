"""Forms about the paper key. Their fields begin with `sheet`, so that nothing carries them anywhere."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.engines.sealing import paper
from safelamp.engines.sealing.paper import SheetRefused, Slip

SLIPS: dict[Slip, Promise] = {
    Slip.NO_SHEET: _("This is not a whole sheet. It has eight groups of letters and of the digits 2 to 7."),
    Slip.LETTER: _("A letter is not right, or two changed places. Compare each group with the paper."),
    Slip.SAME_TWICE: _("This is the same sheet twice. Take two different sheets."),
    Slip.OTHER_KEY: _(
        "These two sheets do not belong to the paper key that is in use. Perhaps one is from another organisation, or "
        "from before new sheets were made."
    ),
}


class SheetField(forms.CharField):
    """One typed sheet: a slip of the pen is told beside it, before anything is tried."""

    widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})

    def clean(self, value: object) -> str:
        """The sheet as it was typed; says what is wrong with it."""
        typed = str(super().clean(value))
        try:
            if typed:
                paper.read(typed)
        except SheetRefused as refused:
            raise ValidationError(str(SLIPS[refused.slip])) from refused
        return typed


class PaperKeyForm(forms.Form):
    """Two of the three sheets of the paper key."""

    sheet_first = SheetField(label=_("One sheet"), max_length=80)
    sheet_second = SheetField(label=_("Another sheet"), max_length=80)

    @property
    def sheets(self) -> list[str]:
        """Both, as they were typed."""
        return [self.cleaned_data["sheet_first"], self.cleaned_data["sheet_second"]]


class EndingsForm(forms.Form):
    """The last group of each new sheet, read from the paper."""

    sheet_1 = forms.CharField(label=_("Last group of sheet 1"), max_length=12)
    sheet_2 = forms.CharField(label=_("Last group of sheet 2"), max_length=12)
    sheet_3 = forms.CharField(label=_("Last group of sheet 3"), max_length=12)

    def check_against(self, sheets: tuple[str, ...]) -> None:
        """Adds an error where a group is not that of the sheet."""
        for number, sheet in enumerate(sheets, 1):
            typed = "".join(str(self.cleaned_data.get(f"sheet_{number}", "")).upper().split())
            if typed.replace("0", "O").replace("1", "I").replace("8", "B") != sheet.rpartition("-")[2]:
                self.add_error(f"sheet_{number}", _("This is not the last group of the sheet. Look at the paper."))
