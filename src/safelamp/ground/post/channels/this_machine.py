"""Which names mean this machine and no other: only to it may something go unsealed."""

from ipaddress import ip_address


def is_this_machine(host: str) -> bool:
    """Whether the host is a loopback address or localhost.

    >>> [is_this_machine(each) for each in ("localhost", "127.0.0.1", "::1", "10.0.0.1", "localhost.example")]
    [True, True, True, False, False]
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
