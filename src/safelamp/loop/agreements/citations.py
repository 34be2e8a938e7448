"""Citations: where the union read it, copied from the public record, so that it stays when the record changes.

The loop does not know the record: a citation holds the words, the address and plain ids. It is sealed with the rest,
because what a union follows is nobody else's business.
"""

import json
import uuid
from dataclasses import asdict, dataclass

LONGEST_QUOTE = 2_000


@dataclass(frozen=True, slots=True)
class Citation:
    """Who published what, when and where, with the exact words; `published` and `read_on` in ISO 8601."""

    source: str
    headline: str
    quote: str
    address: str = ""
    published: str = ""
    read_on: str = ""
    item_id: uuid.UUID | None = None
    fact_id: uuid.UUID | None = None

    def __post_init__(self) -> None:
        """Refuses a citation without words or without a source."""
        if not self.quote.strip() or not self.source.strip():
            raise ValueError("a citation needs the exact words and who published them")
        if len(self.quote) > LONGEST_QUOTE:
            raise ValueError(f"a citation quotes at most {LONGEST_QUOTE} characters")

    def written(self) -> str:
        """As text that can be sealed."""
        return json.dumps({name: str(value) for name, value in asdict(self).items() if value}, ensure_ascii=False)


def read(written: str) -> Citation | None:
    """The citation that `written` made; None of nothing."""
    if not written:
        return None
    held = json.loads(written)
    item, fact = held.pop("item_id", ""), held.pop("fact_id", "")
    return Citation(**held, item_id=uuid.UUID(item) if item else None, fact_id=uuid.UUID(fact) if fact else None)
