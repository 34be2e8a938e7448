"""Cases and actions for the tests of the loop, made by the real operations."""

import datetime as dt

from safelamp.loop.actions import operations
from safelamp.loop.actions.models import ControlLevel, CorrectiveAction, OwnerSide, SeenHow
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.reports.models import Report
from tests.loop.told import MORNING
from tests.people import House

DUE = MORNING.date() + dt.timedelta(days=7)


def take(house: House, *reports: Report, who: str = "focal_point", title: str = "") -> Case:
    """Somebody of the house takes the reports on Monday morning."""
    return cases.open_case(reports, by=getattr(house, who).session, title=title, at=MORNING)


def agree(house: House, case: Case, *, who: str = "focal_point", **choices: object) -> CorrectiveAction:
    """An action of the employer, due in a week."""
    agreed = {
        "what": "Fit a guard",
        "level": ControlLevel.ENGINEERING,
        "owner_side": OwnerSide.SITE,
        "due_on": DUE,
        "at": MORNING,
        **choices,
    }
    return operations.agree(case, by=getattr(house, who).session, **agreed)  # type: ignore[arg-type]


def fixed(house: House, case: Case, **choices: object) -> CorrectiveAction:
    """The same, reported fixed as the focal point wrote down."""
    return operations.report_fixed(agree(house, case, **choices), by=house.focal_point.session, at=MORNING)


def verified(house: House, case: Case, **choices: object) -> CorrectiveAction:
    """The same, seen by the officer on a visit."""
    action = fixed(house, case, **choices)
    return operations.verify(action, by=house.officer.session, seen_how=SeenHow.VISIT, at=MORNING)
