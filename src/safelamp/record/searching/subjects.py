"""Subject pages: what a strike, an agreement, a training, a ratification or a promise is known by in public words."""

# ruff: noqa: E501  # words of one meaning stand on one line

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from safelamp.engines.extraction.values import Metric
from safelamp.record.reading.models import Item

SENTENCE = re.compile(r"[^.!?。؟।\n]+(?:[.!?](?=\S)[^.!?。؟।\n]*)*[.!?。؟।]?[”\"’]?")
MOST_SAYINGS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page collects: items of a topic, the sentence that tells what came of it, and these figures.

    `told` names in one word what a sentence says, by pattern; the first that fits counts.
    """

    topic: str
    metrics: tuple[str, ...]
    told: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the headline or the teaser: where it stands on the page, its words, and what it tells."""

    start: int
    words: str
    told: str


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


SUBJECTS: Mapping[str, Subject] = {
    "strikes": Subject(
        "strike",
        (Metric.STRIKERS, Metric.WORKERS, Metric.DAYS, Metric.WAGE_INCREASE),
        {
            "won": _any(
                r"\b(?:resulted? in|won|win|achieved|secured?|agreed|agreement|met their demands|granted|reinstated|concede)",
                r"\baccord\b|obtenu|\bacuerdo\b|lograron|\bkesepakatan\b|dikabulkan|ข้อตกลง|合意|达成|توافق",
            ),
            "against": _any(
                r"\b(?:dismissed|fired|sacked|arrest|attack|police|beaten|injunction|illegal|lock(?:ed)? ?out|suspended)",
                r"licenci|arrêt[ée]s|despedid|detenid|\bphk\b|dipecat|ditangkap|เลิกจ้าง|จับกุม|解雇|逮捕|拘留|اخراج|بازداشت",
            ),
            "goes_on": _any(r"\b(?:on strike|entered|continu|goes on|began|expansion|walked out|stopped work|eighth day)"),
        },
    ),
    "agreements": Subject(
        "agreement",
        (Metric.SIGNATORIES, Metric.WORKERS, Metric.WAGE_INCREASE, Metric.UNIONS),
        {
            "renewed": _any(r"\b(?:renew|extend(?:ed)? the agreement|re-?sign)", r"renouvel|renov[óa]|diperpanjang|ต่ออายุ|更新|续签|تمدید"),
            "signed": _any(
                r"\b(?:sign(?:ed|s|ing)?|conclud|reach(?:ed)? (?:an )?agreement|adopted|ratified the agreement)\b",
                r"\bsign[ée]|conclu|firm[óa]|suscri|menandatangani|ลงนาม|締結|調印|签署|签订|امضا",
            ),
            "ended": _any(r"\b(?:terminat|expired|withdr[ae]w|broke off|cancelled)"),
        },
    ),
    "trainings": Subject(
        "training",
        (Metric.PARTICIPANTS, Metric.UNIONS, Metric.DAYS),
        {"held": _any(r"\b(?:training|trained|workshop|course|seminar)", r"formation|capacitaci|taller|pelatihan|lokakarya|อบรม|研修|培训|آموزش")},
    ),
    "ratifications": Subject(
        "ratification",
        (Metric.CONVENTIONS,),
        {
            "ratified": _any(r"\b(?:ha(?:s|ve|d)|was|were|just)? ?ratified\b|\bratifies\b", r"ratifi[ée]\b|ratific[óa]|meratifikasi|ให้สัตยาบัน|批准"),
            "asked": _any(r"\bratif"),
        },
    ),
    "promises": Subject(
        "commitment",
        (),
        {
            "promised": _any(
                r"\b(?:promis|pledg|commit|undert(?:ake|ook)|vow|will (?:ensure|introduce|build|pay|improve))",
                r"promet|promesse|s'engage|compromet|promesa|berjanji|komitmen|สัญญา|約束|承诺|وعده|تعهد",
            )
        },
    ),
}  # fmt: skip


def sayings(item: Item, subject: Subject) -> list[Saying]:
    """The sentences of headline and teaser that tell what came of it, two at most; never words beyond these."""
    found: dict[str, Saying] = {}
    for start, words in _sentences(item):
        told = next((name for name, pattern in subject.told.items() if pattern.search(words)), "")
        if told and told not in found:
            found[told] = Saying(start, words, told)
    order = list(subject.told)
    return sorted(found.values(), key=lambda saying: order.index(saying.told))[:MOST_SAYINGS]


def _sentences(item: Item) -> Iterator[tuple[int, str]]:
    """Those of the teaser first: they say more."""
    if item.teaser_start is not None:
        for sentence in SENTENCE.finditer(item.teaser):
            words = sentence.group()
            lead = len(words) - len(words.lstrip())
            if words.strip():
                yield item.teaser_start + sentence.start() + lead, words.strip()
    yield item.headline_start, item.headline
