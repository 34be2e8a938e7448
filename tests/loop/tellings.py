"""What a worker said, before it is received: for tests of receiving itself."""

import secrets

from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import Harm, Kind, PlaceKind
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import ReportWords, WhoMayKnow
from tests.people import House


def telling(
    house: House,
    *,
    secret: bytes = b"",
    kind: Kind = Kind.HAZARD,
    hazard: str = "machine",
    danger_now: bool = False,
    harm: Harm = Harm.UNKNOWN,
    shut_to: Audience = Audience.READERS,
    story: str = "The guard is off.",
    contact: str = "",
    who_may_know: WhoMayKnow = WhoMayKnow.NOBODY,
    photo: bytes = b"",
    language: str = "en",
    sort: Sort = Sort.OWN,
    card: str = "",
) -> Telling:
    """Sent from the house's workplace; the same `secret` is the same form sent again."""
    return Telling(
        secret=secret or secrets.token_bytes(16),
        organisation=house.organisation,
        workplace=house.workplace,
        kind=kind,
        hazard=hazard,
        danger_now=danger_now,
        harm=harm,
        place_kind=PlaceKind.WORKPLACE,
        shut_to=shut_to,
        words=ReportWords(story=story, contact=contact, who_may_know=who_may_know, language=language),
        photo=photo,
        sort=sort,
        card=card,
    )
