"""Who receives what comes by SMS without a poster's code.

The organisation to whose number it was sent, or the only one here. Where several share a number, what says danger goes
to the nearest organisation above all of them: it keeps the gateway for them, and can find out whose it is. Where
nobody stands above, nobody is guessed: a stranger's union must not read it.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from safelamp.ground.organisations import sms_numbers
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.vault import queries as vault

_Parents = Mapping[uuid.UUID, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class WithoutCode:
    """`alone` receives everything without a code; `above` only what says danger, where several share the number."""

    alone: Organisation | None = None
    above: Organisation | None = None

    @property
    def in_danger(self) -> Organisation | None:
        """Who receives it when somebody may be in danger."""
        return self.alone or self.above


def receiving_at(number: str) -> WithoutCode:
    """Who receives what was sent to that number without a code; where the gateway does not tell it, to any."""
    able = _able()
    sharing = [each for each in able if sms_numbers.belongs_to(each, number)] or able
    if len(sharing) == 1:
        return WithoutCode(alone=sharing[0] if vault.can_receive(sharing[0]) else None)
    return WithoutCode(above=_nearest_above(sharing))


def _able() -> list[Organisation]:
    """Those that take reports; practice organisations only where there are no others."""
    every = list(Organisation.objects.filter(takes_reports=True).order_by("id"))
    return [each for each in every if each.kind != OrganisationKind.PRACTICE] or every


def _nearest_above(sharing: Sequence[Organisation]) -> Organisation | None:
    """The lowest of the tree that stands above all of them, or is one of them, and can receive."""
    if not sharing:
        return None
    parents: _Parents = dict(Organisation.objects.values_list("id", "parent_id"))
    lines = [_line(each.id, parents) for each in sharing]
    common = reduce(lambda one, other: [each for each in one if each in other], lines)
    for above in common:
        found = Organisation.objects.filter(id=above, takes_reports=True).first()
        if found is not None and vault.can_receive(found):
            return found
    return None


def _line(below: uuid.UUID, parents: _Parents) -> list[uuid.UUID]:
    """An organisation and all above it, the lowest first."""
    line: list[uuid.UUID] = []
    each: uuid.UUID | None = below
    while each is not None and each not in line:
        line.append(each)
        each = parents.get(each)
    return line
