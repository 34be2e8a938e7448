"""Alerts of a house, raised as the machine raises them: one of the statistics, one of a rule, one of the lane."""

import datetime as dt
import uuid

from django.utils import timezone

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Evidence, Rule, Source, Watchfulness
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.raising import Happened, UnitSeen, Unusual, WeekSeen, raise_alert
from tests.people import House

BEFORE = (2, 1, 3, 2, 4, 2, 1, 3, 2, 2, 5, 3, 1, 2, 3, 4, 2, 1, 2, 3, 2, 4, 3)
NOW = (9, 7, 8)
EXPECTED, UPPER = 2.6, 6.0


def watch(house: House) -> Watch:
    """The watch of the house's reports."""
    known = Watch.objects.filter(organisation=house.organisation).first()
    return known or Watch.objects.create(
        organisation=house.organisation,
        source=Source.REPORTS,
        by=["workplace", "hazard"],
        begun_on=timezone.localdate(),
        series=34,
        expected={"calm": 0.25, "usual": 1.0, "watchful": 4.0},
    )


def unusual(house: House, *, at: dt.datetime | None = None, **choices: object) -> Alert:
    """24 reports of machines in three weeks where about 8 are usual, most of them from one workplace."""
    moment = at or timezone.now()
    monday = moment.date() - dt.timedelta(days=moment.weekday())
    weeks = [monday - dt.timedelta(weeks=back) for back in range(len(BEFORE + NOW) - 1, -1, -1)]
    seen = tuple(
        WeekSeen(week, count, EXPECTED, UPPER, alarm=count in NOW and place >= len(BEFORE))
        for place, (week, count) in enumerate(zip(weeks, BEFORE + NOW, strict=True))
    )
    found = Unusual(
        watch=watch(house), expected=7.9, upper=UPPER, p=0.0001, score=4.0, evidence=Evidence.RUN,
        watchfulness=Watchfulness.USUAL, false_alarms=1.0, weeks=seen,
    )  # fmt: skip
    places = (house.workplace, house.second_workplace)
    units = tuple(
        UnitSeen((("workplace", str(place.id)), ("hazard", "machine")), count, expected)
        for place, count, expected in zip(places, (17, 7), (4.1, 3.8), strict=True)
    )
    said: dict[str, object] = {
        "organisation": house.organisation, "audience": Audience.READERS, "source": Source.REPORTS,
        "rule": Rule.STATISTIC, "key": f"statistic:{uuid.uuid4()}", "first_day": weeks[-3], "last_day": weeks[-1],
        "observed": sum(NOW), "about": (("hazard", "machine"),), "hazard": "machine", "units": units, "unusual": found,
    }  # fmt: skip
    return raise_alert(Happened(**{**said, **choices}), at=at)  # type: ignore[arg-type]


def grave(house: House, *, rule: Rule = Rule.FIRE, audience: Audience = Audience.READERS, **choices: object) -> Alert:
    """A rule's alert at the house's workplace."""
    today = timezone.localdate()
    said: dict[str, object] = {
        "organisation": house.organisation, "audience": audience, "source": Source.REPORTS, "rule": rule,
        "key": f"{rule}:{uuid.uuid4()}", "first_day": today, "last_day": today, "observed": 1,
        "workplace_id": house.workplace.id, "hazard": "fire",
    }  # fmt: skip
    return raise_alert(Happened(**{**said, **choices}))  # type: ignore[arg-type]


def alert(house: House) -> Alert:
    """The house's alert of the statistics, at its workplace."""
    known = Alert.objects.filter(organisation=house.organisation, rule=Rule.STATISTIC).first()
    return known or unusual(house, workplace_id=house.workplace.id)
