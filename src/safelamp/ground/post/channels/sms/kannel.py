"""Text messages, handed to Kannel over its sendsms interface: one short sentence, no name of anybody."""

import ssl
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlencode

from safelamp.ground.post.channels.asking import Asked, status_of
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway

_TAKEN = range(200, 300)
_SEVEN_BITS, _UCS2 = "0", "2"  # Kannel's `coding`: Thai and Khmer have no place in the 7-bit alphabet
_BAD_NUMBER = 400
_NOT_LET_IN = frozenset({401, 403, 404})  # our settings are wrong: whoever runs the server can mend them today


class Kannel:
    """A Kannel smsbox. It keeps no ids: a message that is handed over twice is sent twice."""

    def __init__(self, gateway: SmsGateway, *, within: float = SENDS_WITHIN) -> None:
        self._gateway = gateway
        self._within = within

    def send(self, letter: Letter) -> Verdict:
        """Hands one message over."""
        asked = Asked("GET", f"{self._gateway.path}?{urlencode(_query(self._gateway, letter))}")
        return _verdict(status_of(self._connection(), asked, within=self._within))

    def close(self) -> None:
        """No line is kept open."""

    def _connection(self) -> HTTPConnection:
        gateway = self._gateway
        if gateway.scheme == "http":
            return HTTPConnection(gateway.host, gateway.port, timeout=self._within)
        context = ssl.create_default_context()
        return HTTPSConnection(gateway.host, gateway.port, timeout=self._within, context=context)


def _query(gateway: SmsGateway, letter: Letter) -> dict[str, str]:
    return {
        "username": gateway.user,
        "password": gateway.password,
        "from": gateway.sender,
        "to": letter.to,
        "text": letter.text,
        "charset": "UTF-8",
        "coding": _SEVEN_BITS if letter.text.isascii() else _UCS2,
    }


def _verdict(status: int | None) -> Verdict:
    if status is None or status in _NOT_LET_IN:
        return Verdict.AWAY
    if status in _TAKEN:
        return Verdict.SENT
    return Verdict.REFUSED if status == _BAD_NUMBER else Verdict.BUSY
