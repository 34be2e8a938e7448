"""Forms about members."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.workplaces.models import Workplace


class EnrolForm(forms.Form):
    """A new member: a free name, what they are for, their language."""

    login_name = forms.RegexField(
        r"^[^\s@]+( [^\s@]+)*$",
        label=_("Log-in name"),
        help_text=_("A nickname is welcome. No e-mail address, no @."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("What are they for?"), choices=Role, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of their desk"), choices=settings.LANGUAGES)

    def clean_login_name(self) -> str:
        """Each name stands for one log-in on the whole instance."""
        name = str(self.cleaned_data["login_name"]).casefold()
        if Member.objects.filter(login_name=name).exists():
            raise ValidationError(_("Somebody has this name already. Choose another one."))
        return name


class EnrolAgainForm(forms.Form):
    """Which own key of the member the officer saw: whoever comes second is told."""

    instead_of = forms.UUIDField(widget=forms.HiddenInput)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)


class PostForm(forms.Form):
    """A floor that a safety representative knows."""

    workplace = forms.ModelChoiceField(label=_("Workplace"), queryset=Workplace.objects.none())
