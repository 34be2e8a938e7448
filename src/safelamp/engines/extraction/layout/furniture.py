"""What stands on a page beside its news: menus, counters, invitations to read on."""

import re

from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.writing.numerals import with_plain_digits

READ_ON = re.compile(
    r"(?:\[|>|»|→|\.{3}|…|\s)*(?:read (?:more|on|full|the full|article)|continue reading|more\s*(?:»|…|"
    r"\.\.\.|>|→|$)|full story|learn more|"
    r"(?:en )?lire (?:la suite|plus|l['’]article)|en savoir plus|leer más|seguir leyendo|ver más|más información|"
    r"baca (?:selengkapnya|selanjutnya|juga)|selengkapnya|อ่านต่อ|อ่านเพิ่มเติม|続きを読む|もっと見る|"
    r"阅读更多|阅读全文|"
    r"ادامه مطلب|بیشتر بخوانید|المزيد|اقرأ المزيد)(?P<echo>.*)",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"(?:(?:jump|skip) to (?:the )?(?:main )?content|about us|contact(?: us)?|home|menu|search|"
    r"select language|login|log in|sign in|"
    r"share(?: this.*)?|tweet|print|e-?mail|facebook|twitter|linkedin|whatsapp|next(?: page)?|previous(?: page)?|"
    r"first|last|page \d+(?: of \d+)?|\d+|subscribe.*|newsletter|all rights reserved.*|©.*|copyright.*|cookies?.*|"
    r"accueil|rechercher|suivant|précédent|inicio|buscar|siguiente|anterior|beranda|cari|berikutnya|sebelumnya|"
    r"\[?click here\]?.*|tags?:.*|filed under.*|p\.?s\.?|.{0,30}logo(?:type)?)[\s:»«>|.]*",
    re.IGNORECASE,
)
NUMBER = r"(?P<total>\d{1,3}(?:[.,\s]\d{3})+|\d+)"
RESULTS = (
    r"(?:results?|items?|articles?|entries|posts?|stories|records?|résultats?|resultados?|elementos|actualités|"
    r"hasil|berita|noticias|件|条|條|รายการ|نتیجه|نتيجة|مورد)"
)
TO = r"(?:-|–|—|to|à|a|al|sampai|hingga|ถึง|تا|～|〜)"
TOTALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\d+\s?{TO}\s?\d+\s?(?:of|sur|de|dari|จาก|از|/|من)\s?(?:about |environ )?{NUMBER}",
        rf"^(?:\D{{0,40}}\s)?{NUMBER}\s?{RESULTS}(?:\s(?:found|trouvés?|encontrados?|ditemukan))?\W*$",
        rf"^{RESULTS}\s?[:：]\s?{NUMBER}\W*$",
        rf"(?:全|共)\s?{NUMBER}\s?(?:件|条|條)",
    )
)
COUNTER_LENGTH = 90


def listing_total(lines: list[Line]) -> int | None:
    """How many results the page says there are, as in "Showing 1-10 of 41 results"."""
    for line in lines:
        if len(line.text) > COUNTER_LENGTH:
            continue
        plain = with_plain_digits(line.text)
        for pattern in TOTALS:
            if found := pattern.search(plain):
                return int(re.sub(r"\D", "", found["total"]))
    return None


def is_aside(line: Line) -> bool:
    """Whether the line is furniture, not news."""
    if ASIDE.fullmatch(line.text):
        return True
    plain = with_plain_digits(line.text)
    return len(plain) <= COUNTER_LENGTH and any(pattern.search(plain) for pattern in TOTALS)
