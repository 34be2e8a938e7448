"""What numbers count: words for deaths, people, unions, money and spans of time, in the languages of pages."""

import re

from safelamp.engines.extraction.values import Metric

UP_TO_FIVE_WORDS = r"(?:(?:[-–]|\s|^)[^\W\d_][\w'’./-]*){0,5}?(?:[-–]|\s|^)"


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


DEATHS = _word(
    r"(?:killed|died|dead|deaths) or (?:disappeared|went missing|missing|were missing)|"
    r"\bkill(?:ed|s)?\b|\bdied\b|\bdies?\b|\bdead\b|\bdeaths?\b|\bdying\b|fatalit\w+|perish\w*|"
    r"lost (?:their|his|her) li[fv]es?|lives? (?:were )?lost|"
    r"\btu[ée]{1,2}s?\b|\bmort(?:e|s|es)?\b|d[ée]c[èe]s|d[ée]c[ée]d[ée]s?|perdu la vie|\bmuer(?:en?|"
    r"t[oea]s?)\b|murieron|murió|fallec\w+|perdieron la vida|"
    r"tewas|meninggal|korban jiwa|เสียชีวิต|ตาย|死亡|死者|遇难|遇難|کشته|جان باخت\w*|جان خود را از دست"
)
INJURIES = _word(
    r"injur\w+|wounded\b|\bhurt\b|bless[ée]\w*|heridos?|lesionad\w+|resultaron heridas|luka|terluka|cedera|"
    r"บาดเจ็บ|負傷|受伤|受傷|けが|زخمی|مصدوم|مجروح"
)
CASES = _word(r"\bcases\b|infect\w+|diagnos\w+|\bcas de\b|casos|kasus|ผู้ป่วย|感染者|病例|مبتلا")
STRIKERS = _word(
    r"on strike|strikers?\b|went on strike|walked out|walked off|downed tools|striking|en grève|grévistes?|"
    r"en huelga|huelguistas?|"
    r"mogok|นัดหยุดงาน|ストライキ|罢工|罷工|اعتصاب"
)
PARTICIPANTS = _word(
    r"representatives\b|participants?\b|delegates?\b|focal points|trainees?\b|attend\w+|took part|"
    r"participated|gathered|"
    r"(?:were|been) trained|activists\b|leaders\b|women leaders|protest(?:ed|ers)\b|marched|rallied|"
    r"demonstrat(?:ed|ors)|joined the|"
    r"représentant\w+|délégu\w+|manifest\w+|ont participé|representantes|participantes|delegad\w+|peserta|"
    r"perwakilan|mengikuti|"
    r"ผู้เข้าร่วม|参加者|人参加|شرکت‌?کننده"
)
WORKERS = _word(
    r"workers?\b|employees?\b|miners?\b|mineworkers?\b|labou?rers?\b|jobs?\b|staff\b|seafarers?\b|fishers\b|"
    r"farmers\b|nurses\b|teachers\b|"
    r"drivers\b|homeworkers\b|migrants\b|travailleu\w+|salari[ée]\w*|ouvri\w+|mineurs\b|emplois|"
    r"trabajador\w+|obrer\w+|mineros?\b|empleos|"
    r"pekerja|buruh|karyawan|penambang|คนงาน|แรงงาน|労働者|工人|职工|矿工|کارگر\w*|معدنچی\w*|កម្មករ"
)
PEOPLE = _word(
    r"people\b|persons?\b|men\b|women\b|children\b|others?\b|victims?\b|personnes|hommes|femmes|enfants|"
    r"personas|mujeres|hombres|niños|"
    r"orang|warga|คน|ราย|人|名|نفر|تن"
)
MEMBERS = _word(r"members?\b|adhérents?|membres\b|afiliad\w+|miembros|anggota|สมาชิก|組合員|会员|عضو")
UNIONS = _word(
    r"(?:trade |labou?r )?unions\b|affiliates?\b|syndicats\b|sindicatos\b|serikat|สหภาพ|労働組合|工会|اتحادیه"
)
ORGANISATIONS = _word(
    r"organi[sz]ations?\b|organisations?\b|organizaciones|organisasi|groups?\b|องค์กร|団体|组织|سازمان"
)
CONVENTIONS = _word(r"conventions?\b|convenios\b|konvensi|อนุสัญญา")
REPRESENTED = _word(r"represent(?:s|ing|ed)?\b|représent\w+|representa\w*|mewakili")
SIGNED = _word(
    r"sign(?:ed|atories|ing)\b|(?:joint )?statement (?:by|of|from)|signataires|firmad\w+|firmantes|ditandatangani"
)
WAGES = _word(
    r"wages?\b|\bpay\b|salar\w+|earnings|minimum|bonus|upah|gaji|sueldo|ค่าจ้าง|ค่าแรง|賃金|工资|"
    r"دستمزد|حقوق"
)
RISES = _word(
    r"increas\w+|rais\w+|\brises?\b|hike|higher|augment\w+|hausse|aumento|incremento|subida|kenaikan|naik|"
    r"ขึ้น|引き上げ|上涨|افزایش"
)

PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b|pour\s?cent\b|por ciento\b|persen\b|เปอร์เซ็นต์|درصد|パーセント|％)", re.IGNORECASE
)
TIME_UNITS: tuple[tuple[re.Pattern[str], Metric, str], ...] = (
    (
        re.compile(
            r"(?:\s|-|–)?(?:\w+ )?(?:years?\b(?![- ]olds?)|ans\b|années\b|años\b|tahun\b|ปี|年間|"
            r"周年)",
            re.IGNORECASE,
        ),
        Metric.YEARS,
        "years",
    ),
    (
        re.compile(
            r"(?:\s|-|–)?(?:consecutive |straight |working )?(?:days?\b|jours\b|días\b|hari\b|วัน(?!ที่)|日間)",
            re.IGNORECASE,
        ),
        Metric.DAYS,
        "days",
    ),
    (
        re.compile(r"(?:\s|-|–)?(?:months?\b|mois\b|meses\b|bulan\b|เดือน|か月|ヶ月|个月|ماه)", re.IGNORECASE),
        Metric.OTHER,
        "months",
    ),
    (
        re.compile(r"(?:\s|-|–)?(?:weeks?\b|semaines\b|semanas\b|minggu\b|สัปดาห์|週間)", re.IGNORECASE),
        Metric.OTHER,
        "weeks",
    ),
    (
        re.compile(r"(?:\s|-|–)?(?:hours?\b|heures\b|horas\b|jam\b|ชั่วโมง|時間|小时|ساعت)", re.IGNORECASE),
        Metric.OTHER,
        "hours",
    ),
)
ORDINAL_TIME = (
    (re.compile(r"\s(?:\w+ )?(?:year|anniversary)\b", re.IGNORECASE), Metric.YEARS, "years"),
    (
        re.compile(
            r"\s(?:\w+ )?day of (?:the |their |its )?(?:strike|protest|occupation|blockade|walkout|sit-in)",
            re.IGNORECASE,
        ),
        Metric.DAYS,
        "days",
    ),
)
ORDINAL_DEATH = re.compile(
    r"\s(?:\w+ ){0,2}(?:fatality|death|worker (?:killed|to die)|"
    r"fatal accident)",
    re.IGNORECASE,
)
ORDINAL_CENTURY = re.compile(r"\scentury", re.IGNORECASE)

CURRENCY_BEFORE = re.compile(
    r"(?P<code>US\s?\$|A\$|C\$|HK\$|S\$|NT\$|R\$|\$|€|£|¥|₹|฿|₱|₩|₫|YEN\s?|USD\s?|EUR\s?|JPY\s?|INR\s?|"
    r"Rs\.?\s?|Tk\.?\s?|BDT\s?|Rp\.?\s?|KSh\s?|IDR\s?|THB\s?|PHP\s?|R(?=\d))$"
)
CURRENCY_AFTER = re.compile(
    r"\s?(?P<name>US dollars?|dollars?|euros?|€|yen|円|rupees?|taka|baht|บาท|rupiah|ringgit|pesos?|rand|won|"
    r"yuan|元|dong|riels?|kyats?|tomans?|تومان|ریال|USD|EUR|JPY|THB)(?![a-z])",
    re.IGNORECASE,
)
CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "us dollar": "USD", "dollar": "USD", "a$": "AUD",
    "c$": "CAD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL", "€": "EUR", "eur": "EUR",
    "euro": "EUR", "£": "GBP", "¥": "JPY", "yen": "JPY", "jpy": "JPY", "円": "JPY", "₹": "INR",
    "inr": "INR", "rs": "INR", "rs.": "INR", "rupee": "INR", "tk": "BDT", "tk.": "BDT",
    "bdt": "BDT", "taka": "BDT", "฿": "THB", "thb": "THB", "baht": "THB", "บาท": "THB", "rp": "IDR",
    "rp.": "IDR", "idr": "IDR", "rupiah": "IDR", "₱": "PHP", "php": "PHP", "₩": "KRW", "won": "KRW",
    "₫": "VND", "dong": "VND", "ksh": "KES", "r": "ZAR", "rand": "ZAR", "ringgit": "MYR",
    "yuan": "CNY", "元": "CNY", "riel": "KHR", "kyat": "MMK", "ریال": "IRR", "toman": "IRT",
    "تومان": "IRT", "peso": "PHP",
}  # fmt: skip
PER = (
    (re.compile(r"month|mensu\w+|bulan|เดือน|月", re.IGNORECASE), "month"),
    (re.compile(r"hour|horaire|jam\b|ชั่วโมง|時", re.IGNORECASE), "hour"),
    (re.compile(r"daily|per day|a day|par jour|al día|per hari|วัน", re.IGNORECASE), "day"),
    (re.compile(r"annual|per year|a year|par an\b|al año|per tahun|ปี", re.IGNORECASE), "year"),
)
QUALIFIERS = (
    ("at least", re.compile(r"(?:at least|no fewer than|a minimum of|au moins|al menos|por lo menos|"
        r"sedikitnya|setidaknya|อย่างน้อย|少なくとも|至少|دست‌?کم|حداقل)\s?$", re.IGNORECASE)),
    ("over", re.compile(r"(?:(?:well )?over|more than|above|upwards of|plus de|más de|lebih dari|กว่า|"
        r"มากกว่า|بیش از|超过)\s?$", re.IGNORECASE)),
    ("about", re.compile(r"(?:about|around|approximately|nearly|almost|roughly|an estimated|environ|près de|"
        r"cerca de|alrededor de|unos|sekitar|ประมาณ|約|约|大约|حدود|نزدیک به)\s?$", re.IGNORECASE)),
    ("average", re.compile(r"(?:on average|an average(?: of)?|average(?: of)?|en moyenne|en promedio|"
        r"rata-rata|เฉลี่ย|平均|متوسط)\s?$", re.IGNORECASE)),
    ("some", re.compile(r"\bsome\s$", re.IGNORECASE)),
)  # fmt: skip
RATES = (
    ("P1Y", re.compile(r"(?:every|each|per|a) year\b(?!-on)|annually|par an\b|cada año|al año|per tahun|"
        r"setiap tahun|ต่อปี|毎年|每年|در سال", re.IGNORECASE)),
    ("P1D", re.compile(r"(?:every|each|per|a) day\b|daily|par jour|cada día|por día|per hari|setiap hari|"
        r"ต่อวัน|毎日|每天|در روز", re.IGNORECASE)),
    ("P1M", re.compile(r"(?:every|each|per) month|monthly|par mois|al mes|per bulan|ต่อเดือน|"
        r"در ماه", re.IGNORECASE)),
)  # fmt: skip
