"""Organisations in scripts without large letters: Thai, Japanese, Chinese, Korean, Persian, Arabic, Khmer, Burmese."""

import re
from collections.abc import Iterator

from safelamp.engines.extraction.organisation_words import organisation_words
from safelamp.engines.extraction.values import LIKELY, SURE, UNSURE, Mention, Span

HAN = "\u3400-\u9fff"
ARABIC_LETTER = "[\u0621-\u064a\u066e-\u06d3]"


def _any(words: str) -> str:
    """A pattern's choice out of words with spaces between them; "_" stands for a space inside one."""
    return "|".join(words.replace("_", " ").split())


OTHER_SCRIPT = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7a3]"
)
THAI_HEADS = _any(
    "สหภาพแรงงาน สหพันธ์ สมาพันธ์ กระทรวง บริษัท มูลนิธิ สมาคม สภาองค์การ สำนักงาน องค์การ ธนาคาร มหาวิทยาลัย ศาล "
    "ห้างหุ้นส่วน กรม(?=การ|สวัสดิ|พัฒนา|โรงงาน|ควบคุม)"
)
THAI_ENDS = _any(
    "ได้ เปิดเผย กล่าว และ ใน ที่ เพื่อ จัด ร่วม ลงนาม ยื่น เรียก ประกาศ จะ ว่า มี เป็น ให้ กับ จาก แถลง ระบุ ชี้ พบ สั่ง เข้า ออก ขอ ต้อง "
    "ไม่ เมื่อ ซึ่ง โดย นำ รับ ตรวจ เตรียม หลัง ยัง อยู่ ค้าน"
)
THAI = re.compile(rf"(?:{THAI_HEADS})(?:(?!{THAI_ENDS})[\u0e01-\u0e4e]){{2,40}}(?: จำกัด(?: ?\(มหาชน\))?)?")
JAPANESE_ENDS = _any(
    "労働組合(?:連合会|総連合会|総連合)? 労組 労連 ユニオン 連合会 協会"
    " 協議会 労働局 監督署 製作所 製鉄所 造船所 大学 研究所 新聞 重工業 電力 省 機構"
)
JAPANESE = re.compile(
    rf"(?:株式会社|合同会社|有限会社)[{HAN}\u30a0-\u30ffA-Za-z]{{1,15}}|[{HAN}\u30a0-\u30ffA-Za-z]{{1,15}}株式会社|"
    rf"[{HAN}\u30a1-\u30ffA-Z]{{1,14}}(?:{JAPANESE_ENDS})"
)
CHINESE_ENDS = _any(
    "有限责任公司 有限公司 集团公司 集团 公司 总工会 工会联合会 工会 应急管理局 管理局 安监局 委员会 协会 联合会 "
    "基金会 组织 电子厂 管理部 保障部 劳动部 法院 大学"
)
CHINESE = re.compile(rf"(?:(?![在与和的是了对向被由从据一名该及等])[{HAN}]){{2,18}}(?:{CHINESE_ENDS})")
KOREAN_ENDS = _any(
    "노동조합 노조 노총 연맹 고용노동부 노동부 공단 공사(?=[^장]) 협회 "
    "위원회 중공업 자동차 조선 건설 전자 제철 화학 재단 주식회사"
)
KOREAN = re.compile(rf"[가-힣A-Z]{{1,12}}(?:{KOREAN_ENDS})(?=[은는이가을를의에와과도 ,.)]|$)")
PERSIAN_HEADS = _any(
    "اتحادیه سندیکای وزارت شرکت سازمان کانون انجمن فدراسیون کنفدراسیون پتروشیمی خبرگزاری "
    "دانشگاه بنیاد شورای مجتمع کارخانه"
)
PERSIAN_ENDS = _any(
    "در از به که با را و برای است شد شدند اعلام گفت روز تا بر این آن اعتصاب خواستار نیز "
    "بودند بیمه کردند کرد کرده می‌کنند هم"
)
PERSIAN = re.compile(
    rf"(?<!{ARABIC_LETTER})(?:{PERSIAN_HEADS})"
    rf"(?:[ \u200c](?!(?:{PERSIAN_ENDS})(?!{ARABIC_LETTER})){ARABIC_LETTER}+){{1,4}}"
)
ARABIC_HEADS = _any("وزارة نقابة الاتحاد اتحاد شركة منظمة هيئة نقابات مؤسسة جمعية وكالة")
ARABIC_ENDS = _any("في من إلى على أن التي الذي عن مع بعد قبل اليوم أمس أعلنت? قالت? دعت? إن")
ARABIC = re.compile(
    rf"(?<!{ARABIC_LETTER})[وبل]?(?P<name>(?:{ARABIC_HEADS})"
    rf"(?: (?!(?:{ARABIC_ENDS})(?!{ARABIC_LETTER})){ARABIC_LETTER}+){{1,3}})"
)
KHMER = re.compile(
    r"(?:ក្រសួង|សហជីព|សហព័ន្ធ|សម្ព័ន្ធ|ក្រុមហ៊ុន|សមាគម|អង្គការ)(?!ចំនួន|នៅ|បាន|និង|ដែល)"
    r"(?:(?!នៅ|បាន|និង|ដែល|ក្នុង|ចំនួន)[\u1780-\u17d3]){2,30}"
)
BURMESE = re.compile(r"[\u1000-\u109f]{4,30}(?:သမဂ္ဂ|ဝန်ကြီးဌာန|အဖွဲ့ချုပ်|ကုမ္ပဏီ)")
RUSSIAN_HEADS = _any(
    "Министерств Минтруд Федераци Конфедераци Рострудинспекци Росприроднадзор Ростехнадзор Профсоюз "
    "Независимый_профсоюз"
)
RUSSIAN_ON = _any("независимых труда профсоюзов горняков и социальной защиты комитет\\w* угольщиков здравоохранения")
RUSSIAN = re.compile(
    rf"(?:ООО|ОАО|ЗАО|ПАО|АО|ТОО|ГУП)\s[«\"][^»\"\n]{{2,40}}[»\"]|(?:{RUSSIAN_HEADS})\w*(?:\s(?:{RUSSIAN_ON})(?!\w))*"
)
VIETNAMESE = re.compile(
    r"(?:Tổng )?Liên đoàn Lao động(?: tỉnh| thành phố| Việt Nam)?(?: [A-ZĐÀ-Ỹ]\w*)*|"
    r"(?:[Cc]ông ty(?: TNHH| cổ phần| CP)?(?: [a-zđà-ỹ]+){0,2}|Công đoàn|Nghiệp đoàn|Bộ|Sở|Tập đoàn)(?: [A-ZĐÀ-Ỹ]\w*)+"
    r"(?:(?: động| và| tế| thông| công|,| -)(?: [A-ZĐÀ-Ỹ]\w*)*(?: hội)?)*"
)
PATTERNS = (
    (THAI, "\u0e00", "\u0eff"), (KHMER, "\u1780", "\u17ff"), (BURMESE, "\u1000", "\u109f"),
    (KOREAN, "\uac00", "\ud7a3"), (RUSSIAN, "\u0400", "\u04ff"),
)  # fmt: skip
KANA = re.compile(r"[\u3040-\u30ff]")
HAN_LETTER = re.compile(rf"[{HAN}]")
PERSIAN_LETTER = re.compile(r"[پچژگکی]")


def organisations_in_other_scripts(text: str, span: Span) -> Iterator[Mention]:
    """Names by the word they begin or end with; nothing where the stretch has no such script."""
    first = OTHER_SCRIPT.search(text, span.start, span.end)
    words = span.of(text)
    if "Việt" in words or "động" in words or "đoàn" in words or "ng ty" in words:
        for match in VIETNAMESE.finditer(text, span.start, span.end):
            yield _mention(text, Span(*match.span()), LIKELY)
    if not first:
        return
    for pattern in _patterns(words):
        for match in pattern.finditer(text, span.start, span.end):
            start, end = match.span("name") if "name" in pattern.groupindex else match.span()
            yield _mention(text, Span(start, end), UNSURE if pattern is CHINESE else LIKELY)
    for name in organisation_words().unspaced:
        start = text.find(name, span.start, span.end)
        while start >= 0:
            yield _mention(text, Span(start, start + len(name)), SURE)
            start = text.find(name, start + len(name), span.end)


def _patterns(words: str) -> Iterator[re.Pattern[str]]:
    for pattern, low, high in PATTERNS:
        if any(low <= letter <= high for letter in words):
            yield pattern
    if any("\u0600" <= letter <= "\u06ff" for letter in words):
        yield PERSIAN if PERSIAN_LETTER.search(words) else ARABIC
    if KANA.search(words):
        yield JAPANESE
    elif HAN_LETTER.search(words):
        yield CHINESE


def _mention(text: str, span: Span, confidence: float) -> Mention:
    return Mention(span.of(text), span.of(text), span, confidence)
