"""Words that pages print beside their news, in the languages that pages come in; from data/page_words.txt."""

import re
from importlib import resources

PART = re.compile(r"\[(?P<name>[a-z ]+)\].*")
KEPT_SPACE = "_"  # stands for a space at the end of a word


def _parts() -> dict[str, tuple[str, ...]]:
    lines = (
        resources.files("safelamp.engines.extraction").joinpath("data", "page_words.txt").read_text(encoding="utf-8")
    )
    parts: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in lines.splitlines():
        if head := PART.fullmatch(line):
            name = head["name"]
            parts[name] = ()
        elif line and not line.startswith("#"):
            parts[name] += tuple(word.replace(KEPT_SPACE, " ") for word in line.split("|"))
    return parts


_PARTS = _parts()
ASIDES = frozenset(_PARTS["asides"])
ASIDE_BEGINNINGS = _PARTS["aside beginnings"]
READ_ON = _PARTS["read on"]
READ_ON_ALONE = frozenset(_PARTS["read on alone"])
COMING = frozenset(_PARTS["coming"])
NOTHING_HERE = _PARTS["nothing here"]
AFTER_ARTICLE = tuple(word for word in _PARTS["after article"] if not word.startswith(READ_ON))
KINDS = frozenset(_PARTS["kinds"])
BY = _PARTS["by"]
GATHERING = _PARTS["gathering"]
EVENT = _PARTS["event"]
DENSE_KINDS = tuple(kind for kind in _PARTS["kinds"] if kind[0] > "\u0e00" and len(kind) > 1)
SUBHEADS = frozenset(_PARTS["subheads"])
