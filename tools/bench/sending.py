"""Walking through the worker door of a running demonstration, up to Send."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tools.instance import Instance

_WAY = re.compile(r'name="way" value="([^"]+)"')
_PART = b'--part\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
_FORM = "application/x-www-form-urlencoded"


def last_screen(instance: Instance, *, first_touch: str = "") -> str:
    """The hidden field of the last screen; `first_touch` is a step before the pictures: "told" means danger now."""
    way = _way(_ask(instance, "GET", "/r/DEMO01", ""))
    if first_touch:
        way = _way(post(instance, way=way, go=first_touch))
    return _way(post(instance, way=_way(post(instance, way=way, hazard="machine")), kind="hazard"))


def post(instance: Instance, *, photo: bytes = b"", **fields: str) -> str:
    """One step; the page that it leads to."""
    if not photo:
        return _ask(instance, "POST", "/r/", urlencode(fields))
    parts = [_PART % (name.encode(), b"", value.encode()) for name, value in fields.items()]
    parts.append(_PART % (b"photo", b'; filename="IMG_1.jpg"', photo))
    return _ask(instance, "POST", "/r/", b"".join([*parts, b"--part--\r\n"]), kind="multipart/form-data; boundary=part")


def _way(page: str) -> str:
    found = _WAY.search(page)
    if found is None:
        raise SystemExit("The worker door showed a page without its hidden field.")
    return found.group(1)


def _ask(instance: Instance, method: str, path: str, body: str | bytes, *, kind: str = _FORM) -> str:
    connection = HTTPConnection(urlsplit(instance.address).netloc, timeout=200)
    connection.request(method, path, body, {"Content-Type": kind})
    response = connection.getresponse()
    page = response.read().decode()
    connection.close()
    if response.status != 200:  # noqa: PLR2004  # anything else is not a page of the door
        raise SystemExit(f"{method} {path} answered {response.status}")
    return page
