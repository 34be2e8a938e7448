"""The picture choices of a report: hazards, parts of the body, with the codes that go with them."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from safelamp.ground.standards.loading import load

OTHER, NOT_SURE = "other", "not_sure"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One picture: `key` is stored, `label` is its English source string, `oiics_event` the division, if any."""

    key: str
    label: str
    oiics_event: str

    @property
    def name(self) -> str:
        """The label in the reader's language."""
        return _(self.label)


@dataclass(frozen=True, slots=True)
class BodyPart:
    """One place on the body; `icls_group` is the group of the 16th ICLS list, if it is one."""

    key: str
    label: str
    icls_group: str

    @property
    def name(self) -> str:
        """The label in the reader's language."""
        return pgettext("body part", self.label)


@cache
def hazards() -> dict[str, Hazard]:
    """The sixteen pictures, then "something else" and "not sure", by key, in the order of the screen."""
    rows = [Hazard(row["key"], row["label"], row["oiics2_event"]) for row in load("hazards")]
    rows += [Hazard(OTHER, gettext_noop("Something else"), ""), Hazard(NOT_SURE, gettext_noop("I am not sure"), "")]
    return {hazard.key: hazard for hazard in rows}


@cache
def body_parts() -> dict[str, BodyPart]:
    """The fourteen places, by key."""
    return {row["key"]: BodyPart(row["key"], row["label"], row["icls_part"]) for row in load("body")}
