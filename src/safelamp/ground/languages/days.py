"""Days as readers of each language say them: their order, their calendar, their digits.

The store keeps ISO dates of the common calendar; only what is shown changes. Sources: Unicode CLDR 45 (patterns,
default digits and calendars of the languages' main countries).
"""

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils.formats import date_format
from django.utils.translation import get_language

from safelamp.engines.writing import calendars
from safelamp.engines.writing.numerals import with_digits_from

DAY, WHOLE_DAY, WEEKDAY = "day", "whole day", "weekday"
MONTH, SHORT_MONTH, YEAR = "month", "short month", "year"  # of longer periods, at the desk
_FORMS = {DAY: "j F", WHOLE_DAY: "j F Y", WEEKDAY: "l, j F", MONTH: "F Y", SHORT_MONTH: "M Y", YEAR: "Y"}
_WITHOUT_YEAR = {WHOLE_DAY: "j F", MONTH: "F", SHORT_MONTH: "M", YEAR: ""}
# `E` is the month as it stands beside a day, where it is another word than the month alone.
_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "th": _FORMS | {WEEKDAY: "lที่ j F"},
    "km": _FORMS | {WEEKDAY: "l ទីj F"},
    "fr": _FORMS | {WEEKDAY: "l j F"},
    "my": {DAY: "F j", WHOLE_DAY: "Y၊ F j", WEEKDAY: "F j၊ l"},
    "ur": _FORMS | {WEEKDAY: "l، j F"},
    "ja": {DAY: "n月j日", WHOLE_DAY: "Y年n月j日", WEEKDAY: "n月j日 (l)"},
    "zh-hans": {DAY: "n月j日", WHOLE_DAY: "Y年n月j日", WEEKDAY: "n月j日 l"},
    "mn": {DAY: "n-р сарын j", WHOLE_DAY: "Y оны n-р сарын j", WEEKDAY: "l, n-р сарын j"},
    "vi": _FORMS | {WHOLE_DAY: "j F, Y"},
    "ru": {DAY: "j E", WHOLE_DAY: "j E Y", WEEKDAY: "l, j E"},
    "uk": {DAY: "j E", WHOLE_DAY: "j E Y", WEEKDAY: "l, j E"},
    "hy": {DAY: "j Fի", WHOLE_DAY: "j Fի Y", WEEKDAY: "l, j Fի"},
}
_ZEROS: Mapping[str, str] = {"fa": "۰", "my": "၀", "bn": "০"}
_SOLAR_HIJRI_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip


def shown(day: dt.date, form: str) -> str:
    """The day in the active language: DAY ("21 November"), WHOLE_DAY (with its year), WEEKDAY ..."""
    language = get_language() or ""
    return in_own_digits(_CALENDARS.get(language, _common)(day, form, language))


def in_own_digits(text: str) -> str:
    """The text with the digits that readers of the active language use."""
    language = get_language() or ""
    return with_digits_from(text, _ZEROS[language]) if language in _ZEROS else text


def _common(day: dt.date, form: str, language: str) -> str:
    return date_format(day, _OTHERWISE.get(language, _FORMS).get(form, _FORMS[form]))


def _buddhist(day: dt.date, form: str, language: str) -> str:
    if form not in _WITHOUT_YEAR:
        return _common(day, form, language)
    year = calendars.to_buddhist_year(day.year)
    return f"{date_format(day, _WITHOUT_YEAR[form])} {year}".strip() if _WITHOUT_YEAR[form] else str(year)


def _solar_hijri(day: dt.date, form: str, language: str) -> str:
    try:
        year, month, number = calendars.to_solar_hijri(day)
    except ValueError:
        return _common(day, form, language)
    said = f"{number} {_SOLAR_HIJRI_MONTHS[month - 1]}"
    if form == WEEKDAY:
        return f"{date_format(day, 'l')} {said}"
    return f"{said} {year}" if form == WHOLE_DAY else said


_CALENDARS: Mapping[str, Callable[[dt.date, str, str], str]] = {"th": _buddhist, "fa": _solar_hijri}
