"""SAFELAMP_SMS_URL: its scheme chooses the gateway; what cannot be meant ends with a sentence, never with a secret."""

import pytest

from safelamp.ground.post.channels.sms import gateway
from safelamp.ground.post.channels.sms.choosing import adapter_for
from safelamp.ground.post.channels.sms.gateway import Sort
from safelamp.ground.post.channels.sms.kannel.adapter import Kannel
from safelamp.ground.post.channels.sms.rapidpro.adapter import RapidPro
from safelamp.ground.post.channels.sms.twilio.adapter import Twilio


@pytest.mark.parametrize(
    ("url", "adapter", "host", "port"),
    [
        ("http://bell:pass@127.0.0.1:13013/cgi-bin/sendsms?from=UNION", Kannel, "127.0.0.1", 13013),
        ("https://bell:pass@sms.example.org/cgi-bin/sendsms?from=UNION", Kannel, "sms.example.org", 443),
        ("rapidpro://token@rapidpro.example.org", RapidPro, "rapidpro.example.org", 443),
        ("rapidpro+http://token@127.0.0.1:8000/", RapidPro, "127.0.0.1", 8000),
        ("twilio://AC1:token@api.twilio.com/?from=%2B1555", Twilio, "api.twilio.com", 443),
    ],
)
def test_the_scheme_chooses_the_gateway(url: str, adapter: type, host: str, port: int) -> None:
    found = gateway.parsed(url)
    assert found is not None
    assert type(adapter_for(found)) is adapter
    assert (found.host, found.port) == (host, port)


def test_a_plus_before_the_senders_number_is_not_lost() -> None:
    found = gateway.parsed("twilio://AC1:token@api.twilio.com/?from=+1555")
    assert found is not None
    assert (found.sender, found.sort) == ("+1555", Sort.TWILIO)


@pytest.mark.parametrize(
    "url",
    [
        "rapidpro+http://hunter22@rapidpro.example.org",
        "twilio+http://AC1:hunter22@api.twilio.com/?from=1",
        "twilio://AC1:hunter22@api.twilio.com/",
        "twilio://hunter22@api.twilio.com/?from=1",
        "smpp://bell:hunter22@127.0.0.1?from=1",
        "http://bell:hunter22@127.0.0.1:port/?from=1",
    ],
)
def test_what_cannot_be_meant_is_told_without_the_secret(url: str) -> None:
    with pytest.raises(ValueError, match="SAFELAMP_SMS_URL") as told:
        gateway.parsed(url)
    assert "hunter22" not in str(told.value)


@pytest.mark.parametrize("url", ["rapidpro://hunter22@rapidpro.example.org", "twilio://AC1:hunter22@h.example/?from=1"])
def test_a_gateway_does_not_show_its_secret(url: str) -> None:
    assert "hunter22" not in repr(gateway.parsed(url))
