"""Reports made quickly, without a receipt's slow derivation: for tests that need many, and open none."""

import datetime as dt
import secrets
import uuid
from typing import Any

from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report
from safelamp.loop.reports.receiving import Choices
from tests.loop.told import MORNING
from tests.people import House


def unsaved(house: House, *, at: dt.datetime = MORNING, **chosen: Any) -> Report:
    """A report that nobody has stored yet; its sealed bytes are random."""
    usual: dict[str, Any] = {
        "workplace": house.workplace, "kind": Kind.HAZARD, "hazard": "machine", "danger_now": False,
        "harm": Harm.UNKNOWN, "place_kind": PlaceKind.WORKPLACE, "shut_to": Audience.READERS,
    }  # fmt: skip
    report = Choices(organisation=house.organisation, **usual | chosen).report(uuid.uuid4(), at=at)
    report.words_sealed, report.sent_mark, report.lookup = (secrets.token_bytes(32) for _ in range(3))
    report.point, report.wrapped_private = secrets.token_bytes(65), secrets.token_bytes(60)
    return report
