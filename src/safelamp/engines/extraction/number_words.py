"""Numbers written in words, in the languages that pages come in."""

_ENGLISH_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_SPANISH = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
_INDONESIAN = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"

UNITS: dict[str, int] = {}
for _line in (_FRENCH, _SPANISH, _INDONESIAN, _ENGLISH_UNITS):
    UNITS.update({word: number for number, word in enumerate(_line.split())})
UNITS.update({word: 20 + 10 * number for number, word in enumerate(_ENGLISH_TENS.split())})
UNITS.update({"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "veinte": 20, "treinta": 30,
              "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90})  # fmt: skip
ARTICLES = frozenset({"un", "une", "uno", "una", "one", "an", "a"})  # count only in a telling place
HUNDREDS = {"hundred": 100, "cent": 100, "cents": 100, "cien": 100, "ciento": 100, "ratus": 100}
SCALES = {
    "thousand": 10**3, "mille": 10**3, "mil": 10**3, "ribu": 10**3, "พัน": 10**3, "هزار": 10**3, "千": 10**3,
    "lakh": 10**5, "lakhs": 10**5, "แสน": 10**5, "หมื่น": 10**4, "万": 10**4, "萬": 10**4,
    "million": 10**6, "millions": 10**6, "millón": 10**6, "millones": 10**6, "juta": 10**6, "ล้าน": 10**6,
    "میلیون": 10**6, "mn": 10**6, "m": 10**6, "crore": 10**7, "crores": 10**7, "億": 10**8, "亿": 10**8,
    "billion": 10**9, "billions": 10**9, "milliard": 10**9, "milliards": 10**9, "miliar": 10**9, "bn": 10**9,
    "میلیارد": 10**9, "trillion": 10**12, "triliun": 10**12,
}  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(_ENGLISH_ORDINALS.split())}
