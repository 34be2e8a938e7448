"""Which adapter speaks with the gateway that is set."""

from collections.abc import Mapping

from safelamp.ground.post.channels.contract import SENDS_WITHIN, Adapter
from safelamp.ground.post.channels.sms.gateway import SmsGateway, Sort
from safelamp.ground.post.channels.sms.kannel.adapter import Kannel
from safelamp.ground.post.channels.sms.rapidpro.adapter import RapidPro
from safelamp.ground.post.channels.sms.twilio.adapter import Twilio

_ADAPTERS: Mapping[Sort, type[Kannel | RapidPro | Twilio]] = {
    Sort.KANNEL: Kannel,
    Sort.RAPIDPRO: RapidPro,
    Sort.TWILIO: Twilio,
}


def adapter_for(gateway: SmsGateway, *, within: float = SENDS_WITHIN) -> Adapter:
    """The adapter of the gateway's sort."""
    return _ADAPTERS[gateway.sort](gateway, within=within)
