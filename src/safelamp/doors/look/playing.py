"""A sound as an answer: whole, or the part that a player asks for (Safari plays nothing without parts)."""

import re

from django.http import HttpRequest, HttpResponse

_PART = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def sound(request: HttpRequest, raw: bytes, *, content_type: str = "audio/webm") -> HttpResponse:
    """The recording, or the part of it that was asked for."""
    headers = {"Content-Disposition": "inline", "Accept-Ranges": "bytes"}
    part = _PART.fullmatch(request.headers.get("Range", ""))
    if part is None:
        return HttpResponse(raw, content_type=content_type, headers=headers)
    first, last = int(part[1]), min(int(part[2] or len(raw)), len(raw) - 1)
    if first >= len(raw) or last < first:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{len(raw)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(raw)}"
    return HttpResponse(raw[first : last + 1], content_type=content_type, headers=headers, status=206)
