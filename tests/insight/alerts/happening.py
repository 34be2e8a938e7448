"""Alerts as the machine raises them, for tests of what people do with them."""

import datetime as dt
import uuid
from typing import Any

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Evidence, Rule, Source, Watchfulness
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.raising import Happened, UnitSeen, Unusual, WeekSeen, raise_alert
from tests.people import House

MORNING = dt.datetime(2026, 11, 18, 8, tzinfo=dt.UTC)  # a Wednesday
TODAY = MORNING.date()
MONDAY = dt.date(2026, 11, 16)


def happened(house: House, **changed: Any) -> Happened:
    facts: dict[str, Any] = {
        "organisation": house.organisation,
        "audience": Audience.READERS,
        "source": Source.REPORTS,
        "rule": Rule.FIRE,
        "key": f"test {uuid.uuid4()}",
        "first_day": TODAY,
        "last_day": TODAY,
        "observed": 1,
        "workplace_id": house.workplace.id,
        "hazard": "fire",
        "about": (("workplace", str(house.workplace.id)), ("hazard", "fire")),
    }
    return Happened(**facts | changed)


def alert(house: House, *, at: dt.datetime = MORNING, **changed: Any) -> Alert:
    return raise_alert(happened(house, **changed), at=at)


def unusual(house: House, **changed: Any) -> Unusual:
    watch, _new = Watch.objects.get_or_create(
        organisation=house.organisation, source=Source.REPORTS, defaults={"begun_on": TODAY}
    )
    weeks = tuple(
        WeekSeen(
            MONDAY - dt.timedelta(weeks=back), observed=7 if back == 0 else 1, expected=1.2, upper=4, alarm=back == 0
        )
        for back in range(8, -1, -1)
    )
    facts: dict[str, Any] = {
        "watch": watch, "expected": 1.2, "upper": 4.0, "p": 0.0004, "score": 3.4, "evidence": Evidence.WEEK,
        "watchfulness": Watchfulness.USUAL, "false_alarms": 0.8, "weeks": weeks,
    }  # fmt: skip
    return Unusual(**facts | changed)


def statistic(house: House, *, at: dt.datetime = MORNING, **changed: Any) -> Alert:
    facts: dict[str, Any] = {
        "rule": Rule.STATISTIC, "observed": 7, "first_day": MONDAY, "last_day": MONDAY,
        "units": (UnitSeen((("workplace", str(house.workplace.id)), ("hazard", "fire")), 7, 1.2),),
        "unusual": unusual(house),
    }  # fmt: skip
    return alert(house, at=at, **facts | changed)
