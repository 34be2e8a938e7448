"""What the search index holds of an item: the tokens of its texts, in their order."""

from collections.abc import Sequence

from safelamp.engines.writing.tokens import tokens

BREAK = "\ue000"  # between texts, and where a name was left out: no phrase reaches across it
TITLED = "\ue001"  # before a token of the headline, which is kept once more with this sign


def indexed_words(headline: Sequence[str], texts: Sequence[str]) -> str:
    """The tokens of the pieces of the headline and of the texts, in order, and the headline's once more.

    >>> indexed_words(["Mine fire"], ["Two miners died."]).replace(BREAK, "|").replace(TITLED, "^")
    'mine fire | two miner died | ^mine ^fire'
    """
    parts = [" ".join(tokens(text)) for text in (*headline, *texts)]
    titled = " ".join(TITLED + token for piece in headline for token in tokens(piece))
    return f" {BREAK} ".join(part for part in (*parts, titled) if part)
