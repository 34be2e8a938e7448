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
