"""By what the server can send: mail and text messages, as the environment says."""

from collections.abc import Mapping

from safelamp.ground.post.channels.mail import server
from safelamp.ground.post.channels.mail.server import MailServer
from safelamp.ground.post.channels.sms import gateway
from safelamp.ground.post.channels.sms.gateway import SmsGateway


def read(environment: Mapping[str, str]) -> tuple[MailServer | None, SmsGateway | None]:
    """Mail server and SMS gateway, None where they are not set; ends the program where a setting cannot be meant."""
    try:
        mail = server.parsed(environment.get("SAFELAMP_MAIL_URL", ""), sender=environment.get("SAFELAMP_MAIL_FROM", ""))
        return mail, gateway.parsed(environment.get("SAFELAMP_SMS_URL", ""))
    except ValueError as error:
        raise SystemExit(str(error)) from None
