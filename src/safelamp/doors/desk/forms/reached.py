"""Forms about where the bell reaches people: e-mail, phone, an organisation's own system."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safelamp.engines.writing.dialling import Fault, NotANumber, dialled
from safelamp.ground.post.channels.webhook import targets

_WRONG = {
    Fault.NO_COUNTRY: _(
        "Begin with + and the number of the country. In place of the first 0, write for example +66 in "
        "Thailand or +855 in Cambodia."
    ),
    Fault.SHAPE: _("This is not a whole phone number: after the + come 7 to 15 digits."),
}


class AddressForm(forms.Form):
    """The member's e-mail address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The mail says that somebody waits, never who or why. Take one that only you read."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PhoneForm(forms.Form):
    """The member's phone number, as the whole world dials it (E.164)."""

    phone = forms.CharField(
        label=_("Your phone number"),
        help_text=_("With + and the number of the country first, for example +66 81 234 5678."),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        """The number with nothing between its digits; digits of other scripts are understood."""
        try:
            return dialled(str(self.cleaned_data["phone"]))
        except NotANumber as error:
            raise ValidationError(str(_WRONG[error.fault])) from error


class WebhookForm(forms.Form):
    """Where the organisation's own system is told."""

    url = forms.CharField(
        label=_("Address of your own system"),
        help_text=_("It gets a signed message at each bell: the word “bell” and a random number, nothing else."),
        max_length=targets.LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def clean_url(self) -> str:
        """Only an address of the open internet; what its name means is checked again at each sending."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            targets.target(url, reach=settings.POST_REACH)
        except targets.NotAllowed as error:
            raise ValidationError(
                _(
                    "Write an address that begins with https:// and leads to a server on the open internet, without "
                    "a user name in it. Addresses inside a network are not reached from here."
                )
            ) from error
        return url
