"""Page numbers and addresses of a list."""

from django.http import QueryDict


def page_number(asked: QueryDict) -> int:
    """The page asked for; the first where it is no number."""
    text = asked.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 1


def without(asked: QueryDict, *names: str) -> str:
    """The query without some names, with "&" behind it where anything is left."""
    kept = asked.copy()
    for name in names:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
