"""Making a stranger's photo or voice anew, in a process of its own, before anybody is shown it."""

import threading
from collections.abc import Callable
from importlib.util import find_spec

from safelamp.ground.apart.hands import Hands, program

WITHIN = 25.0  # seconds; a minute of voice takes half a one
MOST = 12_000_000  # bytes of what comes back
PHOTOS = "safelamp.ground.apart.photos:stripped"
VOICES = "safelamp.ground.apart.voices:encoded_anew"
PHOTO_SECONDS = 8  # of the processor; the heaviest honest photo takes one; 12 MB made to do harm would take hours
VOICE_SECONDS = 20
MOST_IN_LINE = 3  # of a process's four threads: one works, two wait
PATIENCE = 10.0  # seconds; an honest photo before it takes less than one
_one_at_a_time = threading.Lock()  # in a process: each may take some hundred megabytes for a moment
_line = threading.Semaphore(MOST_IN_LINE)


class NotMade(ValueError):
    """It could not be made anew; it stays sealed as it is."""


class Refused(NotMade):
    """What came is not what it should be, or would take too much to look at."""


class Missing(NotMade):
    """The package that reads it is not installed on this server."""


class Busy(NotMade):
    """Those before it take too long: it was not looked at."""


def made_by(function: str, raw: bytes, *, seconds: int = VOICE_SECONDS) -> bytes:
    """What `MODULE:FUNCTION` makes of the bytes in so many seconds of the processor; raises Refused or Missing."""
    command = program("safelamp.ground.apart", function, str(seconds))
    with _one_at_a_time, Hands(*command, within=WITHIN, most=MOST) as hands:
        answer = hands.ask(raw)
    if answer is not None and answer.about.get("outcome") == "missing":
        raise Missing("the package is not installed")
    if answer is None or answer.about.get("outcome") != "" or not answer.raw:
        raise Refused("it cannot be read")
    return answer.raw


def photo(raw: bytes) -> bytes:
    """A photo as a JPEG without metadata, at most 1600 pixels a side; raises Refused or Missing."""
    return made_by(PHOTOS, raw, seconds=PHOTO_SECONDS)


def voice(raw: bytes) -> bytes:
    """A recording as one channel of Opus in WebM, at most a minute and a little; raises Refused or Missing."""
    return made_by(VOICES, raw)


def in_line(make: Callable[[bytes], bytes], raw: bytes) -> bytes:
    """The same for what comes in at a door; raises Busy too.

    However slow what somebody sends is made to be, a thread of the process soon has time for words again.
    """
    if not _line.acquire(timeout=PATIENCE):
        raise Busy("those before it take too long")
    try:
        return make(raw)
    finally:
        _line.release()


def voices_can_be_heard() -> bool:
    """Whether PyAV (the extra `voice`) is installed; it is not loaded here."""
    return find_spec("av") is not None
