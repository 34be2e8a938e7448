"""ILO conventions, protocols and recommendations, and the Hong Kong ship recycling convention, in many languages."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from safelamp.engines.extraction.values import LIKELY, SURE, Mention, Span

HIGHEST = {"C": 192, "R": 209}  # adopted up to the 113th session, 2025
PROTOCOLS = frozenset({29, 81, 89, 110, 147, 155})
RECOMMENDS = (
    "recommend",
    "recommand",
    "recomend",
    "rekomendasi",
    "ข้อแนะ",
    "ข้อเสนอแนะ",
    "勧告",
    "建议书",
    "توصی",
    "рекоменд",
)
PROTOCOL = ("proto", "พิธีสาร", "議定書", "议定书", "پروتکل", "протокол")
SHORT = re.compile(
    r"(?<![\w/.-])(?:(?P<kind>[CR])[\s-]?(?P<number>\d{3}|[28]9|8[17]|98|95)|P[\s-]?(?P<protocol>155|147|110|029|081|089))"
    r"(?![\w%]|[.,/-]\d)"
)
KINDS = (
    r"(?:conventions?|protocols?|recommendations?|convenciones|convención|convenios?|protocolos?|recomendación|"
    r"recomendaciones|recommandations?|protocoles?|konvensi|protokol|rekomendasi|convenç(?:ão|ões)|recomendaç(?:ão|ões)|"
    r"công ước|конвенци\w+|рекомендаци\w+|протокол\w*)"
)
OTHER_KINDS = r"(?:อนุสัญญา|ข้อแนะ|ข้อเสนอแนะ|พิธีสาร|អនុសញ្ញា|协约|협약|اتفاقية|الاتفاقية|کنوانسیون|مقاوله[\u200c ]?نامه)"
ISSUER = r"(?:\s?(?:de la|da|del|of the|ของ)?\s?(?:ILO|OIT|BIT|IAO|МОТ|ไอแอลโอ|بین‌المللی کار)\s?)?"
NUMBER_SIGN = (
    r"\s?(?:nos\.?|no\.?|n[o°º]s?\.?|n[o°º]\.?|núms?\.?|number|numbers|numéros?|números?|nomor|num\.?|№|#|số|ฉบับที่|เลขที่|ที่|លេខ|ទី|"
    r"제|شماره|شمارهٔ|رقم)?\s?"
)
LIST = (
    r"\d{1,3}호?(?:\s?(?:,|and|&|et|y|e|dan|และ|و|và|и|និង|·|、)\s?"
    r"(?:nos?\.?\s?|n[o°º]\.?\s?|núm\.?\s?|ฉบับที่\s?|C)?\d{1,3})*"
)
ENDS = (
    r"(?![\d]|[.,/]\d|\s?(?:articles?|countries|states|workers|pays|países|estados|negara|of the Council|du Conseil))"
)
NAMED = re.compile(
    rf"(?:(?<!\w)(?P<kind>{KINDS})|(?P<other>{OTHER_KINDS})){ISSUER}{NUMBER_SIGN}(?P<numbers>{LIST}){ENDS}",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"第\s?(?P<numbers>\d{1,3}(?:号?[、和及・]\s?(?:第)?\d{1,3})*)\s?[号號](?P<kind>条約|公约|公約|勧告|建议书|議定書|议定书)"
)
IN_BRACKETS = re.compile(
    r"(?:Convention|Recommendation|Convenio|Konvensi|Recomendación|Recommandation)\b[^.()\n]{0,80}\((?:no|núm|"
    r"n[o°º])\.?\s?(?P<number>\d{1,3})\)",
    re.IGNORECASE,
)
SHIP_RECYCLING = re.compile(
    r"\b(?:Hong Kong (?:International )?Convention|Hong-?Kong Convention|Convention (?:internationale )?de Hong Kong|"
    r"Convenio (?:Internacional )?de Hong Kong|Konvensi Hong ?Kong)\b|\bHKC\b|"
    r"香港条約|香港公约|香港国际安全与无害环境拆船公约"
)
OTHERS = re.compile(
    r"(?:Geneva|Basel|Stockholm|Rotterdam|Minamata|Vienna|Istanbul|European|Budapest|Aarhus|Ginebra|Genève)\s$"
)
STEMS = (
    "conv", "konv", "protoc", "protok", "recom", "rekom", "ước", "конвен", "протокол", "рекомен", "อนุสัญญา", "ข้อ",
    "พิธีสาร", "អនុសញ្ញា", "협약", "اتفاقية", "کنوانسیون", "مقاوله", "条約", "公约", "公約", "勧告", "建议书", "議定書",
    "议定书", "hkc", "c1", "c0", "c8", "c9", "c2", "p1", "p0", "r1", "r2", "c-", "r-", "p-", "c 1", "p 1", "r 1", "r 2",
)  # fmt: skip  # without one of these a stretch names no instrument
ANY_DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d{1,3}")


def standards(text: str, spans: Iterable[Span], *, languages: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Each instrument once, as C155, P155, R197 or HKC."""
    del languages  # an instrument is written alike in many languages: all are looked for
    found: dict[str, Mention] = {}
    for span in spans:
        words = span.of(text).casefold()
        if not (ANY_DIGIT.search(words) or "onv" in words or "hkc" in words or "香港" in words):
            continue
        if not any(stem in words for stem in STEMS):
            continue
        every = [*_short(text, span), *_named(text, span), *_titled(text, span), *_ship_recycling(text, span)]
        for mention in every:
            found.setdefault(mention.value, mention)
    return tuple(found.values())


def _code(kind: str, number: str) -> str | None:
    small = kind.casefold()
    value = int(number)
    if small.startswith(PROTOCOL):
        return f"P{value:03d}" if value in PROTOCOLS else None
    letter = "R" if small.startswith(RECOMMENDS) else "C"
    return f"{letter}{value:03d}" if 1 <= value <= HIGHEST[letter] else None


def _short(text: str, span: Span) -> Iterator[Mention]:
    for match in SHORT.finditer(text, span.start, span.end):
        code = f"P{match['protocol']}" if match["protocol"] else f"{match['kind']}{int(match['number']):03d}"
        if code[0] == "P" or 1 <= int(code[1:]) <= HIGHEST[code[0]]:
            yield _mention(code, match, LIKELY)


def _named(text: str, span: Span) -> Iterator[Mention]:
    if not DIGITS.search(text, span.start, span.end):
        return
    for match in NAMED.finditer(text, span.start, span.end):
        if not OTHERS.search(text[max(0, match.start() - 20) : match.start()]):
            yield from _numbers(match["kind"] or match["other"], match)
    for match in COUNTED.finditer(text, span.start, span.end):
        yield from _numbers(match["kind"], match)
    for match in IN_BRACKETS.finditer(text, span.start, span.end):
        if code := _code(match.group(), match["number"]):
            yield _mention(code, match, SURE)


def _numbers(kind: str, match: re.Match[str]) -> Iterator[Mention]:
    for number in DIGITS.findall(match["numbers"]):
        if code := _code(kind, number):
            yield _mention(code, match, SURE)


@cache
def _titles() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Each instrument's titles, folded, and its pattern: a title with the word for the instrument beside it."""
    lines = resources.files(__package__).joinpath("data", "standards.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    listed = [(code, titles.split(";")) for code, titles in rows]
    return tuple((code, tuple(map(str.casefold, titles)), _title_pattern(titles)) for code, titles in listed)


def _title_pattern(titles: list[str]) -> re.Pattern[str]:
    title = "|".join(re.escape(one) for one in titles)
    before = (
        r"(?:convention|convenio|convenção|konvensi)\s(?:ILO\s|OIT\s)?"
        r"(?:on\s|sur\s|sobre\s|relative?\sà\s|tentang\s)?(?:the\s|la\s|las\s|el\s|a\s|les\s)?"
    )
    return re.compile(rf"{before}(?:{title})(?!\w)|(?<!\w)(?:{title})\sconvention(?!\w)", re.IGNORECASE)


def _titled(text: str, span: Span) -> Iterator[Mention]:
    words = span.of(text).casefold()
    if "conven" not in words and "konvensi" not in words:
        return
    for code, titles, pattern in _titles():
        if any(title in words for title in titles) and (match := pattern.search(text, span.start, span.end)):
            yield _mention(code, match, LIKELY)


def _ship_recycling(text: str, span: Span) -> Iterator[Mention]:
    for match in SHIP_RECYCLING.finditer(text, span.start, span.end):
        yield _mention("HKC", match, SURE)


def _mention(code: str, match: re.Match[str], confidence: float) -> Mention:
    return Mention(code, match.group(), Span(*match.span()), confidence)
