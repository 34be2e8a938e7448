"""Numbers that only look like figures: years, clock times, ages, numbers of yards, laws and conventions."""

import re

from safelamp.engines.extraction.number_reader import Number, is_article
from safelamp.engines.extraction.values import Span

NUMBERED = re.compile(
    r"(?:\b(?:no\.?|nos\.|n[°º]\.?|núm\.|number|nomor|articles?|art\.|sections?|chapter|clause|paragraph|"
    r"para\.|resolution|conventions?|"
    r"protocols?|recommendations?|convenios?|convenci(?:ón|ones)|konvensi|pasal|act|bill|law|decree|plot|"
    r"yard|unit|phase|level|version|type|"
    r"page|room|route|highway|shaft|covid-|sdg|goal|ilc|ISO|aged?|âgée? de|de edad|berusia|umur|شماره)|#|"
    r"มาตรา|ฉบับที่|อายุ|第|"
    r"\b(?:Conventions? [^.\d]{0,12}\d{1,3},? (?:and|&)) (?:no\.? ?)?)\s?$",
    re.IGNORECASE,
)
CLOCK_AFTER = re.compile(
    r":\d\d|\s?(?:a\.?m\b|p\.?m\b|o['’]clock|h\d\d\b|hrs\b|WIB)|[日年時时](?!間|间)|月(?!額)|号|"
    r"\.\d\d\s?(?:a\.?m|p\.?m|WIB)",
    re.IGNORECASE,
)
AGE_AFTER = re.compile(
    r"(?:\s|-)years?(?:\s|-)olds?|\s?ans\b(?= et | est )|\s?(?:歳|岁|ساله)|,\s(?:who|from|was|died)", re.IGNORECASE
)
AGE_BEFORE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+, $")
YEAR = range(1900, 2100)
BUDDHIST_YEAR = range(2440, 2643)
FRACTION_AFTER = re.compile(r"[\s-](?:thirds?|quarters?|fifths?|halves)\b|/\d")
COUNTS_AFTER = re.compile(r"\s(?:workers|people|miners|employees|members|jobs|cases|deaths)")


def is_figure(number: Number, text: str, *, dates: list[Span]) -> bool:
    """Whether the number may count or measure something."""
    before = text[max(0, number.span.start - 40) : number.span.start]
    after = text[number.span.end : number.span.end + 30]
    if any(number.span.touches(date) for date in dates) or NUMBERED.search(before):
        return False
    if CLOCK_AFTER.match(after) or AGE_AFTER.match(after) or FRACTION_AFTER.match(after):
        return False
    if AGE_BEFORE.search(before) and re.match(r",", after):
        return False
    return not _is_year(number, text, after) and not is_article(number, text)


def _is_year(number: Number, text: str, after: str) -> bool:
    written = number.span.of(text)
    if number.word or number.ordinal or not re.fullmatch(r"\d{4}", written) or COUNTS_AFTER.match(after):
        return False
    return int(number.value) in YEAR or int(number.value) in BUDDHIST_YEAR
