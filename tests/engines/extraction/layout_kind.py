"""What a layout test needs to know of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, and what each of its items is called and dated."""

    text: str
    items: tuple[tuple[str, str | None], ...]
