"""The words that make a name an organisation's, and organisations known by name."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

KINDS = ("closing", "opening", "small", "of", "inner", "firm", "prefix", "opener", "not")


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """Each kind of word, in small letters; known names with how many words a name with that first word may have."""

    kinds: dict[str, frozenset[str]]
    known: frozenset[str]
    longest: dict[str, int]
    firsts: frozenset[str]
    heads: frozenset[str]
    unspaced: tuple[str, ...]

    def __getitem__(self, kind: str) -> frozenset[str]:
        """The words of a kind."""
        return self.kinds[kind]


@cache
def organisation_words() -> OrganisationWords:
    """Reads the lists once."""
    kinds: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for line in _lines("organisation_words.txt"):
        kind, _, rest = line.partition(" ")
        kinds[kind].update(rest.split())
    known = frozenset(_lines("organisations.txt"))
    longest: dict[str, int] = {}
    for name in known:
        first, *others = name.split(" ")
        longest[first] = max(longest.get(first, 0), len(others))
    unspaced = tuple(name for name in known if name[0] >= "\u0e00")
    return OrganisationWords(
        {kind: frozenset(words) for kind, words in kinds.items()},
        known,
        longest,
        frozenset(longest),
        frozenset(kinds["closing"] | kinds["opening"]),
        unspaced,
    )


def _lines(name: str) -> list[str]:
    every = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]
