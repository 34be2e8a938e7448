"""Text messages, handed to RapidPro, TextIt or another that speaks its API v2: a broadcast to one number."""

import json

from safelamp.engines.writing.sms import plainer
from safelamp.ground.post.channels.asking import Asked
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.channels.sms.handing import handed


class RapidPro:
    """A workspace, entered by its token. It keeps number and text in its own list of messages: see docs/sms.md."""

    def __init__(self, gateway: SmsGateway, *, within: float = SENDS_WITHIN) -> None:
        self._gateway = gateway
        self._within = within

    def send(self, letter: Letter) -> Verdict:
        """Hands one message over."""
        body = json.dumps({"urns": [f"tel:{letter.to}"], "text": plainer(letter.text)}, ensure_ascii=False).encode()
        headers = {"Authorization": f"Token {self._gateway.user}", "Content-Type": "application/json"}
        return handed(self._gateway, Asked("POST", self._gateway.path, body, headers), within=self._within)

    def close(self) -> None:
        """No line is kept open."""
