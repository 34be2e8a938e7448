"""Forms about the member's own log-in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safelamp.ground.vault.security_keys import Kept

_SECRET = forms.RegexField(r"^[A-Z2-7]{32}$", widget=forms.HiddenInput)


class LogInForm(forms.Form):
    """Name and passphrase; a second step, where one is on, comes on the next page."""

    login_name = forms.CharField(
        label=_("Log-in name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    passphrase = forms.CharField(
        label=_("Passphrase"),
        help_text=_("Six words. The first four letters of each are enough."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class SecondStepForm(forms.Form):
    """The code from the phone, or the answer of a security key; where to go on stands beside it."""

    code = forms.CharField(
        label=_("Code from your phone"),
        help_text=_("Six digits. A code works once; the next one comes within half a minute."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    answer = forms.CharField(required=False, max_length=8000, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class SecurityKeyForm(forms.Form):
    """A new security key: where it is kept, and what it answered."""

    kept = forms.ChoiceField(label=_("Where will this key be?"), choices=Kept, widget=forms.RadioSelect)
    answer = forms.CharField(max_length=16000, required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The first code of a phone, with the secret that the page showed; nothing of it is stored before it is right."""

    secret = _SECRET
    code = forms.CharField(
        label=_("The six digits that your phone shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class LanguageForm(forms.Form):
    """The language of the member's desk."""

    language = forms.ChoiceField(
        label=_("Language of your desk"),
        choices=[("", _("As my browser asks")), *settings.LANGUAGES],
        required=False,
    )
