"""Forms of the desk's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LogInForm(forms.Form):
    """Name, passphrase, and the code of the phone where one is needed."""

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
    code = forms.CharField(
        label=_("Code from your phone"),
        help_text=_("Only if you turned it on."),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
