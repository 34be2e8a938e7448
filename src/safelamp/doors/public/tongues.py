"""In which of the newsletters' languages a visitor reads: chosen by a link, else what the browser asks for."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from safelamp.doors.look.templatetags.look import LanguageLink
from safelamp.record.publishing.tongues import LANGUAGES, SOURCE, Tongue


def tongue_of(request: HttpRequest, *, otherwise: str = SOURCE) -> Tongue:
    """The visitor's tongue; `otherwise` where they ask for none that newsletters have."""
    chosen = request.GET.get("lang", "")
    if chosen in LANGUAGES:
        return Tongue(chosen)
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        if code.partition("-")[0] in LANGUAGES:
            return Tongue(code.partition("-")[0])
    return Tongue(otherwise)


def links_of(request: HttpRequest, say: Tongue) -> list[LanguageLink]:
    """The page that is shown, in each of the languages."""
    return [
        LanguageLink(code, name, f"{request.path}?lang={code}", code == say.language)
        for code, name in LANGUAGES.items()
    ]
