"""Under which address others reach this instance, as far as its settings tell."""

from collections.abc import Iterable

from django.conf import settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


def public_hosts(hosts: Iterable[str] | None = None) -> list[str]:
    """The hosts of SAFELAMP_HOSTS that other machines can open; "*" and ".example.org" name no single one."""
    named = settings.ALLOWED_HOSTS if hosts is None else hosts
    return [host for host in map(str.strip, named) if host and host not in LOOPBACK and host[0] not in "*."]


def public_address() -> str:
    """https://HOST where SAFELAMP_HTTPS is set and a host is named, http:// for an onion address, else nothing."""
    hosts = public_hosts()
    if settings.BEHIND_HTTPS and (named := [host for host in hosts if not host.endswith(".onion")]):
        return f"https://{named[0]}"
    onions = [host for host in hosts if host.endswith(".onion")]
    return f"http://{onions[0]}" if onions else ""
