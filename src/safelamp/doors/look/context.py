"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info


def frame(_request: HttpRequest) -> dict[str, object]:
    """Language, its direction, and whether this is the demonstration."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "demonstration": settings.DEMONSTRATION,
    }
