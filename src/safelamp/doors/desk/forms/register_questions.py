"""The questions of the register that several kinds of entry share; valid answers become facts."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms.register_parts import (
    CHOOSE,
    LONGEST_NAME,
    DayField,
    if_known,
    listed,
    pictures,
)
from safelamp.ground.organisations.models import Member
from safelamp.ground.workplaces import queries as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.register.facts import (
    Coded,
    FactError,
    Facts,
    Happening,
    Notification,
    PersonFacts,
)
from safelamp.loop.register.kinds import (
    AgeBand,
    Employment,
    Migrant,
    Notified,
    NotifiedBy,
    PlaceKind,
    Severity,
    Sex,
    TimeBand,
)
from safelamp.loop.register.models import LONGEST_YEAR, WORDS_LIMIT
from safelamp.loop.register.schemes import ACCIDENT_TYPE, AGENCY, Scheme

_HURT = [
    Severity.FATAL,
    Severity.SERIOUS,
    Severity.LOST_TIME,
    Severity.LIGHT,
    Severity.NOT_FATAL,
    Severity.NOT_KNOWN,
]


StrOrPromise = str | Promise
WHEN_AND_WHERE, WHAT, HARM = _("When and where"), _("What happened"), _("The harm")
WHO, AUTHORITY = _("The person"), _("The authority")


class EntryForm(forms.Form):
    """What every entry says. `built` holds the facts once the form is valid."""

    heading: StrOrPromise = ""
    parts: tuple[tuple[StrOrPromise, tuple[str, ...]], ...] = ()
    code_lists: dict[str, Scheme] = {"accident_type": ACCIDENT_TYPE, "agency": AGENCY}
    day = DayField(label=_("On which day?"))
    time_band = forms.ChoiceField(label=_("At what time?"), choices=if_known(TimeBand), required=False)
    hazard = forms.ChoiceField(label=_("What was the danger?"), choices=pictures)
    workplace = forms.ModelChoiceField(
        label=_("At which workplace?"),
        queryset=Workplace.objects.none(),
        empty_label=_("not on our list"),
        required=False,
    )
    employer = forms.CharField(
        label=_("Employer: name, address, activity, size"), max_length=LONGEST_NAME, required=False,
        help_text=_("Only if the workplace is not on the list, or the person works for somebody else there."),
    )  # fmt: skip
    place_kind = forms.ChoiceField(label=_("What kind of place?"), choices=if_known(PlaceKind), required=False)
    place = forms.CharField(label=_("Where exactly?"), max_length=LONGEST_NAME, required=False)
    accident_type = forms.ChoiceField(
        label=_("Type of accident"), choices=lambda: listed(ACCIDENT_TYPE), required=False,
        help_text=_("ILO 1962 type of accident: what led to it."),
    )  # fmt: skip
    agency = forms.ChoiceField(label=_("Which thing was it about?"), choices=lambda: listed(AGENCY), required=False)
    narrative = forms.CharField(
        label=_("What happened?"), max_length=WORDS_LIMIT, required=False,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Sealed: only your union's readers can open it."),
    )  # fmt: skip
    notified = forms.ChoiceField(
        label=_("Was the authority told?"), choices=Notified, initial=Notified.NOT_KNOWN,
        help_text=_("Writing it here does not tell the authority."),
    )  # fmt: skip
    notified_by = forms.ChoiceField(label=_("By whom?"), choices=if_known(NotifiedBy), required=False)
    notified_on = DayField(label=_("When?"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's signature
        member: Member,
        kept: tuple[Coded, ...] = (),
        consent_on: dt.date | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workplace"].queryset = workplaces.reached_by(member)  # type: ignore[attr-defined]
        self.kept = kept
        self.consent_on = consent_on
        self.built: Facts | None = None

    def keep_public_words(self) -> None:
        """Takes out the words that stay as their public source wrote them."""
        for name in ("employer", "place", "narrative"):
            self.fields.pop(name, None)

    def sections(self) -> Iterator[tuple[StrOrPromise, list[BoundField]]]:
        """The questions under their headings; all of them stand somewhere."""
        for title, names in self.parts:
            yield title, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Builds the facts; one that cannot stand is said beside its field."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return answers
        try:
            if answers["day"] > timezone.localdate():
                raise FactError("day", str(_("This day has not come yet. Check the date.")))  # noqa: TRY301
            self.built = self.facts(answers)
        except FactError as error:
            self.add_error(error.place if error.place in self.fields else None, str(error))
        return answers

    def facts(self, answers: dict[str, Any]) -> Facts:
        """The facts of the form's kind."""
        raise NotImplementedError

    def happening(self, answers: dict[str, Any]) -> Happening:
        """What the form says of day, place and danger."""
        chosen = ((scheme, answers.get(name)) for name, scheme in self.code_lists.items())
        codes = tuple(Coded(scheme.axis, scheme.name, scheme.version, code) for scheme, code in chosen if code)
        return Happening(
            day=answers["day"],
            hazard=answers["hazard"],
            workplace=answers["workplace"],
            time_band=TimeBand(answers["time_band"]) if answers["time_band"] else None,
            place_kind=PlaceKind(answers["place_kind"]) if answers["place_kind"] else None,
            employer=answers.get("employer", ""),
            place=answers.get("place", ""),
            narrative=answers.get("narrative", ""),
            notification=Notification(
                told=Notified(answers["notified"]),
                by=NotifiedBy(answers["notified_by"]) if answers["notified_by"] else None,
                on=answers["notified_on"],
            ),
            codes=codes + self.kept,
        )


class PersonForm(EntryForm):
    """An entry about one person. What is asked with consent is kept only with it."""

    person = forms.CharField(
        label=_("Name of the person"), max_length=LONGEST_NAME, required=False, help_text=_("Sealed, never in a list."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("How badly?"), choices=[("", CHOOSE), *((each.value, each.label) for each in _HURT)]
    )
    days_lost = forms.IntegerField(
        label=_("Days away from work"), min_value=0, max_value=LONGEST_YEAR, required=False,
        help_text=_("Calendar days, the day itself not counted, up to one year."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("The person agrees that we keep the next four answers."), required=False,
        help_text=_("Ask the person. Without their yes, leave them empty."),
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sex"), choices=if_known(Sex, empty=_("not kept")), required=False)
    migrant = forms.ChoiceField(
        label=_("Migrant worker?"), choices=if_known(Migrant, empty=_("not kept")), required=False
    )
    employment = forms.ChoiceField(
        label=_("Form of employment"), choices=if_known(Employment, empty=_("not kept")), required=False
    )
    age_band = forms.ChoiceField(label=_("Age"), choices=if_known(AgeBand, empty=_("not kept")), required=False)

    def person_facts(self, answers: dict[str, Any]) -> PersonFacts | None:
        """Who it was; None when nothing is said of them."""
        agreed = (self.consent_on or timezone.localdate()) if answers["consent"] else None
        found = PersonFacts(
            name=answers["person"],
            consent_on=agreed,
            sex=Sex(answers["sex"]) if answers["sex"] else None,
            migrant=Migrant(answers["migrant"]) if answers["migrant"] else None,
            employment=Employment(answers["employment"]) if answers["employment"] else None,
            age_band=AgeBand(answers["age_band"]) if answers["age_band"] else None,
        )
        return None if found == PersonFacts() else found
