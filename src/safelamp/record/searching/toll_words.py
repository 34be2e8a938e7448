"""Words of a sentence that say what a number of deaths or injuries is about (decision 0020).

English, French, Spanish, Indonesian, and the commonest of Thai, Japanese, Chinese and Persian. A word too many keeps a
figure out of a total; it never puts one in.
"""

import re


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


RATE = _words(
    r"\b(?:every|each|per) (?:single )?(?:year|month|week|day|hour|minute)\b",
    r"\ba (?:year|month|week|day)\b(?! (?:after|before|ago|later|earlier|of)\b)",
    r"\b(?:annually|yearly|daily|on average)\b",
    r"\bper (?:\d|cent|100|thousand|million|worker)",
    r"\bpar (?:an|jour|mois)\b",
    r"\bchaque (?:année|jour)\b",
    r"\b(?:al|por) (?:año|día|mes)\b",
    r"\bcada (?:año|día)\b",
    r"\b(?:per|setiap|tiap) (?:tahun|hari|bulan)\b",
    r"ต่อปี|ทุกปี|毎年|每年|年間|در سال|هر سال",
)
ESTIMATED = _words(
    r"\bestimat",
    r"\bfeared\b",
    r"\b(?:could|might|would|may) (?:have )?(?:be|kill|die|cost)",
    r"\bat risk\b",
    r"\bprojected\b",
    r"\bestim[ée]",
    r"\bestimad",
    r"\bdiperkirakan\b",
    r"ประมาณการ|推計|推定|估计",
)
OVER_A_TIME = _words(
    r"\bso far\b",
    r"\bto date\b",
    r"\bin total\b",
    r"\b(?:this|last) (?:year|month|decade)\b",
    r"\bsince (?!yesterday|this morning)",
    r"\b(?:over|in|during|for) the (?:past|last|previous|first)\b",
    r"\b(?:in|during|throughout|of|from|between) (?:19|20)\d\d\b(?!\s*,?\s*\d)",
    r"\d(?:st|nd|rd|th)\b[^.]{0,30}\b(?:death|fatalit|victim|worker)",
    r"\bdepuis\b|\bcette année\b|\ben (?:19|20)\d\d\b",
    r"\bdesde\b|\beste año\b",
    r"\bsejak\b|\btahun ini\b|\bsepanjang\b",
    r"ตั้งแต่|ปีนี้|今年|以来|از ابتدای|امسال",
)
MEMORY = _words(
    r"\banniversar|\bcommemorat|\bremember|\bin memory\b|\bmemorial\b",
    r"\byears? (?:ago|after|since|later)\b|\bdecades?\b",
    r"\bil y a\b|\bcommémor",
    r"\bhace \d+ años\b|\bconmemora",
    r"\bmengenang\b|\bperingatan\b",
    r"ครบรอบ|รำลึก|周年|追悼|سالگرد",
)
NOT_FROM_WORK = _words(
    r"\bearthquake|\btsunami|\bcyclone|\btyphoon|\bhurricane|\bfloods?\b|\bflooding\b",
    r"\bepidemic|\bpandemic|\bcovid|\bcoronavirus",
    r"\bwar\b|\bshelling|\bair ?strikes?\b|\bbomb(?:ing|ed)?\b|\bmassacre|\bterror|\bshot dead\b|\bcrackdown",
    r"\bséisme|\bguerre\b|\bterremoto|\bguerra\b|\bgempa\b|\bbanjir\b|\bperang\b",
    r"แผ่นดินไหว|สงคราม|地震|津波|洪水|战争|戦争|زلزله|جنگ",
)
OTHER_TOPICS = frozenset({"disaster", "pandemic"})
MISSING = _words(
    r"\b(?:missing|disappeared|unaccounted|trapped)\b",
    r"\bdisparus?\b|\bdesaparecid|\bhilang\b|สูญหาย|行方不明|失踪",
)
JUST_NOW = _words(
    r"\b(?:today|yesterday|tonight|this (?:morning|afternoon|week)|last night|overnight)\b",
    r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    r"\b(?:aujourd|hier\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)",
    r"\b(?:hoy|ayer|el (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo))\b",
    r"\b(?:hari ini|kemarin|senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b",
    r"วันนี้|เมื่อวาน|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|今日|昨日|今天|昨天|امروز|دیروز",
)
