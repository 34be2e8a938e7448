"""Numbers spelled out by the rules of grammar books: an independent writer for the number reader to be held against."""

_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = ["_", "_", "vingt", "trente", "quarante", "cinquante", "soixante"]
_ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_ES_TENS = ["_", "_", "_", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_ES_HUNDREDS = [
    "_",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_ID = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_ZH = "零一二三四五六七八九"


def english(n: int) -> str:
    if n < 20:
        return _EN[n]
    if n < 100:
        return _EN_TENS[n // 10] + (f"-{_EN[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_EN[n // 100]} hundred" + (f" and {english(n % 100)}" if n % 100 else "")
    for scale, name in ((10**6, "million"), (10**3, "thousand")):
        if n >= scale:
            rest = n % scale
            joint = " and " if rest < 100 else " "
            return f"{english(n // scale)} {name}" + (joint + english(rest) if rest else "")
    raise AssertionError(n)


def french(n: int) -> str:
    if n < 20:
        return _FR[n]
    if n < 70:
        tens, one = _FR_TENS[n // 10], n % 10
        return tens if not one else f"{tens} et un" if one == 1 else f"{tens}-{_FR[one]}"
    if n < 80:
        return "soixante et onze" if n == 71 else f"soixante-{_FR[n - 60]}"
    if n < 100:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{_FR[n - 80]}"
    if n < 1000:
        head = "cent" if n < 200 else f"{_FR[n // 100]} cent"
        return head + (f" {french(n % 100)}" if n % 100 else "s" if n >= 200 else "")
    head = "mille" if n < 2000 else french(n // 1000).replace("vingts", "vingt").replace("cents", "cent") + " mille"
    return head + (f" {french(n % 1000)}" if n % 1000 else "")


def spanish(n: int) -> str:
    if n < 30:
        return _ES[n]
    if n < 100:
        return _ES_TENS[n // 10] + (f" y {_ES[n % 10]}" if n % 10 else "")
    if n == 100:
        return "cien"
    if n < 1000:
        return _ES_HUNDREDS[n // 100] + (f" {spanish(n % 100)}" if n % 100 else "")
    head = "mil" if n < 2000 else f"{spanish(n // 1000)} mil"
    return head + (f" {spanish(n % 1000)}" if n % 1000 else "")


def indonesian(n: int) -> str:
    if n < 12:
        return _ID[n]
    if n < 20:
        return f"{_ID[n - 10]} belas"
    if n < 100:
        return f"{_ID[n // 10]} puluh" + (f" {_ID[n % 10]}" if n % 10 else "")
    for scale, name in ((10**6, "juta"), (10**3, "ribu"), (100, "ratus")):
        if n >= scale:
            head = f"se{name}" if n // scale == 1 and scale < 10**6 else f"{indonesian(n // scale)} {name}"
            return head + (f" {indonesian(n % scale)}" if n % scale else "")
    raise AssertionError(n)


def chinese(n: int) -> str:
    """Up to 9,999, with the zero that stands for a gap."""
    written, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // scale % 10
        if digit:
            written += ("零" if gap and written else "") + _ZH[digit] + name
            gap = False
        elif written:
            gap = True
    return written
