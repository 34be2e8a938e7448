"""What an entry says already, as the first answers of the form that corrects it."""

import datetime as dt
from typing import Any

from safelamp.doors.desk.forms.register import DiseaseForm, InjuryForm, OccurrenceForm
from safelamp.doors.desk.forms.register_questions import EntryForm
from safelamp.loop.register.facts import Coded
from safelamp.loop.register.kinds import ACCIDENTS, DISEASES, Axis
from safelamp.loop.register.models import Code, Disease, Entry, Person
from safelamp.loop.register.schemes import Scheme
from safelamp.loop.register.words import Words

_SAME = (
    "kind", "day", "time_band", "hazard", "workplace", "place_kind", "severity", "days_lost", "hospitalised",
    "amputations", "notified", "notified_by", "notified_on",
)  # fmt: skip


def form_of(kind: str) -> type[EntryForm]:
    """The form for entries of that kind."""
    if kind in ACCIDENTS:
        return InjuryForm
    return DiseaseForm if kind in DISEASES else OccurrenceForm


def known(entry: Entry, words: Words) -> dict[str, Any]:
    """The form's first answers."""
    answers = {name: getattr(entry, name) for name in _SAME}
    answers |= {"employer": words.employer, "place": words.place, "narrative": words.narrative}
    answers |= {name: code.code for name, code in _listed(entry).items()}
    if entry.days_to_death is not None:
        answers["died_on"] = entry.day + dt.timedelta(entry.days_to_death)
    return answers | _of_person(entry, words) | _of_disease(entry, words)


def kept(entry: Entry) -> tuple[Coded, ...]:
    """The codes of other classifications, which the form does not ask for and does not lose."""
    asked = {code.id for code in _listed(entry).values()}
    return tuple(
        Coded(Axis(code.axis), code.scheme, code.version, code.code)
        for code in entry.codes.all()
        if code.id not in asked
    )


def consent_of(entry: Entry) -> dt.date | None:
    """The day on which the person agreed."""
    person = Person.objects.filter(entry=entry).first()
    return person.consent_on if person else None


def _listed(entry: Entry) -> dict[str, Code]:
    schemes = {scheme: name for name, scheme in form_of(entry.kind).code_lists.items()}
    found = ((schemes.get(Scheme(Axis(code.axis), code.scheme, code.version)), code) for code in entry.codes.all())
    return {name: code for name, code in found if name}


def _of_person(entry: Entry, words: Words) -> dict[str, Any]:
    person = Person.objects.filter(entry=entry).first()
    if person is None:
        return {}
    personal = {name: getattr(person, name) for name in ("sex", "migrant", "employment", "age_band")}
    return {**personal, "person": words.person, "consent": person.consent_on is not None}


def _of_disease(entry: Entry, words: Words) -> dict[str, Any]:
    disease = Disease.objects.filter(entry=entry).first()
    if disease is None:
        return {}
    dates = {name: getattr(disease, name) for name in ("exposure_from", "exposure_to", "diagnosed_on", "agent")}
    return {**dates, "name": words.disease, "work": words.work}
