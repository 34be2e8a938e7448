"""The words that stand by the name of a person, and the names themselves, as the engine knows them."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

KINDS = (
    "honorific", "public", "private", "once", "speech", "named", "fate", "link", "body", "particle", "common", "bearer",
    "titled", "unspoken",
)  # fmt: skip
NO_NAME = ("common", "public", "honorific", "body", "bearer", "private", "once")
NO_WORDS = "-"


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Each kind of word, in small letters; `needs` tells which word makes an office, before it and after it.

    `no_name` holds all kinds that are no part of a name.
    """

    honorific: frozenset[str]
    public: frozenset[str]
    private: frozenset[str]
    once: frozenset[str]
    speech: frozenset[str]
    named: frozenset[str]
    fate: frozenset[str]
    link: frozenset[str]
    body: frozenset[str]
    particle: frozenset[str]
    common: frozenset[str]
    bearer: frozenset[str]
    titled: frozenset[str]
    unspoken: frozenset[str]
    needs: dict[str, tuple[frozenset[str], frozenset[str]]]
    no_name: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Given names, and surnames that are no given names, with a capital first letter."""

    given: frozenset[str]
    surnames: frozenset[str]


@cache
def person_words() -> PersonWords:
    """Reads the list once."""
    kinds: dict[str, set[str]] = {kind: set() for kind in KINDS}
    needs: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for line in _lines("person_words.txt"):
        kind, _, rest = line.partition(" ")
        if kind == "needs":
            word, before, after = (*rest.split(), NO_WORDS)[:3]
            needs[word] = (_either(before), _either(after))
        else:
            kinds[kind].update(rest.split())
    no_name = frozenset(needs).union(*(kinds[kind] for kind in NO_NAME))
    return PersonWords(**{kind: frozenset(words) for kind, words in kinds.items()}, needs=needs, no_name=no_name)


@cache
def known_names() -> KnownNames:
    """Reads the list once."""
    given, surnames = _lines("words_person_names.txt")
    return KnownNames(frozenset(given.split()), frozenset(surnames.split()))


def _lines(name: str) -> list[str]:
    every = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]


def _either(words: str) -> frozenset[str]:
    return frozenset() if words == NO_WORDS else frozenset(words.split("|"))
