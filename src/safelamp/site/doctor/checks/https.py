"""HTTPS: set up, named, and answering with a certificate that lasts."""

import datetime as dt
import socket
import ssl
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from safelamp.doors.look.own_address import public_hosts
from safelamp.site.doctor.finding import Finding, good, look, missing

ANSWERS_WITHIN = 5.0  # seconds
SHAKES_MOST = 3  # hosts
SOON = 14  # days: Caddy renews a certificate 30 days before its end
_CERTIFICATE_DATE = "%b %d %H:%M:%S %Y %Z"


def examine() -> Iterator[Finding]:
    """Settings first, then a real handshake with each address that others use."""
    hosts = public_hosts()
    if not settings.BEHIND_HTTPS:
        yield missing(
            "SAFELAMP_HTTPS is not set: words are taken on this machine and over an onion address only",
            "Put Caddy in front as docs/install.md says, then set SAFELAMP_HTTPS=1.",
        )
    if any(host.startswith("*") for host in settings.ALLOWED_HOSTS):
        yield look("SAFELAMP_HOSTS takes every name", "Name the hosts that people use, and no others.")
    if not hosts:
        yield missing("SAFELAMP_HOSTS names no address that other machines can open", "Name the host that people open.")
    if settings.BEHIND_HTTPS and hosts:
        yield good(f"{len(hosts)} host(s) named, HTTPS in front")
        for number, host in enumerate([each for each in hosts if not each.endswith(".onion")][:SHAKES_MOST], 1):
            yield handshake(host, called=f"host {number} of SAFELAMP_HOSTS")


def handshake(host: str, *, called: str, port: int = 443, context: ssl.SSLContext | None = None) -> Finding:
    """Whether the host answers from here with a certificate that is valid for it, and for how many days."""
    try:
        with (
            socket.create_connection((host, port), timeout=ANSWERS_WITHIN) as line,
            (context or ssl.create_default_context()).wrap_socket(line, server_hostname=host) as closed,
        ):
            ends = (closed.getpeercert() or {}).get("notAfter", "")
    except ssl.SSLCertVerificationError as error:
        return missing(
            f"{called}: its certificate is refused ({error.verify_message})",
            "Look at Caddy's log: the certificate must be for this name, in time, and from a known authority.",
        )
    except ssl.SSLError as error:
        return missing(f"{called}: no HTTPS answers there ({error.reason})", "Let Caddy answer on port 443.")
    except (OSError, UnicodeError) as error:
        return look(
            f"{called}: cannot be reached from here ({type(error).__name__})",
            "Open it on a phone with mobile data; if that fails too, look at the name's entry and at port 443.",
        )
    return lasting(str(ends), called=called)


def lasting(ends: str, *, called: str) -> Finding:
    """The finding on a certificate that ends at that moment, as OpenSSL writes it."""
    moment = dt.datetime.strptime(ends, _CERTIFICATE_DATE).replace(tzinfo=dt.UTC)
    days = (moment - timezone.now()).days
    if days < SOON:
        return look(f"{called}: its certificate ends in {days} days", "Caddy should have renewed it: look at its log.")
    return good(f"{called}: answers over HTTPS, the certificate lasts {days} days")
