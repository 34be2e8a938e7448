"""Names of persons in scripts without large letters: by the word that stands with a name, or by the list of names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from safelamp.engines.extraction.person_words import known_names, person_words
from safelamp.engines.extraction.values import Span, Standing

OTHER_SCRIPT = re.compile(r"[\u0600-\u06ff\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]")
THAI_OFFICE = (
    r"(?:รัฐมนตรี|นายกรัฐมนตรี|ปลัด|อธิบดี|ประธาน|รองประธาน|เลขาธิการ|เลขา|ผู้อำนวยการ|ผู้ว่าราชการ|โฆษก|ผู้บัญชาการ|สส\.|ส\.ส\.|"
    r"สว\.|รมว\.|รมช\.|รมต\.|นายอำเภอ|ผู้พิพากษา|อัยการ|หัวหน้าพรรค)"
)
THAI_STOP = (
    r"(?:กล่าว|เปิดเผย|ได้|ระบุ|อายุ|และ|ที่|ซึ่ง|เป็น|บอก|ยืนยัน|ให้|จาก|พร้อม|ว่า|ใน|เสียชีวิต|ถูก|ผู้|หัวหน้า|แรงงาน|คนงาน|พนักงาน|"
    r"กรรมการ|ตัวแทน|แกนนำ|สมาชิก|อดีต|ลูกจ้าง|ชาว|เล่า|แถลง|ลงนาม|จะ|มี|ขณะ|โดย|ร่วม|นำ|ยื่น|เดินทาง|ชี้)"
)
THAI = re.compile(
    r"(?:นางสาว|น\.ส\.|นาง|นาย|ด\.ช\.|ด\.ญ\.|ดร\.|คุณ)\s?"
    r"(?P<name>(?!จ้าง|หน้า|ทุน|กรัฐ|ก(?![\u0e30-\u0e4e])|อำเภอ|แพทย์|ทหาร|ช่าง|พราน|ภาพ|สมบัติ|ค่า|ธรรม|งาม|แบบ|วัน|พยาบาล|ประโยชน์|รู้|จะ|ที่)"
    rf"[\u0e01-\u0e4e]{{2,24}}(?:\s(?!{THAI_STOP}|{THAI_OFFICE})[\u0e01-\u0e4e]{{2,24}})?)"
    rf"(?P<office>\s?,?\s?{THAI_OFFICE}[\u0e01-\u0e4e.]*)?(?P<age>\s?,?\s?(?:อายุ|วัย)\s?\d)?"
)
HAN = "\u4e00-\u9fff々"
JAPANESE = re.compile(
    rf"(?P<name>[{HAN}]{{2,5}}|[{HAN}]{{1,3}}[ 　][{HAN}\u3041-\u3096\u30a1-\u30ff]{{1,4}}|[\u30a1-\u30ffー・]{{3,14}})"
    r"(?:(?P<age>\s?(?:さん|氏)?[（(](?:1[5-9]|[2-9]\d)(?:歳)?[)）])|(?:さん|氏|容疑者|被告|くん)(?![ァ-ヶ名]))"
)
NO_JAPANESE_NAME = re.compile(
    r"(?:皆|客|奥|患者|労働者|職人|業者|息子|組合員|社員|店員|運転手|両|各|同|作業員|男性|女性|従業員|代表|会社|社長|部長|摂|華|彼|諸|無|某|母|父|兄|姉)$"
)
SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧程曹袁邓鄧许許傅沈曾彭吕苏蘇卢盧蒋蔡贾丁魏薛叶葉阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙龍万段雷钱汤尹黎易常武乔贺赖龚"
)
CHINESE_OFFICE = r"(?:部长|局长|书记|省长|市长|主席|总理|厅长|县长|院长|检察长|大使|發言人|发言人|秘书长)"
CHINESE = re.compile(
    rf"(?P<office>{CHINESE_OFFICE})?(?P<name>[{SURNAMES}](?:某某?|[{HAN}]{{1,2}}?))"
    rf"(?:(?P<role>{CHINESE_OFFICE})|先生|女士|小姐|师傅|说|表示|告诉|指出|(?P<age>[，,（(]\s?\d\d岁))"
)
MOU = re.compile(rf"(?P<name>[{SURNAMES}]某某?(?:[{HAN}](?=[，。、（(]))?)")
KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염"
)
KOREAN = re.compile(
    rf"(?<![가-힣])(?P<name>[{KOREAN_SURNAMES}](?:모|[가-힣]{{2}}))"
    r"(?:(?P<age>\s?\(\d\d(?:세)?\))\s?씨?|\s?(?:씨|님)|\s(?P<role>[가-힣 ]{0,8}?"
    r"(?:위원장|장관|대통령|의원|시장|도지사|지부장|사무총장)))"
)
FA = "[\u0621-\u064a\u066e-\u06d3\u200c]"
BURMESE = re.compile(
    r"(?<![\u1000-\u109f])(?P<name>(?:ဒေါ်|ဦး|ကို|မောင်)[\u1000-\u1049\u1050-\u109f]{3,24}?)(?=က(?![\u102b-\u103e])|သည်|၏|နှင့်|မှ|\s|၊|။)"
)
KHMER = re.compile(
    r"(?:លោកស្រី|លោក|អ្នកស្រី|កញ្ញា|ឯកឧត្តម|អ្នកនាង)\s?(?P<name>(?!បាន|ជា|ថា|ដែល)[\u1780-\u17d3]{2,18}"
    r"(?: (?!បាន|ជា|ថា|ដែល|និង|អាយុ|រដ្ឋមន្ត្រី|ប្រធាន)[\u1780-\u17d3]{2,18})?)"
    r"(?P<office>\s(?:រដ្ឋមន្ត្រី|ប្រធាន)[\u1780-\u17d3]*)?"
    r"(?P<age>\s?អាយុ)?"
)
LONGEST_ARABIC = 3
ONE_FORM = str.maketrans("أإآيىك", "اااییک")
LONE_ARABIC = re.compile(rf"{FA}+")
AGED = re.compile(r"\s?[،,(]?\s?[\d۰-۹]{2}\s?(?:ساله|عام|سنة)")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in such a script."""

    span: Span
    office: str | None
    standing: Standing


def persons_in_other_scripts(text: str, span: Span) -> Iterator[Found]:
    """Names with a title, an age or an office beside them, and names of the list; nothing where no such script is."""
    if not OTHER_SCRIPT.search(text, span.start, span.end):
        return
    words = span.of(text)
    for pattern in _patterns(words):
        for match in pattern.finditer(text, span.start, span.end):
            if pattern is JAPANESE and NO_JAPANESE_NAME.search(match["name"]):
                continue
            yield _found(match)
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        yield from _persian(text, span)


def _patterns(words: str) -> Iterator[re.Pattern[str]]:
    scripts = (
        (THAI, "\u0e00", "\u0e7f"), (KHMER, "\u1780", "\u17ff"), (BURMESE, "\u1000", "\u109f"),
        (KOREAN, "\uac00", "\ud7a3"),
    )  # fmt: skip
    for pattern, low, high in scripts:
        if any(low <= letter <= high for letter in words):
            yield pattern
    if any("\u3040" <= letter <= "\u30ff" for letter in words):
        yield JAPANESE
    elif any("\u4e00" <= letter <= "\u9fff" for letter in words):
        yield CHINESE
        yield MOU


def _found(match: re.Match[str]) -> Found:
    groups = match.groupdict()
    office = next((groups[one] for one in ("office", "role") if groups.get(one)), None)
    standing = Standing.PRIVATE if groups.get("age") else Standing.PUBLIC_OFFICE if office else Standing.UNSURE
    told = office.strip(" ,،") if office and standing is Standing.PUBLIC_OFFICE else None
    return Found(Span(*match.span("name")), told, standing)


def _persian(text: str, span: Span) -> Iterator[Found]:
    """A word of the list of names with the word after it, in Persian or Arabic."""
    names = _given()
    words = list(LONE_ARABIC.finditer(text, span.start, span.end))
    number = 0
    while number < len(words):
        length = _length(text, words, number, names)
        if length:
            last = words[number + length - 1]
            yield _standing(text, words, number, Span(words[number].start(), last.end()), span)
        number += max(1, length)


@cache
def _given() -> frozenset[str]:
    """Given names in Arabic letters, in the form that Persian and Arabic pages share."""
    return frozenset(name.translate(ONE_FORM) for name in known_names().given if "\u0600" <= name[0] <= "\u06ff")


def _length(text: str, words: list[re.Match[str]], number: int, given: frozenset[str]) -> int:
    """How many words a name has that begins there: a given name and a word, or what follows a title."""
    titled = number > 0 and words[number - 1].group() in person_words().titled
    form = words[number].group()
    if form in person_words().unspoken or not (titled or form.translate(ONE_FORM) in given):
        return 0
    reach = 1
    while number + reach < len(words) and reach < LONGEST_ARABIC:
        gap = text[words[number + reach - 1].end() : words[number + reach].start()]
        follows = words[number + reach].group()
        if (
            gap != " "
            or follows in person_words().unspoken
            or (reach == LONGEST_ARABIC - 1 and words[number + 1].group().translate(ONE_FORM) not in given)
        ):
            break
        reach += 1
    return reach if reach > 1 or titled else 0


def _standing(text: str, words: list[re.Match[str]], number: int, name: Span, span: Span) -> Found:
    after = text[name.end : min(span.end, name.end + 14)]
    if AGED.match(after):
        return Found(name, None, Standing.PRIVATE)
    for back in range(number - 1, max(-1, number - 6), -1):
        if "." in text[words[back].end() : name.start] or words[back].group() in person_words().private:
            break
        if words[back].group() in person_words().public:
            return Found(name, text[words[back].start() : name.start].strip(" ،,"), Standing.PUBLIC_OFFICE)
    return Found(name, None, Standing.UNSURE)
