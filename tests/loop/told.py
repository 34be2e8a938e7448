"""Reports for the tests of the loop, made by the real operations."""

import datetime as dt
import secrets
from dataclasses import dataclass

from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import ReportWords
from tests.people import House

MORNING = dt.datetime(2026, 11, 16, 8, 0, tzinfo=dt.UTC)  # a Monday


@dataclass(frozen=True, slots=True)
class Told:
    """A report on disk, and the receipt in its reporter's hand."""

    report: Report
    receipt: str

    @property
    def access(self) -> ReporterAccess:
        """What the receipt opens."""
        found = queries.access(self.receipt)
        assert found is not None
        return found


def tell(
    house: House,
    *,
    workplace: Workplace | None = None,
    nowhere: bool = False,
    kind: Kind = Kind.HAZARD,
    hazard: str = "machine",
    danger_now: bool = False,
    harm: Harm = Harm.UNKNOWN,
    shut_to: Audience = Audience.READERS,
    story: str = "The guard is off.",
    at: dt.datetime = MORNING,
) -> Told:
    """A worker of the house's workplace tells about a danger."""
    telling = Telling(
        secret=secrets.token_bytes(16),
        organisation=house.organisation,
        workplace=None if nowhere else workplace or house.workplace,
        kind=kind,
        hazard=hazard,
        danger_now=danger_now,
        harm=harm,
        place_kind=PlaceKind.STREET if nowhere else PlaceKind.WORKPLACE,
        shut_to=shut_to,
        words=ReportWords(story=story),
    )
    received = operations.receive(telling, at=at)
    return Told(Report.objects.get(id=telling.report_id), received.receipt)


def report(house: House, **choices: object) -> Report:
    """The same, where nobody needs the receipt."""
    return tell(house, **choices).report  # type: ignore[arg-type]
