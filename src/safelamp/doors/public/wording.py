"""Facts in words that everybody reads."""

import datetime as dt
import re

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safelamp.engines.extraction.values import Metric
from safelamp.record.reading.models import Fact, FactKind, Item
from safelamp.record.reading.showing import shown_quote

FACETS: dict[str, str | Promise] = {
    Metric.DEATHS: gettext_lazy("deaths"),
    Metric.INJURIES: gettext_lazy("injuries"),
    Metric.CASES: gettext_lazy("cases of a disease"),
    Metric.STRIKERS: gettext_lazy("workers on strike"),
    Metric.WORKERS: gettext_lazy("workers"),
    Metric.PARTICIPANTS: gettext_lazy("people taking part"),
    Metric.UNIONS: gettext_lazy("unions"),
    Metric.MEMBERS_REPRESENTED: gettext_lazy("members represented"),
    Metric.ORGANISATIONS_REPRESENTED: gettext_lazy("organisations represented"),
    Metric.SIGNATORIES: gettext_lazy("signatories"),
    Metric.WAGE_INCREASE: gettext_lazy("wages raised"),
    Metric.MONEY: gettext_lazy("money"),
    Metric.CONVENTIONS: gettext_lazy("conventions"),
}
MISSING = re.compile(r"\bor (?:\w+ )?(?:missing|disappeared)")
MONTHLY, YEARLY = len("2024-06"), len("2024")


def fact_words(item: Item, fact: Fact) -> str:
    """A fact in a few words: "at least 208 deaths", "C155", "19 June 2024"."""
    if fact.kind == FactKind.EVENT_DATE:
        return day_words(fact.code)
    if fact.kind in {FactKind.PLACE, FactKind.ORGANISATION}:
        return shown_quote(item, fact)
    if fact.kind != FactKind.FIGURE or fact.value is None:
        return fact.code
    counted = _counted(fact)
    return _qualified(fact.qualifier, counted) if counted else shown_quote(item, fact)


def _counted(fact: Fact) -> str:
    number = int(fact.value or 0)
    shown = number_format(fact.value or 0, decimal_pos=None if fact.value != number else 0, force_grouping=True)
    words = {
        Metric.DEATHS: ngettext("%(n)s death", "%(n)s deaths", number),
        Metric.INJURIES: ngettext("%(n)s injured", "%(n)s injured", number),
        Metric.CASES: ngettext("%(n)s case", "%(n)s cases", number),
        Metric.STRIKERS: ngettext("%(n)s worker on strike", "%(n)s workers on strike", number),
        Metric.WORKERS: ngettext("%(n)s worker", "%(n)s workers", number),
        Metric.PARTICIPANTS: ngettext("%(n)s person taking part", "%(n)s people taking part", number),
        Metric.UNIONS: ngettext("%(n)s union", "%(n)s unions", number),
        Metric.MEMBERS_REPRESENTED: ngettext("%(n)s member represented", "%(n)s members represented", number),
        Metric.ORGANISATIONS_REPRESENTED: ngettext(
            "%(n)s organisation represented", "%(n)s organisations represented", number
        ),
        Metric.SIGNATORIES: ngettext("%(n)s signatory", "%(n)s signatories", number),
        Metric.CONVENTIONS: ngettext("%(n)s convention", "%(n)s conventions", number),
    }.get(Metric(fact.metric), "")
    counted = words % {"n": shown}
    if fact.metric == Metric.DEATHS and MISSING.search(fact.quote):
        counted = _("%(n)s dead or missing") % {"n": shown}
    if fact.metric == Metric.WAGE_INCREASE:
        counted = _raise_words(shown, fact.unit)
    if counted and fact.period == "P1Y":
        return _("%(figure)s a year") % {"figure": counted}
    if counted and fact.period == "P1D":
        return _("%(figure)s a day") % {"figure": counted}
    return counted


def _raise_words(shown: str, unit: str) -> str:
    currency, _slash, per = unit.partition("/")
    sentence = {
        "month": _("wages up by %(n)s %(currency)s a month"),
        "day": _("wages up by %(n)s %(currency)s a day"),
        "hour": _("wages up by %(n)s %(currency)s an hour"),
        "year": _("wages up by %(n)s %(currency)s a year"),
    }.get(per, _("wages up by %(n)s %(currency)s"))
    return sentence % {"n": shown, "currency": currency}


def _qualified(qualifier: str, counted: str) -> str:
    sentence = {
        "at least": _("at least %(figure)s"),
        "over": _("more than %(figure)s"),
        "about": _("about %(figure)s"),
        "average": _("on average %(figure)s"),
        "some": _("some %(figure)s"),
    }.get(qualifier)
    return sentence % {"figure": counted} if sentence else counted


def day_words(iso: str) -> str:
    """A day, month, year or interval in the reader's language.

    >>> day_words("2024-06")
    'June 2024'
    """
    if "/" in iso:
        first, last = iso.split("/", 1)
        return _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
    if iso.startswith("--"):
        return date_format(dt.date.fromisoformat(f"2000{iso[1:]}"), "j F")
    if len(iso) == YEARLY:
        return iso
    if len(iso) == MONTHLY:
        return date_format(dt.date.fromisoformat(f"{iso}-01"), "YEAR_MONTH_FORMAT")
    return date_format(dt.date.fromisoformat(iso), "j F Y")


def published_words(item: Item) -> str:
    """When it was published, or that the page does not say so."""
    return day_words(item.published) if item.published else _("no date on the page")
