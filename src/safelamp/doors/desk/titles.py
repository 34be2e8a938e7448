"""What a report, a case or an action is called on a list."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.standards.hazards import NOT_SURE, OTHER, hazards
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases import queries as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import Titled
from safelamp.loop.reports.models import Kind, Lane

FIGURES_OF_KINDS = {Kind.RETALIATION: "retaliation", Kind.FORCED: "kind_forced"}


def of_cases(session: OpenSession, titled: Iterable[Titled]) -> dict[uuid.UUID, str]:
    """The titles by id; one whose key the member does not hold yet is left out."""
    listed = list(titled)
    try:
        return cases.titles_of(session, listed)
    except CannotOpen:
        return {each.id: title for each in listed if (title := _title(session, each)) is not None}


def of_hazard(hazard: str) -> str:
    """What a hazard is called."""
    known = hazards()
    return known.get(hazard, known[OTHER]).name


def of_untitled(hazard: str, lane: str) -> str:
    """What a case without a title is called: its picture's words, or its lane's where it has no picture."""
    return of_hazard(hazard) if hazard in hazards() else str(Lane(lane).label)


def of_report(kind: Kind | None, hazard: str) -> str:
    """What a report is called: its picture's words, or its kind's, where no picture was chosen, as by SMS."""
    if kind and (hazard == NOT_SURE or hazard not in hazards()):
        return str(kind.label)
    return of_hazard(hazard) if hazard in hazards() else _("A report")


def figure_of(kind: Kind | None, hazard: str, *, lane: str = "") -> str:
    """The pictogram of a report or a case; a case of the restricted lane without a picture has the lane's."""
    if kind in FIGURES_OF_KINDS:
        return FIGURES_OF_KINDS[kind]
    if hazard in hazards():
        return hazard
    return FIGURES_OF_KINDS[Kind.RETALIATION] if lane == Lane.RESTRICTED else OTHER


def of_case(session: OpenSession, case: Case) -> str:
    """A case's title, or what its hazard is called."""
    return _title(session, case) or of_untitled(case.hazard, case.lane)


def _title(session: OpenSession, titled: Titled) -> str | None:
    try:
        return cases.title_of(session, titled)
    except CannotOpen:
        return None
