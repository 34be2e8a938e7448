"""Forms about words that a member puts into another language."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.once import OnceForm
from safelamp.ground.organisations.models import Member
from safelamp.loop.reports.words import LONGEST_STORY


class ColleagueForm(OnceForm):
    """Who is asked; `of` are the members who can do it: another one is not offered and not taken."""

    colleague = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *arguments: Any, of: Sequence[Member], **more: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*arguments, **more)
        self._of = {str(member.id): member for member in of}
        choices = [(key, f"{member.login_name} · {member.get_role_display()}") for key, member in self._of.items()]
        self.fields["colleague"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Member:
        """The member."""
        return self._of[self.cleaned_data["colleague"]]


class RenderingForm(OnceForm):
    """The words in the other language."""

    words = forms.CharField(
        label=_("The same in the other language"),
        help_text=_("Put all of it over, shorten nothing, add nothing. Say what you are not sure of."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
