"""Forms about workplaces."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.standards import countries
from safelamp.ground.standards.sectors import section_of, sectors
from safelamp.ground.workplaces.models import EmployerRole, Workplace

MOST_PEOPLE = 2_000_000
MOST_HOURS_A_PERSON = 744  # of a month of 31 days


def sector_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Sections as groups, with their divisions and groups below."""
    choices: dict[str, list[tuple[str, str]]] = {}
    for code, sector in sectors().items():
        section = section_of(code)
        below = choices.setdefault(f"{section.code} {section.name}", [])
        below.append((code, sector.name if code == section.code else f"{code[1:]} {sector.name}"))
    return [(_now("Choose"), [("", _now("Choose"))]), *choices.items()]


class WorkplaceForm(forms.Form):
    """What is known about a workplace."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As the people who work there call it. The poster shows it."), max_length=120
    )
    sector = forms.ChoiceField(label=_("What is done there?"), choices=sector_choices)
    country = forms.ChoiceField(label=_("Country"), choices=countries.by_name)
    place = forms.CharField(label=_("Town or district"), max_length=120, required=False)
    union_members = forms.IntegerField(
        label=_("Union members there"), min_value=0, max_value=MOST_PEOPLE, required=False
    )

    def __init__(
        self, *args: object, organisation: Organisation, own: Workplace | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._others = Workplace.objects.filter(organisation=organisation)
        if own is not None:
            self._others = self._others.exclude(id=own.id)
            if own.sector not in sectors():  # a class of four digits that came by import stays choosable
                self.fields["sector"].choices = [  # type: ignore[attr-defined]
                    (own.sector, own.sector),
                    *sector_choices(),
                ]

    def clean_name(self) -> str:
        """Each name stands for one workplace of the organisation."""
        name = str(self.cleaned_data["name"])
        if self._others.filter(name=name).exists():
            raise ValidationError(_("You have a workplace with this name already."))
        return name


class AddWorkplaceForm(WorkplaceForm):
    """A new workplace, with who runs the site."""

    employer = forms.CharField(label=_("Employer who runs the site"), max_length=120)
    field_order = ["name", "employer", "sector", "country", "place", "union_members"]


class EmployerForm(forms.Form):
    """Another employer on the site."""

    name = forms.CharField(label=_("Employer"), max_length=120)
    role = forms.ChoiceField(label=_("What is it there?"), choices=EmployerRole, widget=forms.RadioSelect)

    def __init__(self, *args: object, workplace: Workplace, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._workplace = workplace

    def clean_name(self) -> str:
        """Each employer stands once at a workplace."""
        name = str(self.cleaned_data["name"])
        if self._workplace.employers.filter(name=name).exists():
            raise ValidationError(_("This employer is there already."))
        return name


class MonthForm(forms.Form):
    """How many people worked how many hours in a month."""

    month = forms.DateField(
        label=_("Month"),
        help_text=_("Year and month, for example 2026-11"),
        input_formats=["%Y-%m", "%Y-%m-%d", "%m/%Y"],
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
    )
    head_count = forms.IntegerField(
        label=_("People who worked there"),
        help_text=_("All of them, agency workers too."),
        min_value=0,
        max_value=MOST_PEOPLE,
    )
    hours = forms.IntegerField(label=_("Hours worked by all together"), min_value=0, required=False)

    def clean_month(self) -> dt.date:
        """A month that has begun."""
        month: dt.date = self.cleaned_data["month"].replace(day=1)
        if month > dt.datetime.now(tz=dt.UTC).date():
            raise ValidationError(_("This month has not begun yet."))
        return month

    def clean(self) -> dict[str, object]:
        """Nobody works more hours than a month has."""
        answers: dict[str, object] = super().clean() or self.cleaned_data
        people, hours = self.cleaned_data.get("head_count"), self.cleaned_data.get("hours")
        if people is not None and hours is not None and hours > people * MOST_HOURS_A_PERSON:
            raise ValidationError({"hours": _("A month has at most 744 hours for each person.")})
        return answers
