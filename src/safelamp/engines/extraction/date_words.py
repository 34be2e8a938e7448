"""Names of months and days of the week, and the small words inside dates, in the languages that pages come in."""

import re

MONTHS: dict[str, int] = {}
# In the order of the year. Names of scripts written without spaces, and of two words, are found by their beginning.
_NAMES = (
    (
        "january jan janvier janv enero ene januari janeiro gennaio januar jänner ocak oca stycznia ianuarie "
        "января янв січня มกราคม ม.ค. ມັງກອນ មករា ဇန်နဝါရီ जनवरी জানুয়ারি জানুয়ারী يناير جنوری ژانویه ஜனவரி జనవరి"
    ),
    (
        "february feb february février fevrier févr fév fevr febrero februari fevereiro fev febbraio februar şubat "
        "lutego "
        "pebrero februarie февраля фев лютого กุมภาพันธ์ ก.พ. ກຸມພາ កុម្ភៈ កុម្ភះ ဖေဖော်ဝါရီ फरवरी ফেব্রুয়ারি "
        "ফেব্রুয়ারী "
        "فبراير فروری فوریه பிப்ரவரி ఫిబ్రవరి"
    ),
    (
        "march mar mars marzo maret março marco märz maart mart marca marso martie марта березня มีนาคม มี.ค. ມີນາ "
        "មីនា "
        "မတ် मार्च মার্চ مارس مارچ மார்ச் మార్చి"
    ),
    (
        "april apr avril avr abril abr aprile nisan kwietnia aprilie апреля апр квітня เมษายน เม.ย. ເມສາ មេសា ဧပြီ "
        "अप्रैल "
        "এপ্রিল أبريل ابريل اپریل آوریل ஏப்ரல் ఏప్రిల్"
    ),
    "may mai mayo mei maio maggio mag mayıs maja мая травня พฤษภาคม พ.ค. ພຶດສະພາ ឧសភា မေ मई মে مايو مئی مه மே మే",
    (
        "june jun juin junio juni junho giugno giu haziran haz czerwca hunyo iunie июня июн червня มิถุนายน มิ.ย. "
        "ມິຖຸນາ "
        "មិថុនា ဇွန် जून জুন يونيو جون ژوئن ஜூன் జూన్"
    ),
    (
        "july jul juillet juil julio juli julho luglio lug temmuz tem lipca hulyo iulie июля июл липня กรกฎาคม ก.ค. "
        "ກໍລະກົດ "
        "កក្កដា ဇူလိုင် जुलाई জুলাই يوليو جولائی ژوئیه ஜூலை జూలై"
    ),
    (
        "august aug août aout agosto ago agustus agu ags agt ağustos sierpnia august августа авг серпня สิงหาคม "
        "ส.ค. ສິງຫາ "
        "សីហា ဩဂုတ် သြဂုတ် अगस्त আগস্ট أغسطس اغسطس اگست اوت ஆகஸ்ட் ఆగస్టు"
    ),
    (
        "september sep sept septembre septiembre setiembre set setembro settembre eylül eyl września setyembre "
        "septembrie "
        "сентября сен вересня กันยายน ก.ย. ກັນຍາ កញ្ញា စက်တင်ဘာ सितंबर सितम्बर সেপ্টেম্বর سبتمبر ستمبر سپتامبر "
        "செப்டம்பர் "
        "సెప్టెంబర్"
    ),
    (
        "october oct octobre octubre oktober okt outubro out ottobre ott ekim października oktubre octombrie "
        "октября окт "
        "жовтня ตุลาคม ต.ค. ຕຸລາ តុលា အောက်တိုဘာ अक्टूबर অক্টোবর أكتوبر اكتوبر اکتوبر اکتبر அக்டோபர் అక్టోబర్"
    ),
    (
        "november nov novembre noviembre nopember novembro kasım kas listopada nobyembre noiembrie ноября ноя "
        "листопада "
        "พฤศจิกายน พ.ย. ພະຈິກ វិច្ឆិកា នុវ៉េម နိုဝင်ဘာ नवंबर नवम्बर নভেম্বর نوفمبر نومبر نوامبر நவம்பர் నవంబర్"
    ),
    (
        "december dec décembre déc decembre diciembre dic desember des dezembro dez dicembre dezember aralık grudnia "
        "disyembre decembrie декабря дек грудня ธันวาคม ธ.ค. ທັນວາ ធ្នូ ဒီဇင်ဘာ दिसंबर दिसम्बर ডিসেম্বর ديسمبر "
        "دسمبر دسامبر "
        "டிசம்பர் డిసెంబర్"
    ),
)
for _number, _line in enumerate(_NAMES, start=1):
    MONTHS.update(dict.fromkeys(_line.split(), _number))
LEVANTINE_MONTHS = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "ايار": 5, "حزيران": 6, "تموز": 7, "آب": 8,
    "أيلول": 9, "ايلول": 9, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "كانون الاول": 12,
}  # fmt: skip
MONTHS.update(LEVANTINE_MONTHS)
# Also everyday words: months only beside a year, or (but for the second line) with a capital.
CAPITALISED = frozenset({"may", "march", "mar", "mei", "mars", "dec", "sep"})
DOUBTFUL = CAPITALISED | {"des", "set", "out", "ago", "dez", "mag", "lug", "tem", "haz"}

IRANIAN_MONTHS = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "شهریور": 6,
    "مهر": 7, "آبان": 8, "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12,
}  # fmt: skip
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}  # the year before the first
ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925}

DAYS_OF_THE_WEEK: dict[str, int] = {}
_DAYS = (
    (
        "monday mon lundi lunes senin segunda segunda-feira montag lunedì lunedi pazartesi poniedziałek понедельник "
        "সোমবার सोमवार الاثنين الإثنين دوشنبه دو\u00a0شنبه پیر วันจันทร์ ច័ន្ទ တနင်္လာ 月曜日 星期一 周一 월요일"
    ),
    (
        "tuesday tues tue mardi martes selasa terça terça-feira dienstag martedì salı вторник মঙ্গলবার मंगलवार "
        "الثلاثاء "
        "سه‌شنبه سه\u00a0شنبه منگل วันอังคาร အင်္ဂါ អង្គារ 火曜日 星期二 周二 화요일"
    ),
    (
        "wednesday wed mercredi miércoles miercoles rabu quarta quarta-feira mittwoch mercoledì çarşamba среда বুধবার "
        "बुधवार الأربعاء الاربعاء چهارشنبه چهار\u00a0شنبه بدھ วันพุธ ពុធ ဗုဒ္ဓဟူး 水曜日 星期三 周三 수요일"
    ),
    (
        "thursday thurs thur thu jeudi jueves kamis quinta quinta-feira donnerstag giovedì perşembe четверг "
        "বৃহস্পতিবার "
        "गुरुवार الخميس پنجشنبه پنج\u00a0شنبه پنج‌شنبه جمعرات วันพฤหัสบดี ព្រហស្បតិ៍ ကြာသပတေး 木曜日 星期四 周四 목요일"
    ),
    (
        "friday fri vendredi viernes jumat jum'at jum’at sexta sexta-feira freitag venerdì cuma пятница শুক্রবার "
        "शुक्रवार "
        "الجمعة جمعه جمعہ วันศุกร์ សុក្រ သောကြာ 金曜日 星期五 周五 금요일"
    ),
    (
        "saturday sat samedi sábado sabado sabtu samstag sabato cumartesi суббота শনিবার शनिवार السبت شنبه ہفتہ "
        "วันเสาร์ "
        "សៅរ៍ စနေ 土曜日 星期六 周六 토요일"
    ),
    (
        "sunday sun dimanche domingo minggu ahad sonntag domenica pazar воскресенье রবিবার रविवार الأحد الاحد "
        "یکشنبه یک\u00a0شنبه یک‌شنبه "
        "اتوار วันอาทิตย์ អាទិត្យ တနင်္ဂနွေ 日曜日 星期日 周日 일요일"
    ),
)
for _number, _line in enumerate(_DAYS):
    DAYS_OF_THE_WEEK.update(dict.fromkeys((day.replace("\u00a0", " ") for day in _line.split(" ")), _number))


def alternatives(names: dict[str, int]) -> str:
    """A pattern that matches any of the names, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def needs_beginning(name: str) -> bool:
    """Whether a name may have other letters glued behind it, or is more than one word."""
    return " " in name or "." in name or "\u0e00" <= name[0] <= "\u0eff" or "\u1000" <= name[0] <= "\u17ff"
