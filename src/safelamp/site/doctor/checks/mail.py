"""Mail: set up, and the server lets us in. Nothing is sent."""

import smtplib
import ssl
import threading
from collections.abc import Iterator

from django.conf import settings

from safelamp.ground.post.channels.mail.server import MailServer, Tls
from safelamp.ground.vault import addresses
from safelamp.site.doctor.finding import Finding, good, look, missing

ANSWERS_WITHIN = 10.0  # seconds, for everything together


def examine() -> Iterator[Finding]:
    """Settings, courier key, then a real greeting and log-in."""
    if not addresses.can_be_kept():
        yield missing(
            "the courier key is gone: nobody can be told", "Restore it from the backup of the keys, if wanted."
        )
    server: MailServer | None = settings.POST_MAIL
    if server is None:
        yield missing(
            "no mail server is set: the bell reaches nobody by mail",
            "Set SAFELAMP_MAIL_URL and SAFELAMP_MAIL_FROM as docs/install.md says.",
        )
        return
    yield greeted(server)


def greeted(server: MailServer, *, context: ssl.SSLContext | None = None, within: float = ANSWERS_WITHIN) -> Finding:
    """What the server answers to a greeting and our log-in, within the time."""
    found: list[Finding] = []
    talk = threading.Thread(target=lambda: found.append(_let_in(server, context, within)), daemon=True)
    talk.start()
    talk.join(within)
    if found:
        return found[0]
    return missing(
        f"the mail server did not answer within {within:.0f} seconds", "Look at host, port and firewall of the server."
    )


def _let_in(server: MailServer, context: ssl.SSLContext | None, within: float) -> Finding:
    try:
        _greet(server, context or ssl.create_default_context(), within)
    except smtplib.SMTPAuthenticationError:
        return missing("the mail server refuses our log-in", "Look at user and password in SAFELAMP_MAIL_URL.")
    except smtplib.SMTPNotSupportedError:
        return missing("the mail server offers no STARTTLS or no log-in", "Look at port and tls in SAFELAMP_MAIL_URL.")
    except ssl.SSLError as error:
        return missing(
            f"the mail server's certificate or TLS is refused ({error.reason})",
            "Look at the host's name, port and tls in SAFELAMP_MAIL_URL.",
        )
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
        return missing(
            f"the mail server cannot be reached ({type(error).__name__})", "Look at host and port in SAFELAMP_MAIL_URL."
        )
    if server.tls is Tls.NONE:
        return look(
            "the mail server on this machine lets us in", "It has to pass mail on over TLS: look at its settings."
        )
    return good("the mail server lets us in over TLS")


def _greet(server: MailServer, context: ssl.SSLContext, within: float) -> None:
    where, name = (server.host, server.port), server.domain
    line = (
        smtplib.SMTP_SSL(*where, local_hostname=name, timeout=within, context=context)
        if server.tls is Tls.TLS
        else smtplib.SMTP(*where, local_hostname=name, timeout=within)
    )
    with line:
        line.ehlo()
        if server.tls is Tls.STARTTLS:
            line.starttls(context=context)
        if server.user:
            line.login(server.user, server.password)
