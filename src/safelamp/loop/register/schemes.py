"""The classifications that the register knows: which codes exist and what they mean."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from django.utils.functional import Promise

from safelamp.ground.standards.hazards import NOT_SURE
from safelamp.loop.register import short_lists
from safelamp.loop.register.kinds import Axis

Titles = Mapping[str, str | Promise]
_DATA = resources.files(__package__).joinpath("data")
_NAICS = re.compile(r"\d{2,6}|31-33|44-45|48-49")  # three sectors are ranges
_SHAPELESS = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,11}")  # a code of a scheme whose list does not ship


@dataclass(frozen=True, slots=True)
class Scheme:
    """One axis of one classification in one version."""

    axis: Axis
    name: str
    version: str


NAICS = Scheme(Axis.SECTOR, "NAICS", "")
OIICS_EVENT = Scheme(Axis.EVENT, "OIICS", "2.01")
ACCIDENT_TYPE = Scheme(Axis.EVENT, "ILO 1962 type of accident", "10th ICLS")
AGENCY = Scheme(Axis.SOURCE, "ILO 1962 agency", "10th ICLS")
INJURY_TYPE = Scheme(Axis.NATURE, "ICLS type of injury", "16th ICLS, 1998")
BODY_PART = Scheme(Axis.PART, "ICLS part of body", "16th ICLS, 1998")
IN_ENGLISH = frozenset({"OIICS"})  # 3,000 official titles that nobody has put into other languages
DISEASE_GROUP = Scheme(Axis.DISEASE, "ILO list of diseases", "R194, 2010")


@cache
def titles(scheme: Scheme) -> Titles:
    """Code to title: short lists in the reader's language, long ones in English, none for a scheme without a list."""
    return _all_titles().get(scheme, MappingProxyType({}))


def title(scheme: Scheme, code: str) -> str:
    """What the code means; empty when not known."""
    return str(titles(scheme).get(code, ""))


def known(scheme: Scheme, code: str) -> bool:
    """Whether the code exists in the scheme; for a scheme without a list, whether it looks like a code."""
    if scheme.name == NAICS.name:
        return bool(_NAICS.fullmatch(code))
    listed = titles(scheme)
    return code in listed if listed else bool(_SHAPELESS.fullmatch(code))


def hazard_of(scheme: Scheme, code: str) -> str:
    """The report's picture for an event code, by the rule of data/hazard_rules.json; else "not sure".

    >>> hazard_of(OIICS_EVENT, "4331"), hazard_of(OIICS_EVENT, "60"), hazard_of(ACCIDENT_TYPE, "1")
    ('fall', 'not_sure', 'not_sure')
    """
    if scheme != OIICS_EVENT:
        return NOT_SURE
    rule = _event_rule()
    beginnings = (code[:length] for length in range(len(code), 0, -1))
    return next((rule[each] for each in beginnings if each in rule), NOT_SURE)


@cache
def _event_rule() -> Mapping[str, str]:
    rule: Mapping[str, str] = json.loads(_DATA.joinpath("hazard_rules.json").read_text(encoding="utf-8"))["event"]
    return rule


@cache
def _all_titles() -> Mapping[Scheme, Titles]:
    found: dict[Scheme, dict[str, str | Promise]] = {}
    with _DATA.joinpath("oiics_2_01.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(Scheme(Axis(row["axis"]), "OIICS", "2.01"), {})[row["code"]] = row["title"]
    found[ACCIDENT_TYPE] = dict(short_lists.ACCIDENT_TYPE)
    found[AGENCY] = dict(short_lists.AGENCY)
    found[INJURY_TYPE] = dict(short_lists.INJURY_TYPE)
    found[BODY_PART] = dict(short_lists.BODY_PART)
    found[DISEASE_GROUP] = dict(short_lists.DISEASE_GROUP)
    return found
