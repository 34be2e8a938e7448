"""Walking through the worker door of a running demonstration, up to Send."""

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tools.instance import Instance

_WAY = re.compile(r'name="way" value="([^"]+)"')


def last_screen(instance: Instance, *, first_touch: str = "") -> str:
    """The hidden field of the last screen; `first_touch` is a step before the pictures: "told" means danger now."""
    way = _way(_ask(instance, "GET", "/r/DEMO01", ""))
    if first_touch:
        way = _way(post(instance, way=way, go=first_touch))
    return _way(post(instance, way=_way(post(instance, way=way, hazard="machine")), kind="hazard"))


def post(instance: Instance, **fields: str) -> str:
    """One step; the page that it leads to."""
    return _ask(instance, "POST", "/r/", urlencode(fields))


def _way(page: str) -> str:
    found = _WAY.search(page)
    if found is None:
        raise SystemExit("The worker door showed a page without its hidden field.")
    return found.group(1)


def _ask(instance: Instance, method: str, path: str, body: str) -> str:
    connection = HTTPConnection(urlsplit(instance.address).netloc, timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
    response = connection.getresponse()
    page = response.read().decode()
    connection.close()
    if response.status != 200:  # noqa: PLR2004  # anything else is not a page of the door
        raise SystemExit(f"{method} {path} answered {response.status}")
    return page
