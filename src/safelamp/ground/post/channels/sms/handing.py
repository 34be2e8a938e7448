"""Handing one text message to a gateway over HTTP: what all sorts have in common."""

import base64
import ssl
from http.client import HTTPConnection, HTTPSConnection

from safelamp.ground.post.channels.asking import Asked, status_of
from safelamp.ground.post.channels.contract import Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway

_TAKEN = range(200, 300)
_BAD_NUMBER = 400
_NOT_LET_IN = frozenset({401, 403, 404})  # our settings are wrong: whoever runs the server can mend them today


def handed(gateway: SmsGateway, asked: Asked, *, within: float) -> Verdict:
    """Asks once and reads the answer's status only."""
    status = status_of(_connection(gateway, within), asked, within=within)
    if status is None or status in _NOT_LET_IN:
        return Verdict.AWAY
    if status in _TAKEN:
        return Verdict.SENT
    return Verdict.REFUSED if status == _BAD_NUMBER else Verdict.BUSY


def basic(gateway: SmsGateway) -> str:
    """The header that shows user and password."""
    return "Basic " + base64.b64encode(f"{gateway.user}:{gateway.password}".encode()).decode()


def _connection(gateway: SmsGateway, within: float) -> HTTPConnection:
    if gateway.scheme == "http":
        return HTTPConnection(gateway.host, gateway.port, timeout=within)
    return HTTPSConnection(gateway.host, gateway.port, timeout=within, context=ssl.create_default_context())
