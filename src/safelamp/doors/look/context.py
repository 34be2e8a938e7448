"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from safelamp.doors.look.locale import chosen_in
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import drafts_of


def frame(request: HttpRequest) -> dict[str, object]:
    """Language, its direction, whether this is the demonstration, whether its translation is still a draft.

    `speak` is the query that keeps a language that the reader chose ("?lang=th"), empty when they chose none.
    """
    language = get_language() or settings.LANGUAGE_CODE
    chosen = chosen_in(request)
    return {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "demonstration": settings.DEMONSTRATION,
        "draft_translation": drafts_of(language, None if request.path.startswith("/desk/") else Part.WORKER) > 0,
        "speak": f"?lang={chosen}" if chosen else "",
    }
