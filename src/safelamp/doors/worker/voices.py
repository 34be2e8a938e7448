"""A voice that came with an answer: made anew before it is sealed, where this server can read voices."""

import hashlib
from dataclasses import dataclass

from django.http import HttpRequest

from safelamp.ground.apart import anew

LARGEST = 1_500_000  # bytes; a minute as phones record it is a tenth of that


@dataclass(frozen=True, slots=True)
class Came:
    """The voice to seal, and whether one was left out because it cannot be heard."""

    voice: bytes = b""
    left_out: bool = False
    mark: bytes = b""  # of what came: the same sent again gives the same


def read_voice(request: HttpRequest) -> Came:
    """The voice, if one came. Where voices cannot be read here it is sealed as it came: the desk makes it anew."""
    uploaded = request.FILES.get("voice")
    if uploaded is None or not uploaded.size:
        return Came()
    if uploaded.size > LARGEST:
        return Came(left_out=True)
    raw = uploaded.read()
    try:
        return Came(anew.in_line(anew.voice, raw), mark=hashlib.sha256(raw).digest())
    except anew.Missing:
        return Came(raw, mark=hashlib.sha256(raw).digest())
    except anew.NotMade:
        return Came(left_out=True)
