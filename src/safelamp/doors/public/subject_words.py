"""Topics, sectors, sorts of items and languages in words that everybody reads."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from safelamp.record.reading.models import ItemKind

TOPICS: Mapping[str, str | Promise] = {
    "fatality": _("deaths at work"),
    "injury": _("injuries"),
    "disease": _("diseases"),
    "accident": _("accidents"),
    "strike": _("strikes"),
    "protest": _("protests"),
    "repression": _("repression"),
    "wage": _("wages"),
    "agreement": _("agreements"),
    "due-diligence": _("due diligence"),
    "law-policy": _("law and policy"),
    "ratification": _("ratification"),
    "commitment": _("promises"),
    "training": _("training"),
    "meeting": _("meetings"),
    "survey-report": _("surveys and reports"),
    "statement": _("statements"),
    "organizing": _("organising"),
    "social-protection": _("social protection"),
    "gender": _("women and gender"),
    "child-labour": _("child labour"),
    "forced-labour-trafficking": _("forced labour and trafficking"),
    "migration": _("migration"),
    "pandemic": _("pandemic"),
    "disaster": _("natural disasters"),
    "visit": _("visits"),
}
SECTORS: Mapping[str, str | Promise] = {
    "mining": _("mining"),
    "nuclear": _("nuclear"),
    "energy": _("energy"),
    "oil-gas": _("oil and gas"),
    "garment-textile": _("garments and textiles"),
    "metal": _("metal"),
    "automotive": _("cars"),
    "electronics": _("electronics"),
    "cement-materials": _("cement and materials"),
    "chemical": _("chemicals"),
    "construction": _("construction"),
    "agriculture": _("farming"),
    "fishing": _("fishing"),
    "domestic-home-work": _("domestic and home work"),
    "transport": _("transport"),
    "shipbreaking": _("shipbreaking"),
    "public": _("public services"),
    "health": _("health care"),
    "informal": _("informal work"),
    "retail": _("shops"),
    "other": _("other sectors"),
}
KINDS: Mapping[str, str | Promise] = dict(ItemKind.choices)


def language_name(code: str) -> str:
    """The name of a language in the reader's language; the code where it is not known.

    >>> language_name("fr"), language_name("lo"), language_name("xx")
    ('French', 'Lao', 'xx')
    """
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
