"""Text messages, handed to Twilio or another that speaks its Messages resource: a form, with account and token."""

from urllib.parse import quote, urlencode

from safelamp.engines.writing.sms import plainer
from safelamp.ground.post.channels.asking import Asked
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.channels.sms.handing import basic, handed


class Twilio:
    """An account. It chooses the alphabet by itself, and keeps number and text: see docs/sms.md."""

    def __init__(self, gateway: SmsGateway, *, within: float = SENDS_WITHIN) -> None:
        self._gateway = gateway
        self._within = within

    def send(self, letter: Letter) -> Verdict:
        """Hands one message over."""
        form = {"To": letter.to, "From": self._gateway.sender, "Body": plainer(letter.text)}
        headers = {"Authorization": basic(self._gateway), "Content-Type": "application/x-www-form-urlencoded"}
        path = self._gateway.path or f"/2010-04-01/Accounts/{quote(self._gateway.user, safe='')}/Messages.json"
        return handed(self._gateway, Asked("POST", path, urlencode(form).encode(), headers), within=self._within)

    def close(self) -> None:
        """No line is kept open."""
