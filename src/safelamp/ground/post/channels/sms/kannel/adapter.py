"""Text messages, handed to Kannel over its sendsms interface: one short sentence, no name of anybody."""

from urllib.parse import urlencode

from safelamp.engines.writing.sms import Coding, coding_of, plainer
from safelamp.ground.post.channels.asking import Asked
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.channels.sms.handing import handed

_CODINGS = {Coding.GSM: "0", Coding.UCS2: "2"}  # as Kannel names them


class Kannel:
    """A Kannel smsbox. It keeps no ids: a message that is handed over twice is sent twice."""

    def __init__(self, gateway: SmsGateway, *, within: float = SENDS_WITHIN) -> None:
        self._gateway = gateway
        self._within = within

    def send(self, letter: Letter) -> Verdict:
        """Hands one message over."""
        asked = Asked("GET", f"{self._gateway.path}?{urlencode(_query(self._gateway, letter))}")
        return handed(self._gateway, asked, within=self._within)

    def close(self) -> None:
        """No line is kept open."""


def _query(gateway: SmsGateway, letter: Letter) -> dict[str, str]:
    text = plainer(letter.text)
    return {
        "username": gateway.user,
        "password": gateway.password,
        "from": gateway.sender,
        "to": letter.to,
        "text": text,
        "charset": "UTF-8",
        "coding": _CODINGS[coding_of(text)],
    }
