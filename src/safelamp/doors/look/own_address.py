"""Under which address others reach this instance, as far as its settings tell: posters and newsletters say the same."""

from safelamp.ground.post.web_address import LOOPBACK, public_address, public_hosts

__all__ = ["LOOPBACK", "public_address", "public_hosts"]
