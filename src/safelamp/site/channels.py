"""By what the server can send: mail and text messages, as the environment says."""

from collections.abc import Mapping

from safelamp.ground.post.channels.mail import server
from safelamp.ground.post.channels.mail.server import MailServer
from safelamp.ground.post.channels.sms import gateway
from safelamp.ground.post.channels.sms.gateway import SmsGateway

FASTEST = 6_000
FEWEST_SIGNS = 16  # of a secret that a machine shows
_INCOMING = {
    "kannel": "SAFELAMP_SMS_KANNEL_SECRET",
    "rapidpro": "SAFELAMP_SMS_RAPIDPRO_SECRET",
    "twilio": "SAFELAMP_SMS_TWILIO_TOKEN",
}


def read(environment: Mapping[str, str]) -> tuple[MailServer | None, SmsGateway | None]:
    """Mail server and SMS gateway, None where they are not set; ends the program where a setting cannot be meant."""
    try:
        mail = server.parsed(environment.get("SAFELAMP_MAIL_URL", ""), sender=environment.get("SAFELAMP_MAIL_FROM", ""))
        return mail, gateway.parsed(environment.get("SAFELAMP_SMS_URL", ""))
    except ValueError as error:
        raise SystemExit(str(error)) from None


def incoming_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """What each gateway of incoming text messages must show; ends the program where a secret could be guessed."""
    secrets = {kind: environment.get(name, "").strip() for kind, name in _INCOMING.items()}
    for kind, secret in secrets.items():
        if secret and len(secret) < FEWEST_SIGNS:
            raise SystemExit(f"{_INCOMING[kind]} must have {FEWEST_SIGNS} signs or more.")
    return secrets


def pace(text: str) -> int:
    """How many newsletters go out in a minute; ends the program where that cannot be meant."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= FASTEST):
        raise SystemExit(f"SAFELAMP_NEWSLETTERS_A_MINUTE must be a number from 1 to {FASTEST}.")
    return int(text)
