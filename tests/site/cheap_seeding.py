"""`python -m tests.site.cheap_seeding`: what tests.seeding makes, with passphrases of the same low cost."""

from safelamp.engines.sealing import passphrases
from tests import seeding

if __name__ == "__main__":
    passphrases.COST = 2**6
    seeding.main()
