"""Forms of the organisation's own settings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import LONGEST_KEPT, Profile


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
