"""Burmese in the old Zawgyi form: the same code points in another order, which every program of today misreads.

In Unicode the vowel E (U+1031) follows its consonant and the virama (U+1039) stands before one; Zawgyi writes them as
they are seen, and uses places of other languages (U+1060 to U+1097) for stacked letters.
"""

import re

MYANMAR = re.compile(r"[\u1000-\u109f]")
_LETTER = "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d"
ZAWGYI = re.compile(
    rf"(?:^|[^{_LETTER}\u103b-\u103e\u1039\u1031])\u1031|\u1039(?![{_LETTER}\u1060-\u1097])|[\u1060-\u1069\u106c-\u106e"
    rf"\u1070-\u107d\u1080-\u1086\u108a-\u1097]|\u1031[\u103b\u107e-\u1084]?[\u103b]?[{_LETTER}]\u1039",
    re.MULTILINE,
)
UNICODE = re.compile(rf"[{_LETTER}][\u103b-\u103e]*\u1031|\u103a")
_KINZI = "\ue000"  # stands for the raised nga until the letters are in order
ASAT_PLACE = 13
FEWEST = 3  # signs of it; one alone may be a slip


def is_zawgyi(text: str) -> bool:
    """Whether the Burmese in a text is written in Zawgyi.

    >>> is_zawgyi("ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး"), is_zawgyi("ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး")
    (True, False)
    """
    if not MYANMAR.search(text):
        return False
    old = len(ZAWGYI.findall(text))
    return old >= FEWEST and old * 2 > len(UNICODE.findall(text)) - old


# What each sign of Zawgyi is in Unicode, stacked letters with their virama; medials and vowels are put in order later.
_SIGNS = {
    "\u106a": "\u1009", "\u106b": "\u100a", "\u108f": "\u1014", "\u1090": "\u101b", "\u1086": "\u103f",
    "\u1033": "\u102f", "\u1034": "\u1030", "\u1039": "\u103a", "\u103a": "\u103b", "\u107d": "\u103b",
    "\u103b": "\u103c", **dict.fromkeys("\u107e\u107f\u1080\u1081\u1082\u1083\u1084", "\u103c"), "\u103c": "\u103d",
    "\u108a": "\u103d\u103e", "\u103d": "\u103e", "\u1087": "\u103e", "\u1088": "\u103e\u102f",
    "\u1089": "\u103e\u1030", "\u1094": "\u1037", "\u1095": "\u1037", "\u105a": "\u102b\u103a",
    "\u108e": "\u102d\u1036", "\u1064": _KINZI, "\u108b": _KINZI + "\u102d", "\u108c": _KINZI + "\u102e",
    "\u108d": _KINZI + "\u1036", "\u1060": "\u1039\u1000", "\u1061": "\u1039\u1001", "\u1062": "\u1039\u1002",
    "\u1063": "\u1039\u1003", "\u1065": "\u1039\u1005", "\u1066": "\u1039\u1006", "\u1067": "\u1039\u1006",
    "\u1068": "\u1039\u1007", "\u1069": "\u1039\u1008", "\u106c": "\u1039\u100b", "\u106d": "\u1039\u100c",
    "\u1070": "\u1039\u100f", "\u1071": "\u1039\u1010", "\u1072": "\u1039\u1010", "\u1073": "\u1039\u1011",
    "\u1074": "\u1039\u1011", "\u1075": "\u1039\u1012", "\u1076": "\u1039\u1013", "\u1077": "\u1039\u1014",
    "\u1078": "\u1039\u1015", "\u1079": "\u1039\u1016", "\u107a": "\u1039\u1017", "\u107b": "\u1039\u1018",
    "\u1093": "\u1039\u1018", "\u107c": "\u1039\u1019", "\u1085": "\u1039\u101c", "\u1096": "\u1039\u1010\u103d",
    "\u106e": "\u100d\u1039\u100d", "\u106f": "\u100d\u1039\u100e", "\u1091": "\u100f\u1039\u100d",
    "\u1092": "\u100b\u1039\u100c", "\u1097": "\u100b\u1039\u100b",
}  # fmt: skip
_TABLE = str.maketrans(_SIGNS)
_BASE = "[\u1000-\u102a\u103f\u1040-\u1049\u104e]"
_SYLLABLE = re.compile(
    rf"(?P<e>\u1031?)(?P<ra>\u103c?)(?P<base>{_BASE})(?P<stack>(?:\u1039[\u1000-\u1021])?)"
    rf"(?P<rest>[\u102b-\u1030\u1032\u1036-\u1038\u103a\u103b\u103d\u103e\ue000]*)"  # its medial ra stands before
)
_ORDER = "\u103a\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u1038"


def to_unicode(text: str) -> str:
    """The same text with its Zawgyi signs put into Unicode and its order.

    >>> to_unicode("ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး")
    'ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး'
    >>> to_unicode("ကခ်င္ျပည္နယ္")
    'ကချင်ပြည်နယ်'
    """
    return _SYLLABLE.sub(_ordered, text.translate(_TABLE)).replace(_KINZI, "\u1004\u103a\u1039")


def _ordered(syllable: re.Match[str]) -> str:
    rest = syllable["rest"]
    kinzi = _KINZI if _KINZI in rest else ""
    signs = syllable["ra"] + syllable["e"] + rest.replace(_KINZI, "")
    killed = signs.endswith("\u103a") and not syllable["e"]
    if not killed:
        signs = "".join(sorted(signs, key=_place))
    return kinzi + syllable["base"] + syllable["stack"] + signs


def _place(sign: str) -> int:
    """Medials first, then the vowels, tone marks last; an asat stays behind the vowel that it closes."""
    return ASAT_PLACE if sign == "\u103a" else _ORDER.index(sign)
