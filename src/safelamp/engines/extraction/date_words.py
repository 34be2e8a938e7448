"""Names of months in the languages that pages come in."""

MONTHS: dict[str, int] = {}
_NAMES = (
    "january jan january january janvier janv enero ene januari มกราคม ม.ค.",
    "february feb february février fevrier févr fév febrero febr februari กุมภาพันธ์ ก.พ.",
    "march mar mars marzo maret มีนาคม มี.ค.",
    "april apr avril avr abril abr เมษายน เม.ย.",
    "may may mai mayo mei พฤษภาคม พ.ค.",
    "june jun juin junio juni มิถุนายน มิ.ย.",
    "july jul juillet juil julio juli กรกฎาคม ก.ค.",
    "august aug août aout agosto ago agustus ags สิงหาคม ส.ค.",
    "september sep sept septembre septiembre setiembre กันยายน ก.ย.",
    "october oct octobre octubre oktober okt ตุลาคม ต.ค.",
    "november nov novembre noviembre nopember พฤศจิกายน พ.ย.",
    "december dec décembre déc diciembre dic desember des ธันวาคม ธ.ค.",
)
for _number, _line in enumerate(_NAMES, start=1):
    MONTHS.update(dict.fromkeys(_line.split(), _number))

IRANIAN_MONTHS = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "شهریور": 6,
    "مهر": 7, "آبان": 8, "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12,
}  # fmt: skip


def alternatives(names: dict[str, int]) -> str:
    """A pattern that matches any of the names, the longest first."""
    return "|".join(sorted((name.replace(".", r"\.") for name in names), key=len, reverse=True))
