"""The product's web application, with a derivation that costs next to nothing: for a thousand tries."""

from safelamp.engines.sealing import passphrases
from safelamp.site.wsgi import application

passphrases.COST = 2**6

__all__ = ["application"]
