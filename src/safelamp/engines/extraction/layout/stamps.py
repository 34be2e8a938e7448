"""The date that a page prints for an item: alone on a line, or set apart on it. Never one in a sentence."""

import re
from dataclasses import dataclass, replace

from safelamp.engines.extraction.date_words import DAYS_OF_THE_WEEK
from safelamp.engines.extraction.dates import Date, dates
from safelamp.engines.extraction.layout import words
from safelamp.engines.extraction.layout.labels import SHOUTED_PLACE, WRITTEN_PLACE, is_kind
from safelamp.engines.extraction.layout.lines import SHORTEST_HEADLINE, Line, weight_of
from safelamp.engines.extraction.values import Span

WEEKDAY = "|".join(sorted(map(re.escape, DAYS_OF_THE_WEEK), key=len, reverse=True))
ANNOUNCED = (
    r"first published|date published|published date|publication date|published(?: online)?|date posted|posted|"
    r"updated|last updated|last modified|"
    r"release date|released?|issued|created|added|entry date|date|submitted|publication|publiée?|publié|"
    r"mise? en ligne|date de publication|mis à jour|paru|"
    r"publicad[oa]|fecha de publicación|fecha|actualizado|publicado em|atualizado(?: em)?|data|diterbitkan|terbit|"
    r"tanggal terbit|tanggal|"
    r"dipublikasikan|diposting|diunggah|tayang|diperbarui|rilis|tarikh|เผยแพร่(?:เมื่อ)?|ลงวันที่|วันที่(?:เผยแพร่|"
    r"ประกาศ|โพสต์)?|โพสต์(?:เมื่อ)?|อัปเดต|เมื่อ|公開日|掲載日|"
    r"更新日|投稿日|最終更新(?:日)?|公開|発表日|发布(?:日期|时间|于)?|發布(?:日期|時間)?|日期|时间|時間|更新(?:时间)?|"
    r"发表于|تاریخ(?: انتشار| خبر)?|"
    r"منتشر شده(?: در)?|انتشار|"
    r"نشر(?: في)?|تاريخ(?: النشر)?|ngày(?: đăng)?|đăng(?: ngày)?|cập nhật|ថ្ងៃទី|ថ្ងៃ|ចេញផ្សាយ|ရက်စွဲ|"
    r"veröffentlicht|stand|pubblicato|опубликовано|дата"
)
LINKING = r"on|le|el|la|em|in|pada|at|il|am|den|du|del|hari|ngày|ในวันที่|วันที่|ទី|the|, the"
BEFORE = re.compile(
    rf"(?:[\s,|:：•·–—/(\[【★☆*_~>»-]|\b(?:{ANNOUNCED})\b(?!['’])|(?:{ANNOUNCED})(?=[\s:：]*$|\d)|"
    rf"(?:{WEEKDAY})\.?(?!\w)|\b(?:{LINKING})\b|"
    rf"\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?)*+",
    re.IGNORECASE,
)
CLOCK = (
    r"(?:at |à |a las |a las |às |pukul |jam |เวลา |ساعت |um )?(?:\d{1,2}[:.hH]\d\d(?:[:.]\d\d)?|\d{1,2} ?(?=[ap]\.?m))"
    r"(?: ?[ap]\.?\s?m\.?)?(?: ?(?:hrs?|h|WIB|WITA|WIT|GMT|UTC|CET|CEST|IST|EST|EDT|BST|Uhr|น\.|น|JST|PKT|"
    r"\+\d\d:?\d\d|Z))*"
)
BEHIND = re.compile(
    rf"(?:\.\d+(?!\d)|\.(?=\s|$)|[\s,|•·–—/\])】_~*:-]|T(?={CLOCK})|{CLOCK}(?!\w)|(?:{WEEKDAY})\.?(?!\w)|日\b|号|น\.|"
    rf"[(（](?:{WEEKDAY}|[月火水木金土日])[)）]|"
    rf"[+-]\d{{4}}\b|\b(?:GMT|UTC|EST)\b)*+",
    re.IGNORECASE,
)
PARTING = re.compile(r"\s*(?:[|•·–—▪●/»>\t]|\s-\s|\s{2,}|[(\[【)\]】]|:\s|：)\s*")
COLUMN = re.compile(r"[|\t•·~]|\s{2,}|\s[-–—]\s")
BRACKETED = re.compile(r"[【\[〔（(][^】\]〕）)]{1,30}[】\]〕）)]")
CELL = re.compile(r"[|\t]|\s{3,}")
CUTTING = re.compile(r"\s*(?:[|•·–—▪●/»>\t]|\s-\s|\s{2,}|[(\[【)\]】])\s*")
SMALL_TALK = re.compile(
    r"(?:\d+ |no |leave an? |add an? |one )?(?:comments?|repl(?:y|ies)|views?|shares?|min(?:ute)?s? read|mins?|read|"
    r"likes?|commentaires?|comentarios?|"
    r"komentar|dibaca|vues|lecture|lectura|share|print|edited|updated|estimated reading time)\b.{0,30}|\d+",
    re.IGNORECASE,
)
FOLLOWS_ON = re.compile(r"\s*(?:,\s)?[a-zà-ÿ]")
RELATIVE = re.compile(
    r"\W*(?:posted |published |updated |publié |publicado |diterbitkan )?(?:about |around |il y a |hace |há |vor |"
    r"circa )?"
    r"(?:(?:\d+|an?|one|two|three|un|une|una|um|uma|se)\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|"
    r"h|d|heures?|jours?|semaines?|mois|ans?|"
    r"horas?|días?|dias?|semanas?|mes(?:es)?|años?|minutos?|menit|jam|hari|minggu|bulan|tahun|Stunden?|Tagen?|"
    r"Wochen?|นาที|ชั่วโมง|วัน|สัปดาห์|เดือน|"
    r"分|時間|日|週間|か月|分钟|小时|小時|天|周|个月|個月|年|دقیقه|ساعت|روز|هفته|ماه|ngày|giờ|tháng|시간|일|주)\s?"
    r"(?:ago|yang lalu|lalu|atrás|ที่แล้ว|ที่ผ่านมา|前|পিছনে|پیش|قبل|trước|전)?|(?:just now|today|yesterday|hier|"
    r"aujourd['’]hui|ayer|hoy|hari ini|"
    r"kemarin|baru saja|วันนี้|เมื่อวาน|昨日|今日|昨天|今天|دیروز|امروز|hôm qua|hôm nay))\W*",
    re.IGNORECASE,
)
RELATIVE_WORD = re.compile(
    r"ago\b|lalu\b|il y a|\bhace\b|\bhá\b|atrás|\bvor\b|ที่แล้ว|ที่ผ่านมา|前|پیش|قبل|trước|전|today|just now|"
    r"yesterday|hier|aujourd|ayer|hoy|hari ini|kemarin|"
    r"baru saja|วันนี้|เมื่อวาน|昨日|今日|昨天|今天|دیروز|امروز|hôm",
    re.IGNORECASE,
)
LINKED = re.compile(rf"(?<!\w)(?:{LINKING})(?!\w)", re.IGNORECASE)
COMMA = re.compile(rf"\s*,\s*(?:{LINKING})?\s*(?:(?:{WEEKDAY})\.?,?\s*)?(?:{LINKING})?\s*", re.IGNORECASE)
LONGEST_STAMP_LINE, LONGEST_RELATIVE = 400, 48
LONGEST_ASIDE, FEWEST_WORDS = 32, 3
DENSE_HEADLINE = 16
LONGEST_DENSE_KIND = 10


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date with the words before and after it on its line; `date` is None for "6 hours ago".

    `label` and `place` stand beside it; `event` says that the date is when something takes place; `loose` that only
    a comma or a space parts it from the words before, so that it counts where the page does so again and again.
    """

    line: int
    date: Date | None
    before: Span | None = None
    after: Span | None = None
    label: Span | None = None
    place: Span | None = None
    event: bool = False
    loose: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether its line holds nothing else that could be a headline or text."""
        return self.before is None and self.after is None

    @property
    def is_month(self) -> bool:
        """Whether it gives no day, as the heading of an archive does."""
        return self.date is not None and len(self.date.iso) == len("2024-05") and self.date.has_year


def stamps(text: str, page: list[Line]) -> list[Stamp]:
    """One stamp at most for each line, top to bottom."""
    found = (_stamp(text, number, line) for number, line in enumerate(page))
    return [stamp for stamp in found if stamp is not None]


def _stamp(text: str, number: int, line: Line) -> Stamp | None:
    if len(line.text) <= LONGEST_RELATIVE and RELATIVE.fullmatch(line.text) and RELATIVE_WORD.search(line.text):
        return Stamp(number, None)
    told = dates(text, start=line.span.start, end=min(line.span.end, line.span.start + LONGEST_STAMP_LINE))
    for date in told:
        if stamp := _around(text, number, line, date):
            return stamp
    if told and line.span.end <= told[-1].span.end + 2 and len(line.text) <= LONGEST_STAMP_LINE:
        return _closing(text, number, line, told[-1])
    return None


def _around(text: str, number: int, line: Line, date: Date) -> Stamp | None:
    """A date that opens its line, or that parting marks set apart on it."""
    opens = BEFORE.match(text, line.span.start, date.span.start)
    rest = BEHIND.match(text, date.span.end, line.span.end)
    start = rest.end() if rest else date.span.end
    before = None if opens and opens.end() == date.span.start else Span(line.span.start, date.span.start)
    after = Span(start, line.span.end) if start < line.span.end else None
    stamp = Stamp(number, date, event=date.is_interval or _is_event(text, line, date))
    if before is not None and not (stamped := _with_before(text, stamp, before)):
        return None
    if before is not None and stamped:
        stamp = stamped
    if after is None:
        return stamp
    if stamp.before and not _in_columns(text, stamp.before, date, after):
        return None
    return _with_after(text, stamp, after, glued=start == date.span.end)


def _in_columns(text: str, before: Span, date: Date, after: Span) -> bool:
    """Whether words stand on both sides of a date because the line is a row of columns, and no sentence."""
    marks = text[before.end : date.span.start], text[date.span.end : after.start]
    return all(COLUMN.search(mark) for mark in marks) or bool(SMALL_TALK.fullmatch(after.of(text)))


def _is_event(text: str, line: Line, date: Date) -> bool:
    before = text[line.span.start : date.span.start].casefold()
    return any(word in before for word in words.EVENT)


def _with_before(text: str, stamp: Stamp, before: Span) -> Stamp | None:
    """Sorts what stands before a date: a byline, a label, a place, or a headline."""
    trimmed = _without_announcement(text, before)
    if trimmed is None:
        return stamp
    words_before = trimmed.of(text)
    if words_before.casefold().startswith(words.BY) and len(words_before) <= LONGEST_ASIDE * 2:
        return stamp
    announced = re.match(rf"(?:{ANNOUNCED})\b", words_before, re.IGNORECASE)
    if announced and len(words_before) <= LONGEST_ASIDE * 2:
        return stamp
    if is_kind(words_before):
        return replace(stamp, label=trimmed)
    between = text[trimmed.end : before.end]
    if not PARTING.search(between):
        place = (
            COMMA.fullmatch(between) and len(words_before) <= LONGEST_ASIDE and WRITTEN_PLACE.fullmatch(words_before)
        )
        return replace(stamp, place=trimmed) if place else None
    return _parted(text, stamp, trimmed, ahead=True)


def _without_announcement(text: str, before: Span) -> Span | None:
    """The words before a date without "Published on", weekday and parting marks at their end."""
    end = before.end
    words_before = before.of(text)
    tail = (
        re.search(
            rf"(?:[\s,|:：•·–—/(\[【>»-]|(?<!\w)(?:{ANNOUNCED}|{WEEKDAY}|{LINKING})(?!\w)\.?)*$",
            words_before,
            re.IGNORECASE,
        )
        if len(words_before) <= LONGEST_STAMP_LINE
        else None
    )
    if tail:
        end = before.start + tail.start()
    return Span(before.start, end) if end > before.start else None


def _with_after(text: str, stamp: Stamp, after: Span, *, glued: bool) -> Stamp | None:
    """Sorts what stands behind a date; a sentence that goes on in lower case tells of an event."""
    words_after = after.of(text)
    if words_after.casefold().startswith(words.BY) or SMALL_TALK.fullmatch(words_after):
        return stamp
    between = text[stamp.date.span.end : after.start] if stamp.date else ""
    if not glued and not PARTING.search(between) and FOLLOWS_ON.match(words_after):
        return None
    if glued and words_after[0].islower() and stamp.before is None and stamp.date and not stamp.date.has_year:
        return None
    return _parted(text, stamp, after, ahead=False)


def _parted(text: str, stamp: Stamp, span: Span, *, ahead: bool) -> Stamp | None:
    """Takes the segments between parting marks apart: labels, places, bylines, and one with a headline or text."""
    if weight_of(span.of(text)) > LONGEST_ASIDE * 4:
        return _holding(stamp, span, ahead=ahead)
    if BRACKETED.fullmatch(span.of(text).strip()):
        return replace(stamp, label=stamp.label or Span(span.start + 1, span.end - 1))
    content: list[Span] = []
    for segment in _segments(text, span):
        stamp = _sorted(stamp, segment, segment.of(text), content)
    if not content:
        return stamp
    columns = len(content) > 1 and CELL.search(text, content[0].end, content[1].start)
    return _holding(stamp, content[0] if columns else Span(content[0].start, content[-1].end), ahead=ahead)


def _sorted(stamp: Stamp, segment: Span, said: str, content: list[Span]) -> Stamp:
    """The stamp with a label or place; what could be a headline is added to `content`."""
    if said.casefold().startswith(words.BY) or SMALL_TALK.fullmatch(said):
        return stamp
    if is_kind(said):
        return replace(stamp, label=stamp.label or segment)
    if SHOUTED_PLACE.fullmatch(said) and len(said.split()) <= FEWEST_WORDS:
        return replace(stamp, place=stamp.place or segment)
    if _is_content(said):
        length = _leading_kind(said)
        if length:
            stamp = replace(stamp, label=stamp.label or Span(segment.start, segment.start + length))
            segment = Span(segment.start + length + 1, segment.end)
        content.append(segment)
    return stamp


def _leading_kind(said: str) -> int:
    """The length of a kind that opens a headline in a dense script, where only a space parts the two."""
    first, space, rest = said.partition(" ")
    dense = weight_of(said) > len(said) * 1.5 and len(first) <= LONGEST_DENSE_KIND and weight_of(rest) >= DENSE_HEADLINE
    return len(first) if space and dense and any(kind in first for kind in words.DENSE_KINDS) else 0


def _holding(stamp: Stamp, span: Span, *, ahead: bool) -> Stamp:
    return replace(stamp, before=span) if ahead else replace(stamp, after=span)


def _segments(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span.start
    for mark in CUTTING.finditer(text, span.start, span.end):
        if mark.start() > start:
            found.append(Span(start, mark.start()))
        start = mark.end()
    return [*found, Span(start, span.end)] if start < span.end else found


def _is_content(said: str) -> bool:
    """Whether a segment is long enough for a headline: three words, or a dense script's worth of them."""
    weight = weight_of(said)
    if weight > len(said) * 1.5:
        return weight >= DENSE_HEADLINE
    return weight >= SHORTEST_HEADLINE and len(said.split()) >= FEWEST_WORDS


def _closing(text: str, number: int, line: Line, date: Date) -> Stamp | None:
    """A date that closes its line behind a comma or a space: "Seven dead in Busan, 19 April 2024"."""
    if not date.is_day:
        return None
    before = (
        _without_announcement(text, Span(line.span.start, date.span.start))
        if date.span.start > line.span.start
        else None
    )
    if before is None or not _is_content(before.of(text)) or LINKED.search(text, before.end, date.span.start):
        return None
    return Stamp(number, date, before=before, loose=True)
