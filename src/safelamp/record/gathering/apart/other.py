"""Another way of making text of a page: what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Other:
    """The text, empty where there is none, and where news stands by its headline."""

    text: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
