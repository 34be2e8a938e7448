"""Forms of the organisation's own settings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Profile


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
