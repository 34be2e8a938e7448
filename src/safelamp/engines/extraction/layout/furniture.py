"""What stands on a page beside its news: menus, counters, invitations to read on."""

import re

from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.lines import Line
from safelamp.engines.writing.numerals import with_plain_digits

EDGES = " :»«>|.…→←‹›•·-–—+▾▼✕×[]()\u200e\u200f/"
ASIDE = re.compile(
    r"(?:page|halaman|página|หน้า|ページ|第|صفحه) ?\d+.{0,12}|\d{1,3}|.{0,30}logo(?:type)?|\d+ (?:comments?|views?|"
    r"shares?|likes?|"
    r"commentaires?|comentarios?|komentar|vues|visitas|dibaca|kali dibaca)|(?:\d+ ){2,}.{0,12}|\d+ min(?:ute)?s? read|"
    r"the post .{0,200} appeared first on .*|<?https?://\S+>?|\S+@\S+\.\S+|(?:tel|phone|fax|tél|"
    r"telp?)\b.{0,40}",
    re.IGNORECASE,
)
CREDIT = re.compile(r".{0,200}[(\[]?\b(?:foto|photo|image|picture|photograph|crédit)s?\s?[:/©].{1,60}", re.IGNORECASE)
LONGEST_CREDIT = 280  # signs: CREDIT matches no longer line
NUMBER = r"(?P<total>\d{1,3}(?:[.,\s]\d{3})+|\d+)"
RESULTS = (
    r"(?:results?|items?|articles?|entries|posts?|stories|records?|documents?|news|résultats?|resultados?|elementos|"
    r"registros|"
    r"actualités|communiqués|publications?|hasil|berita|artikel|data|noticias|entradas|notícias|รายการ|ผลลัพธ์|ข่าว|"
    r"件|条|條|篇|건|"
    r"نتیجه|نتيجة|نتائج|مورد|خبر|kết quả)"
)
TO = r"(?:-|–|—|to|à|a|al|até|sampai|hingga|s/d|ถึง|تا|～|〜|~|至|إلى)"
OF = r"(?:of|out of|sur|de|de um total de|dari|daripada|จาก|จากทั้งหมด|จากจำนวน|از|من|/|件中|trong)"
TOTALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\d+\s?{TO}\s?\d+\s?{OF}\s?(?:about |environ |un total de |total )?{NUMBER}(?!\d|[./-]\d)",
        rf"\d+\s?件?\s?{TO}\s?\d+\s?件?\s?(?:を表示)?\s?[（(/]?\s?(?:全|共)\s?{NUMBER}",
        rf"{NUMBER}\s?件中\s?\d+",
        (
            rf"^(?:\D{{0,40}}[\s:])?{NUMBER}\s?{RESULTS}(?:\s(?:found|in total|trouvés?|au total|encontrad[oa]s?|"
            rf"ditemukan|en total|"
            rf"یافت شد))?\W*$"
        ),
        rf"^{RESULTS}(?: found| encontrados?| ditemukan)?\s?[:：]\s?{NUMBER}\W*$",
        rf"(?:全|共|総数|总计|共计)\s?{NUMBER}\s?(?:件|条|條|篇|个)",
        rf"^(?:total|jumlah|ทั้งหมด|รวม|مجموع)\s?[:：]?\s?{NUMBER}(?:\s?{RESULTS})?\W*$",
        rf"(?:found|trouvé|encontrad\w+|ditemukan|พบ|menampilkan|showing|affichage de|mostrando)\s{NUMBER}\s?{RESULTS}",
    )
)
COUNTER_LENGTH = 90
LONGEST_FOOT_HEAD = 48
AFTER_ARTICLE = frozenset(words.AFTER_ARTICLE)
PARTED = re.compile(r"\s+[|>»›/•·→::\\-]\s+|\s{2,}|\t|\s*[|>»›]\s*")
IS_PARTED = re.compile(r"[|>»›\t]|\s(?:\s|[/•·→:\\-]\s)")  # finds something where PARTED does, and sooner
LONGEST_MENU_WORD, FEWEST_MENU_WORDS, MOST_OF_A_MENU = 26, 4, 0.7
LONGEST_INVITATION = 140
LONGEST_BEGINNING = 200


def listing_total(lines: list[Line]) -> int | None:
    """How many results the page says there are, as in "Showing 1-10 of 41 results"."""
    for line in lines:
        if (total := _total(line)) is not None:
            return total
    return None


def _total(line: Line) -> int | None:
    if len(line.text) > COUNTER_LENGTH:
        return None
    plain = with_plain_digits(line.text)
    if not any(map(str.isdigit, plain)):
        return None
    for pattern in TOTALS:
        if found := pattern.search(plain):
            return int(re.sub(r"\D", "", found["total"])[:9])
    return None


def is_aside(line: Line) -> bool:
    """Whether the line is furniture, not news."""
    folded = line.text.strip(EDGES).casefold()
    if not folded or folded in words.ASIDES:
        return True
    if len(line.text) <= LONGEST_BEGINNING and folded.startswith(words.ASIDE_BEGINNINGS):
        return True
    if ASIDE.fullmatch(line.text) or (len(line.text) <= LONGEST_CREDIT and CREDIT.fullmatch(line.text)):
        return True
    if _total(line) is not None:
        return True
    return _is_menu(line.text) if IS_PARTED.search(line.text) else _is_row_of_asides(folded)


def _is_row_of_asides(folded: str) -> bool:
    said = folded.split()
    known = len([word for word in said if word in words.ASIDES])
    return len(said) >= FEWEST_MENU_WORDS - 1 and known >= len(said) * MOST_OF_A_MENU


def _is_menu(text: str) -> bool:
    """Whether marks or wide gaps part a line into the words of a menu or of the way to this page."""
    if any(map(str.isdigit, text)) and "©" not in text:
        return False
    parts = [part for part in PARTED.split(text.strip(EDGES)) if part.strip(EDGES)]
    known = sum(part.strip(EDGES).casefold() in words.ASIDES for part in parts)
    if known and (known * 2 >= len(parts) or parts[0].strip(EDGES).casefold() in words.ASIDES):
        return all(len(part) <= LONGEST_MENU_WORD * 2 for part in parts)
    short = all(len(part) <= LONGEST_MENU_WORD for part in parts)
    return short and len(parts) >= FEWEST_MENU_WORDS


def invites(text: str) -> bool:
    """Whether a short line invites to read on."""
    if len(text) > LONGEST_INVITATION:
        return False
    folded = text.strip(EDGES).casefold()
    return folded.startswith(words.READ_ON) or folded in words.READ_ON_ALONE


def echo(text: str) -> str:
    """What an invitation repeats of its headline: "Read more: Iran: Workers’..." gives "Iran: Workers’"."""
    folded = text.lstrip(EDGES)
    opening = next((opening for opening in words.READ_ON if folded.casefold().startswith(opening)), "")
    return folded[len(opening) :].strip(" :…»>[]→").removesuffix("...").removeprefix("about ").strip()


def ends_inviting(text: str) -> bool:
    """Whether a teaser ends in an invitation, or is cut by one."""
    tail = text[-40:].rstrip(EDGES).casefold()
    return tail.endswith(words.READ_ON)


def is_cut(text: str) -> bool:
    """Whether a teaser breaks off."""
    return text.rstrip(" \u00a0").endswith(("…", "...", "[…]", "[...]", "(…)", "(...)", "……", "[&hellip;]"))


def ends_article(text: str) -> bool:
    """Whether a line heads what follows an article: related ones, comments."""
    if len(text) > LONGEST_FOOT_HEAD:
        return False
    folded = text.strip(EDGES).casefold()
    return folded in AFTER_ARTICLE or (text.rstrip().endswith((":", "：")) and folded.startswith(words.AFTER_ARTICLE))
