"""Photos without JavaScript: what one costs through the page; fifty at once, and the memory of all processes then."""

import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from io import BytesIO

from PIL import Image

from tools.bench.measured import Measured, Promise
from tools.bench.memory import descendants, pss
from tools.bench.sending import last_screen, post
from tools.instance import Instance

AT_ONCE = 50
ALONE = 15
_STORY = "The guard of press 3 is off since Monday. " * 8


def measure(instance: Instance) -> Iterator[Measured]:
    """Sends them one after the other, then all at once; counts what is in the database afterwards."""
    photo = photo_of_three_megabytes()
    yield Measured("photo of 3 MB, page with receipt, median", _alone(instance, photo), "s", Promise.AT_MOST, 1.5, 2)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ways = list(pool.map(lambda _: last_screen(instance), range(AT_ONCE)))
        before = _kept(instance)
        began = time.monotonic()
        with _highest(instance) as memory:
            list(pool.map(lambda way: post(instance, photo=photo, go="send", way=way, story=_STORY), ways))
        seconds = time.monotonic() - began
    yield Measured(f"{AT_ONCE} photos of 3 MB at once, until the last page", seconds, "s", Promise.AT_MOST, 60)
    yield Measured("of these photos lost", AT_ONCE - (_kept(instance) - before), "", Promise.AT_MOST, 0, 0)
    yield Measured("memory meanwhile, at the highest", max(memory), "MB", Promise.AT_MOST, 900)


def photo_of_three_megabytes() -> bytes:
    """Twelve megapixels with the noise of a phone's small lens."""
    written = BytesIO()
    Image.effect_noise((4000, 3000), 30).convert("RGB").save(written, "JPEG", quality=55)
    return written.getvalue()


def _alone(instance: Instance, photo: bytes) -> float:
    taken = []
    for _ in range(ALONE):
        way = last_screen(instance)
        began = time.monotonic()
        post(instance, photo=photo, go="send", way=way, story=_STORY)
        taken.append(time.monotonic() - began)
    return statistics.median(taken)


@contextmanager
def _highest(instance: Instance) -> Iterator[list[float]]:
    """Fills a list with the memory of all processes of the instance, some times a second."""
    seen, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            with suppress(OSError):  # one of them ended while it was looked at
                seen.append(sum(map(pss, descendants(instance.process))))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        over.set()
        looking.join()


def _kept(instance: Instance) -> int:
    with sqlite3.connect(f"file:{instance.home / 'safelamp.sqlite3'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT count(*) FROM reports_report WHERE photo_sealed != x''").fetchone()[0])
