"""The visitor of this process, as the settings want it. Loaded only where the extra `ingest` is."""

from functools import cache

from django.conf import settings

from safelamp.record.gathering.web.lines import lines
from safelamp.record.gathering.web.proxies import Proxy
from safelamp.record.gathering.web.visits import Visitor


@cache
def visitor() -> Visitor:
    """One for the whole process: it remembers when it was where, and what sites do not want."""
    proxy = Proxy.of(settings.GATHER_PROXY)
    return Visitor(
        lines=lines(proxy=proxy, reach=settings.GATHER_REACH), agent=settings.GATHER_AGENT, reach=settings.GATHER_REACH
    )
