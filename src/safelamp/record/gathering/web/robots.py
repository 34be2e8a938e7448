"""What a site asks machines to leave alone (robots.txt, RFC 9309), remembered for a day."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from safelamp.record.gathering.web.places import Place

KEPT_FOR = 24 * 3600.0  # seconds
TRIED_AGAIN_AFTER = 600.0  # where a site's rules could not be had
LARGEST = 500 * 1024  # bytes that have to be read of it
LONGEST_DELAY = 30.0  # seconds that we wait at a site's wish
_FORBIDDEN = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules; `known` is false where the site was in trouble and nothing may be asked for now."""

    rules: Protego
    until: float
    known: bool


class Robots:
    """The rules of the sites that were asked."""

    def __init__(self, *, agent: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._agent = agent
        self._clock = clock
        self._kept: dict[str, Rules] = {}

    def of(self, place: Place, read: Callable[[Place], tuple[int, bytes]]) -> Rules:
        """The rules of the place's site; `read` gives status (0: none came) and text of a place."""
        kept = self._kept.get(place.origin)
        if kept is None or kept.until < self._clock():
            kept = self._kept[place.origin] = self._read(
                Place(place.scheme, place.host, place.port, "/robots.txt"), read
            )
        return kept

    def allows(self, rules: Rules, place: Place) -> bool:
        """Whether this page may be asked for."""
        return bool(rules.rules.can_fetch(place.address, self._agent))

    def delay(self, rules: Rules) -> float:
        """Seconds that the site wants between two requests."""
        return min(float(rules.rules.crawl_delay(self._agent) or 0), LONGEST_DELAY)

    def _read(self, place: Place, read: Callable[[Place], tuple[int, bytes]]) -> Rules:
        status, text = read(place)
        now = self._clock()
        if 200 <= status < 300:  # noqa: PLR2004  # found
            return Rules(Protego.parse(text[:LARGEST].decode("utf-8", errors="replace")), now + KEPT_FOR, known=True)
        if 400 <= status < 500:  # noqa: PLR2004  # RFC 9309, 2.3.1.3: no rules, everything is allowed
            return Rules(Protego.parse(""), now + KEPT_FOR, known=True)
        return Rules(Protego.parse(_FORBIDDEN), now + TRIED_AGAIN_AFTER, known=False)
