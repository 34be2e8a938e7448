"""One visitor of the web: asks for a page as it should be asked, and says in one word what became of it."""

import contextlib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, ProtocolError
from urllib3.response import BaseHTTPResponse

from safelamp.ground.post.channels.asking import cut_after
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.web.answers import Fetched, Known
from safelamp.record.gathering.web.bodies import CutOff, NotUnpacked, TooLarge, whole
from safelamp.record.gathering.web.lines import Lines, connection_on
from safelamp.record.gathering.web.places import NotAllowed, Place, Reach, onward, place_of
from safelamp.record.gathering.web.robots import Robots

MOST_REDIRECTS = 5
WITHIN = 60.0  # seconds for one answer, however slowly it drips
BETWEEN = 2.0  # seconds between two requests to one host
LONGEST_WAIT = 24 * 3600
_STEP = 16 * 1024
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/*;q=0.8"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCHANGED, _TOO_MANY = 304, 429
_GONE = frozenset({404, 410})


class _Ended(Exception):
    """A visit that ended with an outcome."""

    def __init__(self, outcome: Outcome, *, wait: int = 0) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.wait = wait


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Visitor:
    """Asks one page at a time; remembers each site's rules and when it was asked last, and nothing else."""

    def __init__(
        self, *, lines: Lines, agent: str, reach: Reach = Reach.INTERNET, within: float = WITHIN,
        between: float = BETWEEN, clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._lines = lines
        self._agent = agent
        self._reach = reach
        self._within = within
        self._between = between
        self._clock = clock
        self._sleep = sleep
        self._robots = Robots(agent=agent, clock=clock)
        self._asked: dict[str, float] = {}

    def fetch(self, address: str, *, known: Known | None = None) -> Fetched:
        """Fetches a page; whatever goes wrong is an outcome."""
        known = known or Known()
        try:
            place = place_of(address, reach=self._reach)
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._allowed(place, known)
                if answer.status not in _REDIRECTS:
                    return _fetched(answer, place, known)
                place = self._onward(place, answer)
        except _Ended as end:
            return Fetched(end.outcome, wait=end.wait)
        except NotAllowed:
            return Fetched(Outcome.NOT_ALLOWED)
        return Fetched(Outcome.ASTRAY)

    def _allowed(self, place: Place, known: Known) -> _Answer:
        """Asks for the place if its site allows it, after the time that it wants between two requests."""
        rules = self._robots.of(place, self._rules_text)
        if not rules.known:
            raise _Ended(Outcome.TROUBLE)
        if not self._robots.allows(rules, place):
            raise _Ended(Outcome.ROBOTS)
        return self._ask(place, known, delay=max(self._between, self._robots.delay(rules)))

    def _onward(self, place: Place, answer: _Answer) -> Place:
        return onward(place, answer.headers.get("location", ""), reach=self._reach)

    def _rules_text(self, place: Place) -> tuple[int, bytes]:
        """Status and text of a site's rules, over a few redirects; 0 where no answer came."""
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._ask(place, Known(), delay=self._between)
                if answer.status not in _REDIRECTS:
                    return answer.status, answer.body
                place = self._onward(place, answer)
        except _Ended as end:
            if end.outcome in {Outcome.NO_ANSWER, Outcome.NOT_CERTAIN}:
                raise
            return 0, b""
        return 404, b""  # RFC 9309, 2.3.1.2: too many redirects mean that there are no rules

    def _ask(self, place: Place, known: Known, *, delay: float) -> _Answer:
        self._pause(place.host, delay)
        try:
            begun = self._clock()
            line = self._lines(place)
            # TLS takes the line over: what ends one that drips needs a hold of its own.
            with (
                contextlib.closing(line),
                contextlib.closing(line.dup()) as hold,
                cut_after(self._within, lambda: hold),
            ):
                return self._heard(connection_on(line, place), place, known, begun=begun)
        except (NotAllowed, _Ended):
            raise
        except TooLarge:
            raise _Ended(Outcome.TOO_LARGE) from None
        except CutOff:
            raise _Ended(Outcome.CUT_OFF) from None
        except NotUnpacked:
            raise _Ended(Outcome.UNREADABLE) from None
        except (ssl.SSLError, ssl.CertificateError):
            raise _Ended(Outcome.NOT_CERTAIN) from None
        except (
            OSError,
            HTTPError,
            HTTPException,
            ValueError,
        ) as error:
            raise _Ended(_trouble(error)) from None

    def _heard(self, connection: HTTPConnection, place: Place, known: Known, *, begun: float) -> _Answer:
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        headers |= {"Host": place.authority} | known.headers()
        try:
            connection.request("GET", place.target, headers=headers, preload_content=False, decode_content=False)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.headers.items()}
            body = b"" if answer.status in _REDIRECTS else whole(
                self._chunks(answer, begun=begun), packed=said.get("content-encoding", "")
            )  # fmt: skip
            if self._clock() - begun >= self._within:  # an answer that was cut looks whole where it has no length
                raise _Ended(Outcome.TOO_SLOW)
            return _Answer(answer.status, said, body)
        except (OSError, HTTPError, HTTPException) as error:
            if self._clock() - begun >= self._within:
                raise _Ended(Outcome.TOO_SLOW) from None
            raise error from None
        finally:
            connection.close()

    def _chunks(self, answer: BaseHTTPResponse, *, begun: float) -> Iterator[bytes]:
        for chunk in answer.stream(_STEP, decode_content=False):
            if self._clock() - begun >= self._within:
                raise _Ended(Outcome.TOO_SLOW)
            yield chunk

    def _pause(self, host: str, delay: float) -> None:
        """Leaves a host alone until its time has come."""
        since = self._clock() - self._asked.get(host, float("-inf"))
        if since < delay:
            self._sleep(delay - since)
        self._asked[host] = self._clock()


def _trouble(error: Exception) -> Outcome:
    cause = error.args[1] if isinstance(error, ProtocolError) and len(error.args) > 1 else error
    if isinstance(cause, ssl.SSLError):
        return Outcome.NOT_CERTAIN
    return Outcome.CUT_OFF if isinstance(cause, IncompleteRead) else Outcome.NO_ANSWER


def _fetched(answer: _Answer, place: Place, known: Known) -> Fetched:
    if answer.status == _UNCHANGED:
        return Fetched(Outcome.NOTHING_NEW, address=place.address, known=known)
    if 200 <= answer.status < 300:  # noqa: PLR2004  # it came
        kind = answer.headers.get("content-type", "")[:120]
        new = Known(answer.headers.get("etag", "")[:200], answer.headers.get("last-modified", "")[:60])
        return Fetched(Outcome.WAITING, answer.body, kind, place.address, new)
    if answer.status in _GONE:
        raise _Ended(Outcome.GONE)
    if answer.status == _TOO_MANY or answer.status >= 500:  # noqa: PLR2004  # its own trouble
        asked = answer.headers.get("retry-after", "")
        raise _Ended(Outcome.TROUBLE, wait=min(int(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 0)
    raise _Ended(Outcome.REFUSED)
