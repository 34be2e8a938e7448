"""How many forms a counted sentence has in each language, and which number takes which (Unicode CLDR 45).

Fractions are never counted in our sentences, so the rules for them are left out.
"""

from collections.abc import Mapping

ONE_FORM = "nplurals=1; plural=0;"
NOT_ONE = "nplurals=2; plural=(n != 1);"
MORE_THAN_ONE = "nplurals=2; plural=(n > 1);"
SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"

_FORMS: Mapping[str, str] = {
    **dict.fromkeys(("th", "km", "lo", "my", "vi", "id", "ms", "ja", "zh-hans"), ONE_FORM),
    **dict.fromkeys(("mn", "te", "ur"), NOT_ONE),
    **dict.fromkeys(("fil", "bn", "hi", "fa", "hy", "fr"), MORE_THAN_ONE),
    **dict.fromkeys(("ru", "uk"), SLAVIC),
}


def plural_forms(language: str) -> str:
    """The `Plural-Forms` of a catalogue; raises KeyError for a language that has no line here yet.

    >>> plural_forms("lo")
    'nplurals=1; plural=0;'
    """
    return _FORMS[language]
