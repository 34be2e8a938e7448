"""Moments at which a text message startles nobody: daytime where the organisation is, drawn by chance."""

import datetime as dt
import random
import zoneinfo
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

OPENS, CLOSES = dt.time(9), dt.time(18)


def moment_of_tomorrow(country: str, *, now: dt.datetime, chance: random.Random) -> dt.datetime:
    """Some second between 9 and 18 o'clock of the next day there: it does not tell when today something happened."""
    zone = zone_of(country)
    day = now.astimezone(zone).date() + dt.timedelta(days=1)
    first = dt.datetime.combine(day, OPENS, tzinfo=zone)
    last = dt.datetime.combine(day, CLOSES, tzinfo=zone)
    return first + dt.timedelta(seconds=chance.randrange(int((last - first).total_seconds())))


def is_daytime(country: str, *, now: dt.datetime) -> bool:
    """Whether a message may go out there now."""
    return OPENS <= now.astimezone(zone_of(country)).time() < CLOSES


def zone_of(country: str) -> zoneinfo.ZoneInfo:
    """The instance's zone where it lies in that country, else the country's first; the instance's where none is known.

    A country of many zones has daytime as in its first: nine hours of it are daytime in nearly all of them.
    """
    zones = _zones().get(country, ())
    name = settings.TIME_ZONE if settings.TIME_ZONE in zones or not zones else zones[0]
    return zoneinfo.ZoneInfo(name)


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Zones by country, from the time zone database's own table (zone.tab), as this machine has it."""
    for folder in zoneinfo.TZPATH:
        table = Path(folder) / "zone.tab"
        if table.is_file():
            return _read(table.read_text(encoding="utf-8"))
    return {}


def _read(text: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, _place, name, *_ = line.split("\t")
            found[country] = (*found.get(country, ()), name)
    return found
