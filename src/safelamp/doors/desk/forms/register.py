"""Forms of the register: one for each kind of entry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms.register_parts import LONGEST_NAME, DayField, MonthField, listed
from safelamp.doors.desk.forms.register_questions import (
    AUTHORITY,
    HARM,
    WHAT,
    WHEN_AND_WHERE,
    WHO,
    EntryForm,
    PersonForm,
)
from safelamp.loop.register.facts import DiseaseFacts, InjuryFacts, OccurrenceFacts
from safelamp.loop.register.kinds import Agent, Kind, Severity
from safelamp.loop.register.models import WORDS_LIMIT
from safelamp.loop.register.schemes import BODY_PART, DISEASE_GROUP, INJURY_TYPE


class InjuryForm(PersonForm):
    """One person hurt in one accident."""

    heading = _("Record an injury")
    code_lists = {**EntryForm.code_lists, "nature": INJURY_TYPE, "part": BODY_PART}
    kind = forms.ChoiceField(
        label=_("Where did it happen?"), widget=forms.RadioSelect, initial=Kind.INJURY,
        choices=[(Kind.INJURY.value, _("at work")), (Kind.COMMUTING.value, _("on the way to or from work"))],
    )  # fmt: skip
    died_on = DayField(label=_("If the person died: on which day?"), required=False)
    hospitalised = forms.IntegerField(
        label=_("People taken into hospital"), min_value=0, max_value=1000, required=False,
    )  # fmt: skip
    amputations = forms.IntegerField(label=_("Amputations"), min_value=0, max_value=1000, required=False)
    nature = forms.ChoiceField(label=_("Kind of injury"), choices=lambda: listed(INJURY_TYPE), required=False)
    part = forms.ChoiceField(label=_("Part of the body"), choices=lambda: listed(BODY_PART), required=False)
    parts = (
        (WHEN_AND_WHERE, ("kind", "day", "time_band", "workplace", "employer", "place_kind", "place")),
        (WHAT, ("hazard", "narrative", "accident_type", "agency")),
        (
            HARM,
            ("severity", "nature", "part", "days_lost", "hospitalised", "amputations", "died_on"),
        ),
        (WHO, ("person", "consent", "sex", "migrant", "employment", "age_band")),
        (AUTHORITY, ("notified", "notified_by", "notified_on")),
    )

    def facts(self, answers: dict[str, Any]) -> InjuryFacts:
        """The injury."""
        return InjuryFacts(
            happening=self.happening(answers),
            kind=Kind(answers["kind"]),
            severity=Severity(answers["severity"]),
            days_lost=answers["days_lost"],
            died_on=answers["died_on"],
            hospitalised=answers["hospitalised"],
            amputations=answers["amputations"],
            person=self.person_facts(answers),
        )


class DiseaseForm(PersonForm):
    """One person's disease."""

    heading = _("Record a disease")
    code_lists = {"group": DISEASE_GROUP}
    kind = forms.ChoiceField(
        label=_("Suspected or recognised?"), widget=forms.RadioSelect, initial=Kind.DISEASE_SUSPECTED,
        choices=[
            (Kind.DISEASE_SUSPECTED.value, _("suspected: somebody thinks that work caused it")),
            (Kind.DISEASE_RECOGNISED.value, _("recognised: a doctor, insurance or authority says so")),
        ],
    )  # fmt: skip
    name = forms.CharField(label=_("Which disease?"), max_length=LONGEST_NAME, help_text=_("Sealed."))
    group = forms.ChoiceField(
        label=_("Which group of diseases?"), choices=lambda: listed(DISEASE_GROUP), required=False
    )
    agent = forms.ChoiceField(label=_("From what?"), choices=Agent, initial=Agent.NOT_KNOWN)
    work = forms.CharField(
        label=_("Which work caused it?"), max_length=WORDS_LIMIT, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Sealed: only your union's readers can open it."),
    )  # fmt: skip
    exposure_from = MonthField(
        label=_("In contact with it since"), required=False,
        help_text=_("Year and month, or the year alone: 2009-03 or 2009"),
    )  # fmt: skip
    exposure_to = MonthField(label=_("Until"), required=False, help_text=_("Leave it empty if it goes on."))
    diagnosed_on = DayField(label=_("Day of the diagnosis"), required=False)
    parts = (
        (_("The disease"), ("kind", "name", "group", "diagnosed_on", "day", "severity", "days_lost")),
        (_("From what"), ("agent", "hazard", "work", "exposure_from", "exposure_to")),
        (_("Where"), ("workplace", "employer", "place", "narrative")),
        (WHO, ("person", "consent", "sex", "migrant", "employment", "age_band")),
        (AUTHORITY, ("notified", "notified_by", "notified_on")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # Django's signature
        super().__init__(*args, **kwargs)
        for name in ("accident_type", "agency", "time_band", "place_kind"):
            del self.fields[name]
        self.fields["day"].label = _("On which day did somebody say so?")
        if "narrative" in self.fields:
            self.fields["narrative"].label = _("What else should be known?")

    def facts(self, answers: dict[str, Any]) -> DiseaseFacts:
        """The disease."""
        return DiseaseFacts(
            happening=self.happening({**answers, "time_band": "", "place_kind": ""}),
            kind=Kind(answers["kind"]),
            name=answers["name"],
            agent=Agent(answers["agent"]),
            work=answers["work"],
            exposure_from=answers["exposure_from"],
            exposure_to=answers["exposure_to"],
            diagnosed_on=answers["diagnosed_on"],
            severity=Severity(answers["severity"]),
            days_lost=answers["days_lost"],
            person=self.person_facts(answers),
        )


class OccurrenceForm(EntryForm):
    """A dangerous occurrence."""

    heading = _("Record a dangerous occurrence")
    parts = (
        (WHEN_AND_WHERE, ("day", "time_band", "workplace", "employer", "place_kind", "place")),
        (WHAT, ("hazard", "narrative", "accident_type", "agency")),
        (AUTHORITY, ("notified", "notified_by", "notified_on")),
    )

    def facts(self, answers: dict[str, Any]) -> OccurrenceFacts:
        """The occurrence."""
        return OccurrenceFacts(happening=self.happening(answers))
