"""What the forms of the register are made of: days, months, short lists, and the filters of the list."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Member
from safelamp.ground.standards.hazards import hazards
from safelamp.ground.workplaces import queries as workplaces
from safelamp.loop.register import queries
from safelamp.loop.register.kinds import Kind, Severity
from safelamp.loop.register.queries import Filters
from safelamp.loop.register.schemes import Scheme, titles

LONGEST_NAME = 200  # characters of a name or a place
NOT_KNOWN, CHOOSE = _("not known"), _("Choose")
Choices = list[tuple[str, Any]]


def if_known(kind: Any, *, empty: Any = NOT_KNOWN) -> Choices:  # noqa: ANN401  # an enum of choices, lazy words
    """The choices of an enum below an empty one."""
    return [("", empty), *kind.choices]


def pictures() -> Choices:
    """The hazards as choices."""
    return [("", CHOOSE), *((key, hazard.name) for key, hazard in hazards().items())]


def listed(scheme: Scheme) -> Choices:
    """A short list of a classification as choices."""
    return [("", NOT_KNOWN), *titles(scheme).items()]


class DayField(forms.DateField):
    """A day; browsers send it year first, and so may people write it."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class MonthField(forms.DateField):
    """A month, or a year alone, which then counts from its January."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        formats = ["%Y-%m", "%Y", "%Y-%m-%d"]
        super().__init__(widget=forms.DateInput(format="%Y-%m"), input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> dt.date | None:  # noqa: ANN401  # Django's signature
        """The first day of the month."""
        found = super().to_python(value)
        return found.replace(day=1) if found else None


class ReasonForm(forms.Form):
    """Why an entry changes."""

    reason = forms.CharField(
        label=_("Why does the entry change?"), max_length=400, help_text=_("Sealed. Others who read the entry see it.")
    )


class FilterForm(forms.Form):
    """What the list is narrowed to; an answer that cannot be read narrows nothing."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Kind.choices], required=False)
    hazard = forms.ChoiceField(label=_("Danger"), choices=lambda: [("", _("all")), *pictures()[1:]], required=False)
    severity = forms.ChoiceField(label=_("How badly"), choices=[("", _("all")), *Severity.choices], required=False)
    workplace = forms.ChoiceField(label=_("Workplace"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        for name, found in (("workplace", workplaces.reached_by(member)), ("source", queries.sources_for(member))):
            choices = [("", _("all")), *((str(each.id), each.name) for each in found)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.is_valid()

    def filters(self) -> Filters:
        """The answers that can be read."""
        answers = self.cleaned_data
        return Filters(
            kind=answers.get("kind", ""),
            hazard=answers.get("hazard", ""),
            severity=answers.get("severity", ""),
            workplace_id=uuid.UUID(answers["workplace"]) if answers.get("workplace") else None,
            source_id=uuid.UUID(answers["source"]) if answers.get("source") else None,
            since=answers.get("since"),
            until=answers.get("until"),
        )

    @property
    def narrows(self) -> bool:
        """Whether the list is narrowed at all."""
        return any(self.cleaned_data.values())

    def query(self) -> str:
        """The answers as a query, for the links to other pages of the list."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})
