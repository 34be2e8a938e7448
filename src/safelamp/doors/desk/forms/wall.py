"""Forms about answers for everybody at a workplace."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.once import OnceForm
from safelamp.ground.releases.gate import Check
from safelamp.ground.releases.models import Outcome
from safelamp.loop.wall.wording import LONGEST_DRAFT


class WordsForm(OnceForm):
    """The words in one language; `fixed` where the language is chosen already."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.WORKER_LANGUAGES)
    text = forms.CharField(
        label=_("What you found and what you did"),
        help_text=_("Two or three short sentences. Say what was done, not who told it."),
        max_length=LONGEST_DRAFT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    outcome = forms.ChoiceField(label=_("How far has it come?"), choices=Outcome.choices)

    def __init__(self, *args: Any, fixed: str = "", **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it stands above
        if fixed:
            field.choices = [(fixed, dict(settings.WORKER_LANGUAGES)[fixed])]


class LetOutForm(forms.Form):
    """What whoever lets an answer out has looked at."""

    checked = forms.MultipleChoiceField(
        choices=Check.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Read it as a stranger would"),
    )

    @property
    def confirmed(self) -> list[Check]:
        """The lines that were ticked."""
        return [Check(each) for each in self.cleaned_data.get("checked", [])]


class RenderForm(LetOutForm):
    """A released answer in one more language than those in which it hangs, with the same list to tick."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.WORKER_LANGUAGES)
    text = forms.CharField(
        label=_("The same in this language"),
        help_text=_("Say it as people at that workplace would. No program and no service translates here."),
        max_length=LONGEST_DRAFT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("language", "text", "checked")

    def __init__(self, *args: Any, hanging: Collection[str], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it stands above
        field.choices = [each for each in settings.WORKER_LANGUAGES if each[0] not in hanging]


class OutcomeForm(forms.Form):
    """How far a released answer has come."""

    outcome = forms.ChoiceField(label=_("How far has it come?"), choices=Outcome.choices)
