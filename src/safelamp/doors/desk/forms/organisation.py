"""Forms of the organisation's own settings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations import sms_numbers
from safelamp.ground.organisations.models import LONGEST_KEPT, Organisation, Profile


class NumbersForm(forms.Form):
    """Emergency numbers, confirmed by whoever keeps them."""

    numbers = forms.CharField(
        label=_("Emergency numbers"),
        help_text=_(
            "As they are dialled, with a word each, for example: Ambulance 1669, fire 199. Try them first. "
            "Workers read “ambulance”, “fire” and “police” in their own language, other words as you write them."
        ),
        max_length=200,
        required=False,
    )


class LeaveAddressForm(forms.Form):
    """The page that "Leave" opens."""

    address = forms.URLField(
        label=_("Address of an ordinary page"),
        help_text=_("For example the weather. Without one, Leave opens a dull page of ours."),
        max_length=200,
        required=False,
        assume_scheme="https",
    )


class SmsPriceForm(forms.Form):
    """What one segment costs."""

    price = forms.DecimalField(
        label=_("Price of one segment"),
        help_text=_("As your company writes it in its list. Leave it empty if you do not know it."),
        min_value=0,
        max_digits=8,
        decimal_places=4,
        required=False,
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        help_text=_("Three letters, for example THB or EUR."),
        required=False,
        error_messages={"invalid": _("Write the three letters of the currency, for example THB.")},
    )

    def clean(self) -> dict[str, Any]:
        """A price has a currency."""
        given = super().clean() or {}
        if given.get("price") is not None and not given.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Write the three letters of the currency, for example THB."))
        return given


class SmsNumbersForm(forms.Form):
    """The numbers that stand on paper; in a hostile profile with a tick, because it is a choice of its own."""

    sms_numbers = forms.CharField(
        label=_("SMS numbers"),
        help_text=_(
            "As workers dial them, with commas between. If each phone company has its own number, write the company "
            "before it: Smart 1234, Metfone 5678. Leave it empty to print none."
        ),
        max_length=200,
        required=False,
    )
    knowing = forms.BooleanField(
        label=_("We know that phone companies keep who wrote to these numbers. Print them."), required=False
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        if not organisation.is_hostile:
            del self.fields["knowing"]

    def clean_sms_numbers(self) -> str:
        """Numbers that can be dialled."""
        written: str = self.cleaned_data["sms_numbers"]
        try:
            sms_numbers.read(written)
        except sms_numbers.NotNumbers:
            example = _("Write up to 4 numbers with commas between them, for example: Smart 1234, Metfone 5678.")
            raise ValidationError(example) from None
        return written

    def clean(self) -> dict[str, Any]:
        """Nothing is printed in a hostile profile that was not chosen."""
        given = super().clean() or {}
        if "knowing" in self.fields and given.get("sms_numbers") and not given.get("knowing"):
            self.add_error("knowing", _("With a hostile profile no number is printed unless you choose it here."))
        return given


class RetentionForm(forms.Form):
    """For how long words are kept."""

    months = forms.IntegerField(
        label=_("Months after a case is closed"),
        help_text=_("Then its words, photos and messages are destroyed. Reports that nobody took go after as long."),
        min_value=1,
    )
    register_months = forms.IntegerField(
        label=_("Months in the register of injuries"),
        help_text=_("The law of your country may set a least time. Ask before you shorten it."),
        min_value=1,
        max_value=LONGEST_KEPT,
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["months"].validators.append(MaxValueValidator(most))
        self.fields["months"].widget.attrs["max"] = most


class ProfileForm(forms.Form):
    """How careful the screens are."""

    profile = forms.ChoiceField(label=_("Profile"), choices=Profile, widget=forms.RadioSelect)
    neutral_name = forms.CharField(
        label=_("Neutral name"),
        help_text=_(
            "Worker screens and posters show it in place of the organisation's name when the profile is hostile."
        ),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        """A hostile profile needs a name that gives nothing away."""
        answers: dict[str, object] = super().clean() or self.cleaned_data
        if answers.get("profile") == Profile.HOSTILE and not answers.get("neutral_name"):
            raise ValidationError({"neutral_name": _("A hostile profile needs a neutral name.")})
        return answers
