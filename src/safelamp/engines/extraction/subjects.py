"""Sectors and topics, by the words that name them (closed lists of the record guide)."""

import re
from collections.abc import Mapping, Sequence

from safelamp.engines.extraction.values import Span

MOST = 4

SECTORS: Mapping[str, str] = {
    "mining": r"\bmin(?:e|es|er|ers|ing)\b|mineworkers?|colliery|coal\b|\bmines? d|mineur|minero|miner[íi]a|"
    r"tambang|เหมือง|炭鉱|矿|معدن",
    "nuclear": r"nuclear|nucléaire|nuklir|นิวเคลียร์|原発|核电|هسته‌?ای",
    "energy": r"energy|electricity|power (?:plant|station)|énergie|energía|listrik|ไฟฟ้า|電力|电力|نیروگاه|"
    r"Fukushima",
    "oil-gas": r"\boil\b|\bgas\b|petrole|refiner|pétrole|petróleo|minyak|น้ำมัน|石油|نفت",
    "garment-textile": r"garment|textile|apparel|clothing|sportswear|cloth factor|footwear|habillement|"
    r"confección|textil|pakaian|เสื้อผ้า|縫製|纺织|服装|پوشاک",
    "metal": r"metal\s?work|\bmetal\b|steel\b|iron|aluminium|smelter|foundry|métallurg|metalúrgic|baja\b|"
    r"logam|เหล็ก|鉄鋼|鋼|钢|فولاد",
    "automotive": r"automo|car maker|carmaker|\bcar plant|vehicle manufactur|automóvil|otomotif|ยานยนต์|"
    r"自動車|汽车|خودرو",
    "electronics": r"electronic|semiconductor|\bICT\b|électronique|electrónic|elektronik|อิเล็กทรอนิกส์|"
    r"電子|半導体|电子",
    "cement-materials": r"cement|quarr|brick kiln|glass works|ciment|semen\b|ซีเมนต์|セメント|水泥|سیمان",
    "chemical": r"chemical|petrochemical|pharma|rubber|chimi|químic|kimia|เคมี|化学|化工|پتروشیمی|شیمی",
    "construction": r"construction|building site|scaffold|bâtiment|chantier|construcción|konstruksi|"
    r"bangunan|ก่อสร้าง|建設|建筑|ساختمان",
    "agriculture": r"agricultur|farm|plantation|palm oil|tea garden|banana|sugar cane|agricole|agrícola|"
    r"perkebunan|เกษตร|農業|农业|کشاورز",
    "fishing": r"fishing|fishers|fisher(?:y|ies|men)|seafood|pêche|pesca|perikanan|ประมง|漁業|渔",
    "domestic-home-work": r"domestic workers?|home ?workers?|home-based|house ?workers?|"
    r"travailleuses domestiques|trabajadoras del hogar|pekerja rumah|ลูกจ้างทำงานบ้าน|家事労働|家政",
    "transport": r"transport|railway|\brail\b|seafarer|\bport\b|dock ?work|truck|aviation|driver|"
    r"ferroviaire|transporte|angkutan|ขนส่ง|運輸|运输|رانندگان|راه‌?آهن",
    "shipbreaking": r"shipbreak|ship-break|ship ?recycling|ship-recycling|démolition navale|desguace",
    "public": r"public (?:sector|service)|civil serv|municipal|teacher|fonction publique|sector público|"
    r"pegawai negeri|ข้าราชการ|公務員|معلم",
    "health": r"hospital|nurses?\b|health ?care|healthcare system|hôpital|infirmi|hospital|enfermer|"
    r"rumah sakit|perawat|โรงพยาบาล|พยาบาล|病院|看護|医院|护士|بیمارستان|پرستار",
    "informal": r"informal|unorgani[sz]ed sector|street vendor|waste picker|informel|นอกระบบ|非公式",
    "retail": r"retail|supermarket|warehouse|commerce de détail|minorista|ritel|ค้าปลีก|小売|零售",
    "other": r"manufacturing sector",
}  # fmt: skip

TOPICS: Mapping[str, str] = {
    "fatality": r"killed|fatal|deaths?\b|\bdie[sd]?\b|dead\b|lost (?:their|his|her) li|\bmorts?\b|tués|"
    r"muert|fallec|tewas|meninggal|เสียชีวิต|死亡|遇难|کشته|جان باخت",
    "injury": r"injur|wounded|blessé|herid|lesion|terluka|บาดเจ็บ|負傷|受伤|زخمی|مصدوم",
    "disease": r"disease|illness|silicosis|asbestos|cancer|covid|pandemic|infected|maladie|enfermedad|"
    r"penyakit|โรค|病|بیماری",
    "accident": r"accident|explosion|collaps|blast|\bfires?\b|incident|effondrement|incendi|derrumb|"
    r"kecelakaan|ledakan|kebakaran|อุบัติเหตุ|ระเบิด|事故|爆発|爆炸|حادثه|انفجار",
    "strike": r"\bstrik(?:e|es|ers|ing)\b|walkout|\bgrèves?\b|huelga|mogok|นัดหยุดงาน|ストライキ|罢工|اعتصاب",
    "protest": r"protest|demonstrat|\brall(?:y|ies)\b|march(?:ed)?\b against|sit-in|block the road|"
    r"manifestation|marcha|unjuk rasa|demo\b|ประท้วง|抗議|抗议|تجمع|اعتراض",
    "repression": r"arrest|repress|attack|crackdown|detain|undesirable|dismiss|union[- ]busting|jailed|"
    r"stifle|arrêt[ée]|licenci|detenid|despid|penangkapan|PHK|จับกุม|เลิกจ้าง|逮捕|解雇|بازداشت|اخراج",
    "wage": r"wages?\b|salar|\bpay (?:rise|increase)|minimum wage|salaire|sueldo|upah|gaji|ค่าจ้าง|ค่าแรง|"
    r"賃金|工资|دستمزد|حقوق معوق",
    "agreement": r"agreement(?! in\b)|\bGFA\b|accord\b|collective bargaining|have resulted in|have achieved|"
    r"acuerdo|convenio colectivo|perjanjian|\bPKB\b|ข้อตกลง|協約|协议|توافق",
    "due-diligence": r"due diligence|devoir de vigilance|debida diligencia|uji tuntas",
    "law-policy": r"\blaw\b|legislation|\bbill\b|polic(?:y|ies)|regulation|ministry|trade agreements?|"
    r"\bloi\b|décret|\bley\b|undang|peraturan|กฎหมาย|法律|法案|قانون",
    "ratification": r"ratif",
    "commitment": r"commit(?:s|ted|ment)?\b|pledg|promis|launch of|join forces|s['’]engage|compromis|"
    r"komitmen|คำมั่น|約束|承诺|تعهد",
    "training": r"training|trained|capacity[- ]building|workshop|formation\b|capacitación|pelatihan|อบรม|"
    r"研修|訓練|培训|آموزش",
    "meeting": r"meeting|workshop|conference|congress|\bmet\b|summit|review of|seminar|réunion|conférence|"
    r"congrès|reunión|congreso|pertemuan|konferensi|ประชุม|สัมมนา|会議|会议|نشست|کنفرانس",
    "survey-report": r"(?:new |recent )?survey|\breport (?:finds|shows|says|by)\b|study\b|étude|enquête|"
    r"informe|encuesta|survei|laporan|รายงาน|สำรวจ|調査|调查|گزارش",
    "statement": r"statement|declaration|zindabad|déclaration|declaración|comunicado|pernyataan|แถลงการณ์|"
    r"声明|بیانیه",
    "organizing": r"organi[sz]ing|union power|recruit|new members|syndicalisation|sindicalización|"
    r"pengorganisasian|組織化",
    "social-protection": r"social (?:security|protection)|pension|relief from|compensation|sécurité sociale|"
    r"retraite|seguridad social|jaminan sosial|BPJS|ประกันสังคม|社会保障|بیمه|بازنشستگ",
    "gender": r"gender|women|femmes|mujeres|perempuan|สตรี|女性|妇女|زنان",
    "child-labour": r"child labou?r|travail des enfants|trabajo infantil|pekerja anak|แรงงานเด็ก|児童労働|"
    r"童工|کودکان کار",
    "forced-labour-trafficking": r"forced labou?r|traffick|slavery|travail forcé|traite|trabajo forzoso|"
    r"trata de|kerja paksa|แรงงานบังคับ|ค้ามนุษย์|強制労働|强迫劳动",
    "migration": r"(?:im|e)?migra|แรงงานข้ามชาติ|移民|外国人労働|مهاجر",
    "pandemic": r"pandemi|covid|coronavirus|lockdown|pandémie|โควิด|コロナ|疫情|کرونا",
    "disaster": r"earthquake|tsunami|cyclone|typhoon|flood|disaster|séisme|terremoto|gempa|banjir|"
    r"แผ่นดินไหว|地震|洪水|زلزله|سیل",
    "visit": r"visit|goes to\b|mission to\b",
}  # fmt: skip
FALLBACK_TOPIC = "statement"
SECTOR_PATTERNS = {name: re.compile(rf"(?<![a-zà-ÿ])(?:{pattern})", re.IGNORECASE) for name, pattern in SECTORS.items()}
TOPIC_PATTERNS = {name: re.compile(rf"(?<![a-zà-ÿ])(?:{pattern})", re.IGNORECASE) for name, pattern in TOPICS.items()}
HEADLINE_COUNTS = 3


def sectors(text: str, spans: Sequence[Span], *, languages: tuple[str, ...] = ()) -> tuple[str, ...]:  # noqa: ARG001
    """At most four sectors, the most spoken of first."""
    return tuple(_ranked(SECTOR_PATTERNS, *_apart(text, spans)))


def topics(text: str, spans: Sequence[Span], *, languages: tuple[str, ...] = ()) -> tuple[str, ...]:  # noqa: ARG001
    """One to four topics, the most spoken of first."""
    return tuple(_ranked(TOPIC_PATTERNS, *_apart(text, spans))) or (FALLBACK_TOPIC,)


def _apart(text: str, spans: Sequence[Span]) -> tuple[str, str]:
    """The headline, and the paragraphs as one text."""
    return spans[0].of(text), " ".join(span.of(text) for span in spans[1:])


def _ranked(patterns: Mapping[str, re.Pattern[str]], headline: str, body: str) -> list[str]:
    counts = {
        name: HEADLINE_COUNTS * len(pattern.findall(headline)) + len(pattern.findall(body))
        for name, pattern in patterns.items()
    }
    spoken_of = [name for name, times in counts.items() if times]
    most = max(counts.values(), default=0)
    kept = [name for name in spoken_of if counts[name] * 6 >= most]
    return sorted(kept, key=lambda name: -counts[name])[:MOST]
