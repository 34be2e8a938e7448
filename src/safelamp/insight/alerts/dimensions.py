"""By what series are told apart: workplace, danger, industry and so on; the point where new ones are added.

A dimension has a key, which is stored, a label, and a way to say its values in words. How a source fills it stands in
`series`. Imported tables bring dimensions of their own: their names and values are shown as they came.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.ground.standards import countries, sectors
from safelamp.ground.standards.hazards import hazards
from safelamp.ground.workplaces.models import Workplace
from safelamp.insight.alerts.industries import NAICS_SECTORS
from safelamp.loop.register import schemes
from safelamp.loop.register.kinds import Axis
from safelamp.loop.register.schemes import Scheme

Pair = tuple[str, str]  # dimension, value
NOT_KNOWN = ""
_NATURE = Scheme(Axis.NATURE, "OIICS", "2.01")
_PART = Scheme(Axis.PART, "OIICS", "2.01")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to tell series apart; `say` gives a value's name in the reader's language."""

    key: str
    label: Promise
    say: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Named:
    """A dimension and its value, in words."""

    key: str
    label: str
    value: str


def _hazard(value: str) -> str:
    return hazards()[value].name if value in hazards() else value


def _title(scheme: Scheme) -> Callable[[str], str]:
    return lambda value: schemes.title(scheme, value) or value


def _region(value: str) -> str:
    country, _comma, place = value.partition("/")
    return f"{place}, {countries.name_of(country)}" if place else countries.name_of(country)


DIMENSIONS: Mapping[str, Dimension] = {
    each.key: each
    for each in (
        Dimension("workplace", _("Workplace"), str),  # an id: `named` looks the names up, all in one statement
        Dimension("employer", _("Employer"), str),
        Dimension("hazard", _("Danger"), _hazard),
        Dimension("sector", _("Sector"), sectors.name_of),
        Dimension("region", _("Place"), _region),
        Dimension("country", _("Country"), countries.name_of),
        Dimension("state", _("State or province"), str),
        Dimension("industry", _("Industry"), lambda value: NAICS_SECTORS.get(value, value)),
        Dimension("event", _("Type of accident"), _title(schemes.OIICS_EVENT)),
        Dimension("nature", _("Kind of injury"), _title(_NATURE)),
        Dimension("part", _("Part of the body"), _title(_PART)),
    )
}


def named(rows: Iterable[Iterable[Sequence[str]]]) -> list[list[Named]]:
    """Each row of pairs in words; workplaces by one statement, however many rows. One that is gone has no name."""
    listed = [[(str(key), str(value)) for key, value in row] for row in rows]
    wanted = {uuid.UUID(value) for row in listed for key, value in row if key == "workplace" and value}
    names = {
        str(each): name for each, name in Workplace.objects.filter(id__in=wanted).values_list("id", "name") if wanted
    }
    return [[_said(key, value, names) for key, value in row] for row in listed]


def label_of(key: str) -> str:
    """The dimension's label; an imported one's own name."""
    return str(DIMENSIONS[key].label) if key in DIMENSIONS else key.replace("_", " ").capitalize()


def _said(key: str, value: str, workplaces: Mapping[str, str]) -> Named:
    if value == NOT_KNOWN:
        return Named(key, label_of(key), _now("not known"))
    if key == "workplace":
        return Named(key, label_of(key), workplaces.get(value, _now("not known")))
    return Named(key, label_of(key), DIMENSIONS[key].say(value) if key in DIMENSIONS else value)
