"""Reports sealed on the phone: how many a second are durable, a crowd behind one address, the power cut in between.

The parcels are made in Python before the clock runs (tools/sealing_phone.py, the same bytes as seal.js makes). They go
to the product's own gunicorn over real connections from one address; the senders share the two cores with it.

Eight connections stay open, as those between Caddy and gunicorn do: what a phone's own connection and TLS cost is
Caddy's work and not measured here. The senders spend about .6 ms of the processors on each report themselves.
"""

import hashlib
import json
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from safelamp.engines.sealing import proofs
from tests.engines.scripts_in_browser import run, scripts
from tools.bench.measured import Measured, Promise
from tools.bench.one_union import OneUnion
from tools.sealing_phone import seal_report
from tools.shoot import CHROMIUM

RATED, CROWD, CUT_IN = 1_000, 1_000, 300
RATED_AT_ONE_PLACE = 600  # with CROWD below floods.MOST_AT_A_WORKPLACE
WITH_PHOTO = 100
PHOTO_BYTES = 150_000  # what photo.js makes of a phone's photo, about
AT_ONCE = 8
EVERY_TENTH = 10
BITS = 6  # as loop/reports/floods.py asks, which only a set-up Django can import
KILL_AFTER = 80  # answers
STORY = "The guard of press 3 is off since Monday. " * 8
PEERS = "peers: 0.3, 14, 45"  # GlobaLeaks, Hush Line, ODK Central; docs/decisions/0025
KEYS = """
import json
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.phone import phone_keys
place = Workplace.objects.select_related("organisation").get(code={code!r})
print(json.dumps([phone_keys(place.organisation), place.id.hex]))
"""
COUNT = """
from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Report
operations.store_spooled()
print(" ".join(each.hex for each in Report.objects.values_list("id", flat=True)))
"""
SLOWER = 6  # times: a cheap phone beside this machine
SOLVED = 20
SOLVE = """const began = performance.now();
await proof.solve("challenge " + given.number, given.bits);
return (performance.now() - began) / 1000;"""
Parcels = Sequence[tuple[str, bytes]]  # the report's id and the bytes


def measure() -> Iterator[Measured]:
    """All of it, with a fresh instance for the crowd and one for the power cut."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        instance = _started(Path(folder) / "crowd")
        try:
            yield from _rate(instance)
            yield from _crowd(instance)
        finally:
            instance.stop()
        yield from _power_cut(Path(folder) / "cut")
    yield from _proof()


def _rate(instance: OneUnion) -> Iterator[Measured]:
    with_photo = f"the same, each with a photo of {PHOTO_BYTES // 1000} kB"
    for what, count, at_the_workplace, photo, promised, spent in (
        ("durable reports sealed on the phone", RATED, False, 0, 200, 8),
        ("the same, all of one workplace", RATED_AT_ONE_PLACE, True, 0, 200, 8),
        (with_photo, WITH_PHOTO, False, PHOTO_BYTES, 20, 40),
    ):
        parcels = _made(instance, count, photo=photo, at_the_workplace=at_the_workplace)
        before = len(_stored(instance))
        used, began = instance.processor_seconds, time.monotonic()
        states = _sent(instance, parcels)
        seconds, used = time.monotonic() - began, instance.processor_seconds - used
        yield Measured(what, count / seconds, "a second", Promise.AT_LEAST, promised, beside=PEERS)
        yield Measured("the server's processor time for each", used / count * 1000, "ms", Promise.AT_MOST, spent)
        yield Measured("of them not kept or not on disk", _missing(states, len(_stored(instance)) - before), "",
                       Promise.AT_MOST, 0, digits=0)  # fmt: skip


def _crowd(instance: OneUnion) -> Iterator[Measured]:
    """One accident: 1,000 from one address for one workplace, each sent twice, each tenth cut off before that."""
    parcels = _made(instance, CROWD, at_the_workplace=True)
    before = _stored(instance)
    for _id, raw in parcels[::EVERY_TENTH]:
        _cut_off(instance, raw)
    states = _sent(instance, [each for each in parcels for _twice in range(2)])
    stored = _stored(instance) - before
    named = f"of {CROWD:,} from one address, each sent twice"
    yield Measured(f"{named}, stored", len(stored & {each for each, _raw in parcels}), "", Promise.AT_LEAST, CROWD, 0)
    yield Measured("doubled", len(stored) - CROWD, "", Promise.AT_MOST, 0, digits=0, beside="peers: 5 an hour, CAPTCHA")
    yield Measured("answered otherwise than kept or again", sum(each not in {"kept", "again"} for each in states), "",
                   Promise.AT_MOST, 0, digits=0)  # fmt: skip


def _power_cut(folder: Path) -> Iterator[Measured]:
    """Every process killed (-9) while parcels come in: what was acknowledged is there, the rest comes again."""
    instance = _started(folder)
    parcels = _made(instance, CUT_IN, at_the_workplace=True)
    answered: list[str] = []
    enough = threading.Event()

    def send(parcel: tuple[str, bytes]) -> None:
        with suppress(OSError, HTTPException, ValueError):
            if _post(instance, parcel[1]) in {"kept", "again", "spooled"}:
                answered.append(parcel[0])
        if len(answered) >= KILL_AFTER:
            enough.set()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sending = [pool.submit(send, parcel) for parcel in parcels]
        enough.wait(60)
        instance.kill()
        for each in sending:
            each.result()
    acknowledged = set(answered)
    yield Measured("acknowledged before kill -9", len(acknowledged), "", Promise.AT_LEAST, KILL_AFTER, digits=0)
    yield Measured("of them lost", len(acknowledged - _stored(instance)), "", Promise.AT_MOST, 0, digits=0)
    instance.start()
    try:
        _sent(instance, parcels)
    finally:
        instance.stop()
    off = len(_stored(instance) ^ {each for each, _raw in parcels})
    yield Measured(f"lost or doubled of {CUT_IN}, sent again afterwards", off, "", Promise.AT_MOST, 0, digits=0)


def _proof() -> Iterator[Measured]:
    """The sum of a flood in Chromium with its processor slowed six times.

    Throttling slows the page's own thread and not the threads of WebCrypto: the last number reckons those slow too.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with scripts(browser) as page:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            seconds = sorted(float(run(page, SOLVE, {"bits": BITS, "number": number})) for number in range(SOLVED))
        browser.close()
    rounds = 2**BITS * proofs.PUZZLES * proofs.ROUNDS
    began = time.process_time()
    hashlib.pbkdf2_hmac("sha256", b"a challenge", b"salt", rounds)
    natively = (time.process_time() - began) * SLOWER
    yield Measured("sum in a flood, processor six times slower, median", seconds[SOLVED // 2], "s", Promise.AT_MOST, 2)
    yield Measured("the slowest but one of 20", seconds[-2], "s", Promise.AT_MOST, 2)
    yield Measured("its PBKDF2 alone on a processor six times slower", natively, "s", Promise.AT_MOST, 2)


def _started(folder: Path) -> OneUnion:
    instance = OneUnion(folder)
    instance.prepare()
    instance.start()
    return instance


def _made(instance: OneUnion, count: int, *, at_the_workplace: bool, photo: int = 0) -> Parcels:
    """Parcels for the instance, from two processes: each costs a phone's slow derivation."""
    keys, place = json.loads(instance.ask(KEYS.format(code=instance.code)))
    jobs = [(keys, place if at_the_workplace else "", photo)] * count
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_seal, jobs, chunksize=20))


def _seal(job: tuple[dict[str, object], str, int]) -> tuple[str, bytes]:
    keys, place, photo = job
    choices = {"workplace": place} if place else {"place_kind": "street"}
    told = seal_report(keys, {"story": STORY}, choices=choices, photo=bytes(photo))
    return told.id.hex, told.raw


def _sent(instance: OneUnion, parcels: Parcels) -> list[str]:
    """The state that each was answered with; senders keep their connections, as phones behind one proxy do."""
    local = threading.local()

    def send(parcel: tuple[str, bytes]) -> str:
        if not hasattr(local, "connection"):
            local.connection = HTTPConnection(urlsplit(instance.address).netloc, timeout=60)
        return _post(instance, parcel[1], over=local.connection)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(send, parcels))


def _post(instance: OneUnion, raw: bytes, *, over: HTTPConnection | None = None) -> str:
    connection = over or HTTPConnection(urlsplit(instance.address).netloc, timeout=60)
    connection.request("POST", "/r/", raw, {"Content-Type": "application/octet-stream"})
    state = json.loads(connection.getresponse().read())["state"]
    if over is None:
        connection.close()
    return str(state)


def _cut_off(instance: OneUnion, raw: bytes) -> None:
    """The connection breaks in the middle of the parcel."""
    connection = HTTPConnection(urlsplit(instance.address).netloc, timeout=60)
    connection.putrequest("POST", "/r/")
    connection.putheader("Content-Type", "application/octet-stream")
    connection.putheader("Content-Length", str(len(raw)))
    connection.endheaders(raw[: len(raw) // 2])
    connection.close()


def _stored(instance: OneUnion) -> set[str]:
    return set(instance.ask(COUNT).split())


def _missing(states: Sequence[str], stored: int) -> int:
    return max(sum(state != "kept" for state in states), len(states) - stored)
