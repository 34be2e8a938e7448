"""Money: the currency before or behind a number, and whether it says by how much wages rise."""

import re

from safelamp.engines.extraction.counts import BY_EVENT, BY_UNIT, Count
from safelamp.engines.extraction.number_places import Place
from safelamp.engines.extraction.values import Metric

SYMBOLS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "YEN": "JPY", "₹": "INR", "Rs": "INR",
    "฿": "THB", "₱": "PHP", "₫": "VND", "₩": "KRW", "₦": "NGN", "₺": "TRY", "៛": "KHR", "Rp": "IDR", "Tk": "BDT",
    "RM": "MYR", "J$": "JMD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NT$": "TWD",
    "R$": "BRL", "S$": "SGD", "NZ$": "NZD", "MX$": "MXN", "RD$": "DOP", "Z$": "ZWL", "R": "ZAR", "S/": "PEN",
    "B/": "PAB", "Bs": "BOB", "Gs": "PYG", "CFA": "XOF", "FCFA": "XOF", "RMB": "CNY", "KSh": "KES", "Ksh": "KES",
    "TSh": "TZS", "USh": "UGX", "K": "ZMW", "Q": "GTQ", "DH": "MAD",
}  # fmt: skip
CODES = (
    "USD EUR GBP JPY CNY INR IDR THB MYR PHP VND KHR MMK KRW BDT PKR LKR NPR AUD NZD CAD CHF SEK NOK DKK PLN CZK HUF "
    "RON TRY RUB UAH ZAR KES UGX TZS NGN GHS ZMW MWK BWP MZN XOF XAF MAD DZD TND EGP ETB BRL MXN ARS CLP COP PEN BOB "
    "PYG UYU HNL GTQ CRC NIO JMD TTD DOP HKD TWD SGD LAK AED SAR QAR KWD BHD OMR JOD IRR IQD ILS KZT UZS"
)
ISO = frozenset(CODES.split())
BEFORE = re.compile(
    r"(?<![\w$])(?P<code>[A-Z]{1,3}\$|[$€£¥￥₹฿₱₫₩₦₺៛]|[A-Z]{3}|(?:FCFA|Rp|Rs|Tk|Bs|Gs)\.?|[SB]/\.?|RM|[KTU]Sh|Ksh|DH|"
    r"[RKQ](?=$))[\s-]?$"
)
BEHIND = frozenset({"", " ", " de ", " d'", " d’", "-", " us ", " of ", " in ", " \u200c", " a.s. ", " cfa ", "\u00a0"})
BEHIND_SYMBOL = re.compile(r"\s?(?P<code>[€$£¥₹฿₫₽៛]|[A-Z]{3}\b)")
REACH = 6
PER = {"PT1H": "hour", "P1D": "day", "P1W": "week", "P1M": "month", "P1Y": "year"}
SKIPPED = re.compile(r"[\s(A-Za-z$€£¥₹฿₱₫₩.]{0,8}$")


def currency_before(text: str, place: int) -> tuple[str, int] | None:
    """The currency code right before a place and where it begins."""
    found = BEFORE.search(text, max(0, place - REACH), place)
    if not found:
        return None
    code = found["code"].removesuffix(".")
    name = SYMBOLS.get(code) or (code if code in ISO else None)
    return (name, found.start("code")) if name else None


def money(place: Place) -> Count | None:
    """Money, or by how much wages rise."""
    scene, number = place.scene, place.number
    start, end, code = number.start, number.end, None
    if before := currency_before(scene.stretch.text, number.start):
        code, start = before
    else:
        name = _named_behind(place)
        if name:
            code, end = name
        elif symbol := BEHIND_SYMBOL.match(scene.stretch.text, number.end):
            code = SYMBOLS.get(symbol["code"]) or (symbol["code"] if symbol["code"] in ISO else None)
            end = symbol.end()
    if code is None:
        return None
    said = {meaning for mark in scene.between(*place.sentence) for meaning in mark.meanings}
    paid = "wage" in said or ("worker" in said and not said.isdisjoint(PER))
    if paid and "rise" in said and not _is_level(place, start):
        per = next((unit for rate, unit in PER.items() if rate in said), None)
        return Count(Metric.WAGE_INCREASE, start, end, BY_EVENT, unit=f"{code}/{per}" if per else code, of="wages")
    return Count(Metric.MONEY, start, end, BY_UNIT, unit=code)


def _named_behind(place: Place) -> tuple[str, int] | None:
    """The currency that a word behind the number names, and where it ends."""
    scene, number = place.scene, place.number
    for mark in scene.between(number.end, number.end + REACH + 2):
        for meaning in sorted(mark.meanings):
            if meaning.startswith("cur:") and scene.stretch.lowered[number.end : mark.start] in BEHIND:
                return meaning.removeprefix("cur:"), mark.end
    return None


def _is_level(place: Place, start: int) -> bool:
    """Whether the words before say what wages become, not by how much they rise."""
    mark = place.scene.mark_before(start)
    return bool(mark and "becomes" in mark.meanings and SKIPPED.fullmatch(place.scene.stretch.text[mark.end : start]))
