"""Durable reports a second: final POSTs to the running server, sealed by it, each answered with its receipt."""

import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tools.bench.measured import Measured, Promise
from tools.bench.sending import last_screen, post
from tools.instance import Instance

REPORTS = 400
AT_ONCE = 8
OPENED = 40  # each costs the slow derivation
_RECEIPT = re.compile(r"<span>(\d{4})</span>")
_STORY = "The guard of press 3 is off since Monday. " * 8


def measure(instance: Instance) -> Iterator[Measured]:
    """Walks to the last screen first, then sends all at once; counts what is in the database afterwards."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ways = list(pool.map(lambda _: last_screen(instance), range(REPORTS)))
        before = _stored(instance)
        began = time.monotonic()
        answers = list(pool.map(lambda way: post(instance, go="send", way=way, story=_STORY), ways))
        seconds = time.monotonic() - began
    receipts = {"".join(_RECEIPT.findall(answer)) for answer in answers}
    yield Measured("durable reports sealed by the server", REPORTS / seconds, "a second", Promise.AT_LEAST, 40)
    yield Measured("of them lost", REPORTS - (_stored(instance) - before), "", Promise.AT_MOST, 0)
    yield Measured("different receipts", len(receipts), "", Promise.AT_LEAST, REPORTS)
    opened = sum(_opens(instance, receipt) for receipt in sorted(receipts)[:OPENED])
    yield Measured(f"of {OPENED} receipts that open their report", opened, "", Promise.AT_LEAST, OPENED)


def _opens(instance: Instance, receipt: str) -> bool:
    return 'name="visit"' in post(instance, go="check", receipt=receipt)


def _stored(instance: Instance) -> int:
    with sqlite3.connect(f"file:{instance.home / 'safelamp.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM reports_report").fetchone()[0])
