"""Many reports at once, straight into the table: what the statistics count, without a word."""

import datetime as dt
import secrets
from collections.abc import Sequence

import pytest

from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.insight.alerts import calibrating
from safelamp.loop.reports.models import Kind, Lane, Report
from tests.people import House

THIS_WEEK = dt.date(2026, 11, 16)  # a Monday
NOW = dt.datetime(2026, 11, 18, 4, tzinfo=dt.UTC)
WEEK = dt.timedelta(weeks=1)


def received(
    house: House,
    day: dt.date,
    count: int = 1,
    *,
    workplace: Workplace | None = None,
    hazard: str = "chemical",
    audience: Audience = Audience.READERS,
) -> None:
    """So many reports that arrived on a day and were taken since."""
    Report.objects.bulk_create(
        Report(
            organisation=house.organisation,
            workplace=workplace or house.workplace,
            audience=audience,
            lane=Lane.RESTRICTED if audience == Audience.RESTRICTED else Lane.ORDINARY,
            kind=Kind.HAZARD,
            hazard=hazard,
            country="TH",
            arrived_on=day,
            words_sealed=b"sealed",
            point=b"point",
            wrapped_private=b"wrapped",
            sent_mark=secrets.token_bytes(32),
        )
        for _each in range(count)
    )


def usual_weeks(house: House, counts: Sequence[int], **where: object) -> None:
    """The counts of the weeks before this one, the last one last."""
    for back, count in enumerate(reversed(counts), start=1):
        received(house, THIS_WEEK - back * WEEK, count, **where)  # type: ignore[arg-type]


def four_years(pattern: Sequence[int] = (1, 2, 1, 0, 2, 3, 1, 1)) -> list[int]:
    """A series that is steady enough to be judged by itself."""
    return [pattern[week % len(pattern)] for week in range(208)]


@pytest.fixture
def short_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings found from one short drawing: enough where the outbreak is plain."""
    monkeypatch.setattr(calibrating, "CELLS", 2_000)
    monkeypatch.setattr(calibrating, "MOST_ROUNDS", 1)
