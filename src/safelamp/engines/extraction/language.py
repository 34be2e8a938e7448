"""The language of a text, by its script and its smallest words; a page may speak several."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from safelamp.engines.extraction.values import Span

UNKNOWN = "und"  # ISO 639-2: undetermined
# First and last letter of scripts that one language, or one above all on pages about work, is written in.
SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"), (0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"), (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x1200, 0x139F, "am"),
    (0x1780, 0x17FF, "km"), (0x1800, 0x18AF, "mn"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"),
    (0xA9E0, 0xAA7F, "my"), (0xAC00, 0xD7AF, "ko"), (0xF900, 0xFAFF, "zh"), (0xFB50, 0xFEFC, "ar"),
)  # fmt: skip
OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\U0010ffff]")  # a text without these is in Latin letters
SMALL_WORDS = {
    "en": "the of and to in for is on that with by are was were has have from at this will their who as an be after it",
    "fr": "le la les des du de et en un une pour dans que qui sur par au aux est sont avec pas plus ont ce cette l d à",
    "es": "el la los las de y en que del un una por con para se su al es fue más como sus ha lo son entre tras",
    "id": "yang dan di untuk dari pada dengan ini itu para dalam tidak akan oleh kepada telah buruh karena juga",
    "pt": "o a os as de e do da dos das em que um uma para com não por no na ao mais são foi pela pelo trabalhadores",
    "de": "der die das und in den von zu mit ist im für auf dem nicht ein eine des sich werden bei",
    "vi": "và của là cho các những trong được với một người không đã lao động công tại",
    "it": "il lo gli di che del della dei per con non una sono nel alla più delle lavoratori",
    "nl": "de het een van en in op te dat voor met zijn niet is aan werknemers",
    "tr": "ve bir bu için ile olarak da de işçi işçiler olan çok daha sonra iş",
    "pl": "i w z na do się nie że jest o od po dla pracowników oraz",
    "tl": "ang ng mga sa na at ay para ni kay hindi nila manggagawa kung",
    "sw": "na ya wa kwa ni katika za la wafanyakazi kuwa hii yao cha",
    "ro": "și de la în cu pentru din care este mai au prin lucrătorilor",
    "sv": "och att det som en på är av för med den till",
}
# Near twins: Malay is told from Indonesian by words that only one of them has.
MALAY, INDONESIAN = (
    frozenset(["kerana", "ialah", "iaitu", "bahawa", "syarikat", "majikan", "boleh", "mesyuarat"]),
    frozenset(["karena", "bahwa", "perusahaan", "buruh", "bisa", "kecelakaan", "tersebut", "rapat"]),
)
PERSIAN, URDU = frozenset("پچژگکی"), frozenset("ٹڈڑےںہ")
UKRAINIAN = frozenset("іїєґ")
KANA_SHARE = 0.05  # between the Han letters of Japanese
OWN_LETTERS_SHARE = 0.03  # letters that Persian or Urdu has and Arabic has not
SHARE = 0.12  # of the letters: a script that only shows in a name does not decide
ENOUGH_WORDS = 12  # of a text without one small word known here: its language is not known
TELLING = 2  # small words that let a short span judge for itself


def _spoken_by() -> Mapping[str, tuple[str, ...]]:
    spoken: dict[str, list[str]] = {}
    for code, words in SMALL_WORDS.items():
        for word in words.split():
            spoken.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in spoken.items()}


SPOKEN_BY = _spoken_by()


def language_of(text: str) -> str:
    """The ISO 639-1 code; "en" where a few words tell nothing, "und" where a whole text does not.

    >>> language_of("Le syndicat des mineurs est en grève dans la région")
    'fr'
    """
    return _by_script(text) or _by_small_words(text)


def languages_of(text: str, spans: Iterable[Span]) -> tuple[str, ...]:
    r"""One code for each span; a span too short to tell speaks as all of them together.

    >>> text = "Los mineros de la región siguen en huelga\nThe strike of the miners is over"
    >>> languages_of(text, [Span(0, 41), Span(42, 73)])
    ('es', 'en')
    """
    pieces = [span.of(text) for span in spans]
    scripts = [_by_script(piece) for piece in pieces]
    counted: list[Counter[str]] = [
        Counter() if script else _small_words(piece) for piece, script in zip(pieces, scripts, strict=True)
    ]
    own = [script or _decided(counts) for script, counts in zip(scripts, counted, strict=True)]
    if all(own):
        return tuple(own)
    words: Counter[str] = Counter()
    for counts in counted:
        words.update(counts)
    together = max(scripts, key=scripts.count) or _most_of(words, "\n".join(pieces))
    return tuple(one or together for one in own)


def most_spoken(items: Iterable[Iterable[Span]], languages: Iterable[Sequence[str]]) -> str:
    """The language of most of the letters of the items; empty without items."""
    letters: Counter[str] = Counter()
    for spans, spoken in zip(items, languages, strict=True):
        for span, language in zip(spans, spoken, strict=True):
            letters[language] += span.end - span.start
    return letters.most_common(1)[0][0] if letters else ""


def _decided(counts: Counter[str]) -> str:
    """The language of a piece that has enough small words of one, and more than of any other."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < TELLING or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _by_script(text: str) -> str:
    if text.isascii() or not OTHER_SCRIPT.search(text):
        return ""
    letters: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha() or letter > "\u0900":
            letters[letter] = times
            kinds[_script(ord(letter))] += times
    total = letters.total() or 1
    if kinds["ja"] > total * KANA_SHARE:
        return "ja"
    code, times = max(((code, times) for code, times in kinds.items() if code), key=_second, default=("", 0))
    return _neighbour(code, letters, times) if times > total * SHARE else ""


def _second(pair: tuple[str, int]) -> int:
    return pair[1]


def _script(number: int) -> str:
    if number < SCRIPTS[0][0]:
        return ""
    return next((code for first, last, code in SCRIPTS if first <= number <= last), "")


def _neighbour(code: str, letters: Counter[str], times: int) -> str:
    """Tells the languages of one script by letters of their own."""

    def has(own: frozenset[str]) -> bool:
        return sum(letters[letter] for letter in own) > times * OWN_LETTERS_SHARE

    if code == "ar":
        return "ur" if has(URDU) else "fa" if has(PERSIAN) else "ar"
    return "uk" if code == "ru" and has(UKRAINIAN) else code


def _small_words(text: str) -> Counter[str]:
    words = [word.strip('.,;:()"“”«»') for word in text.casefold().replace("’", " ").replace("'", " ").split()]
    return Counter(chain.from_iterable([SPOKEN_BY[word] for word in words if word in SPOKEN_BY]))


def _by_small_words(text: str) -> str:
    return _most_of(_small_words(text), text)


def _most_of(counts: Counter[str], text: str) -> str:
    if not counts:
        return UNKNOWN if len(text.split()) >= ENOUGH_WORDS else "en"
    best, _ = max(counts.items(), key=_second)
    return "ms" if best == "id" and _is_malay(text) else best


def _is_malay(text: str) -> bool:
    said = text.casefold().split()
    malay = sum(word in MALAY for word in said)
    return malay >= TELLING and malay > sum(word in INDONESIAN for word in said)
