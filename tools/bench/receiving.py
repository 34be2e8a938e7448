"""Durable reports a second: final POSTs to the running server, sealed by it, each answered with its receipt."""

import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tools.bench.measured import Measured, Promise
from tools.instance import Instance

REPORTS = 400
AT_ONCE = 8
OPENED = 40  # each costs the slow derivation
_WAY = re.compile(r'name="way" value="([^"]+)"')
_RECEIPT = re.compile(r"<span>(\d{4})</span>")
_STORY = "The guard of press 3 is off since Monday. " * 8


def measure(instance: Instance) -> Iterator[Measured]:
    """Walks to the last screen first, then sends all at once; counts what is in the database afterwards."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ways = list(pool.map(lambda _: _last_screen(instance), range(REPORTS)))
        before = _stored(instance)
        began = time.monotonic()
        answers = list(pool.map(lambda way: _post(instance, go="send", way=way, story=_STORY), ways))
        seconds = time.monotonic() - began
    receipts = {"".join(_RECEIPT.findall(answer)) for answer in answers}
    yield Measured("durable reports sealed by the server", REPORTS / seconds, "a second", Promise.AT_LEAST, 40)
    yield Measured("of them lost", REPORTS - (_stored(instance) - before), "", Promise.AT_MOST, 0)
    yield Measured("different receipts", len(receipts), "", Promise.AT_LEAST, REPORTS)
    opened = sum(_opens(instance, receipt) for receipt in sorted(receipts)[:OPENED])
    yield Measured(f"of {OPENED} receipts that open their report", opened, "", Promise.AT_LEAST, OPENED)


def _opens(instance: Instance, receipt: str) -> bool:
    return 'name="visit"' in _post(instance, go="check", receipt=receipt)


def _last_screen(instance: Instance) -> str:
    first = _way(_ask(instance, "GET", "/r/DEMO01", ""))
    second = _way(_post(instance, way=first, hazard="machine"))
    return _way(_post(instance, way=second, kind="hazard"))


def _way(page: str) -> str:
    found = _WAY.search(page)
    if found is None:
        raise SystemExit("The worker door showed a page without its hidden field.")
    return found.group(1)


def _post(instance: Instance, **fields: str) -> str:
    return _ask(instance, "POST", "/r/", urlencode(fields))


def _ask(instance: Instance, method: str, path: str, body: str) -> str:
    connection = HTTPConnection(urlsplit(instance.address).netloc, timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
    response = connection.getresponse()
    page = response.read().decode()
    connection.close()
    if response.status != 200:  # noqa: PLR2004  # anything else is not a page of the door
        raise SystemExit(f"{method} {path} answered {response.status}")
    return page


def _stored(instance: Instance) -> int:
    with sqlite3.connect(f"file:{instance.home / 'safelamp.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM reports_report").fetchone()[0])
