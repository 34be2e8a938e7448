"""Languages that workers and members speak, with their names: more than those in which the screens exist."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

# As settings.WORKER_LANGUAGES names them, else ISO 639-1.
# Languages of the workplaces in the pages that we read, and of the workers who move between them.
_SPOKEN: Mapping[str, Promise] = {
    "en": _("English"),
    "th": _("Thai"),
    "km": _("Khmer"),
    "my": _("Burmese"),
    "lo": _("Lao"),
    "vi": _("Vietnamese"),
    "id": _("Indonesian"),
    "ms": _("Malay"),
    "fil": _("Filipino"),
    "zh-hans": _("Chinese"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "mn": _("Mongolian"),
    "ne": _("Nepali"),
    "hi": _("Hindi"),
    "bn": _("Bengali"),
    "te": _("Telugu"),
    "ta": _("Tamil"),
    "si": _("Sinhala"),
    "ur": _("Urdu"),
    "fa": _("Persian"),
    "ar": _("Arabic"),
    "hy": _("Armenian"),
    "tr": _("Turkish"),
    "sw": _("Swahili"),
    "fr": _("French"),
    "es": _("Spanish"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
}


def spoken_languages() -> Mapping[str, str]:
    """Code and name of each language, named in the language that is active."""
    return {code: str(name) for code, name in _SPOKEN.items()}


def name_of(code: str) -> str:
    """What a language is called in the active one; a language that we do not know says so."""
    known = _SPOKEN.get(code)
    return str(known) if known else _now("another language")
