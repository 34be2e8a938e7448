"""Fills a record with varied items in several scripts, by the real models, and times searches of it."""

# ruff: noqa: S311, SIM905  # chance makes news here, and lists of words read best as text

import datetime as dt
import gc
import json
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain

from django.core.management import call_command
from django.db import connection

from safelamp.record.reading.models import Fact, FactKind, Item, ItemCountry, ItemSubject, Page, Source, SubjectKind
from safelamp.record.reading.search import indexed_words
from safelamp.record.searching import index
from safelamp.record.searching.asked import Search
from safelamp.record.searching.finding import find

TOGETHER = 1_000
COUNTRIES = "PK IN BD ID TH KH PH VN CN JP TR BR ZA NG GH KE FR ES US GB MM LK NP ZM CL PE CO MX IR UA".split()
SECTORS = "mining garment-textile construction metal chemical agriculture transport energy health".split()
TOPICS = "fatality injury accident strike protest wage agreement training meeting statement ratification".split()
METRICS = ("deaths", "injuries", "workers", "strikers", "participants", "unions", "money")
COMMON = "the of and to in for workers union said on with by at their that from after safety factory work".split()
THAI = "คนงาน โรงงาน เหมือง บาดเจ็บ สหภาพ ความปลอดภัย ค่าจ้าง ประท้วง นายจ้าง อุบัติเหตุ".split()
KHMER = "កម្មករ រោងចក្រ សហជីព សុវត្ថិភាព គ្រោះថ្នាក់ ប្រាក់ឈ្នួល កូដកម្ម".split()
CHINESE = "工人 工厂 煤矿 安全 罢工 工会 事故 死亡 受伤 工资".split()
QUESTIONS = (
    "", "q=the", "q=workers", "q=workers+union", "q=the+of+and", "q=word17", "q=word3999", "q=word5+word900+the",
    "q=%22workers+union%22", "q=union+-the", "q=%E0%B8%84%E0%B8%99%E0%B8%87%E0%B8%B2%E0%B8%99",
    "q=%E5%B7%A5%E4%BA%BA", "q=deaths+in+mining+in+Pakistan", "country=PK&topic=fatality", "sector=mining",
    "figure=deaths&sort=deaths", "year=2020&year=2021", "since=2015-01-01&until=2018-06-30", "q=safety&sort=best",
    "q=workers+safety+factory&sort=best&country=IN", "organisation=Organisation+7", "standard=C155&sort=oldest",
    "language=th", "q=nothing+at+all+like+this", "country=PK&country=IN&sector=mining&topic=fatality&year=2022",
)  # fmt: skip
ROUNDS = 12
ENGLISH, DATED, NAMING_A_STANDARD = 0.75, 0.95, 0.1  # shares of the items


def main(count: int) -> None:
    """Prints the figures as one line of JSON: milliseconds, and megabytes of the index."""
    call_command("migrate", verbosity=0)
    chance = random.Random(7)
    source = [Source.objects.create(name=f"Source {number}") for number in range(12)]
    for start in range(0, count, TOGETHER):
        fill(start, source[start // TOGETHER % len(source)], chance)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    first = _milliseconds(lambda: find(Search()))
    gc.collect()
    memory = (tracemalloc.get_traced_memory()[0] - before) / 1e6
    tracemalloc.stop()
    index.forget()
    first = _milliseconds(lambda: find(Search()))
    figures = {"first of a process": first, "memory": memory, **_timed()}
    fill(count, source[0], chance)
    figures["after 1,000 more items"] = _milliseconds(lambda: find(Search(words="workers")))
    print(json.dumps(figures))


def _timed() -> dict[str, float]:
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            asked = Search.from_query(question)
            for number in (1, 3):
                times.setdefault(question, []).append(_milliseconds(lambda a=asked, n=number: find(a, number=n)))  # type: ignore[misc]
    every = sorted(chain.from_iterable(times.values()))
    slowest = max(times, key=lambda question: statistics.median(times[question]))
    return {
        "mixed, p50": every[len(every) // 2],
        "mixed, p95": every[int(len(every) * 0.95)],
        f"slowest ({slowest})": statistics.median(times[slowest]),
    }


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def fill(start: int, source: Source, chance: random.Random) -> None:
    """A page with a thousand items, each with words, countries, subjects and facts."""
    day = dt.date(2010, 1, 1)
    page = Page.objects.create(
        source=source, name=f"page {start}", fetched_on=dt.date(2026, 1, 1), text="-", digest=str(start),
        kept_as=f"{connection.vendor}{start}", kind="listing", language="en",
    )  # fmt: skip
    items = []
    for position in range(TOGETHER):
        language, words = _words(chance)
        published = day + dt.timedelta(days=chance.randrange(5_800)) if chance.random() < DATED else None
        items.append(Item(
            page=page, position=position, headline=" ".join(words[:8]), headline_start=0, headline_end=40,
            teaser=" ".join(words[8:40]), teaser_start=41, confidence=0.9, language=language,
            published=published.isoformat() if published else "", published_on=published,
            words=indexed_words([" ".join(words[:8])], [" ".join(words[8:])]),
        ))  # fmt: skip
    Item.objects.bulk_create(items)
    ItemCountry.objects.bulk_create(each for item in items for each in _countries(item, chance))
    ItemSubject.objects.bulk_create(each for item in items for each in _subjects(item, chance))
    Fact.objects.bulk_create(each for item in items for each in _facts(item, chance))


def _words(chance: random.Random) -> tuple[str, list[str]]:
    kind = chance.random()
    if kind < ENGLISH:
        rare = [f"word{int(chance.paretovariate(0.6)) % 5000}" for _ in range(40)]
        words = rare + chance.choices(COMMON, weights=range(len(COMMON), 0, -1), k=50)
        chance.shuffle(words)
        return "en", words
    language, some = (("th", THAI), ("km", KHMER), ("zh", CHINESE))[int(kind * 100) % 3]
    return language, ["".join(chance.choices(some, k=4)) for _ in range(20)]


def _countries(item: Item, chance: random.Random) -> Iterator[ItemCountry]:
    for country in {
        chance.choice(COUNTRIES[: chance.randrange(3, len(COUNTRIES))]) for _ in range(chance.choice((1, 1, 2)))
    }:
        yield ItemCountry(item=item, country=country, quote="x", start=0, end=1, confidence=0.9)


def _subjects(item: Item, chance: random.Random) -> Iterator[ItemSubject]:
    for kind, codes in ((SubjectKind.TOPIC, TOPICS), (SubjectKind.SECTOR, SECTORS)):
        for code in set(chance.choices(codes, k=2)):
            yield ItemSubject(item=item, kind=kind, code=code, quote="x", start=0, end=1, confidence=0.9)


def _facts(item: Item, chance: random.Random) -> Iterator[Fact]:
    for metric in chance.choices(METRICS, k=chance.randrange(3)):
        yield _fact(item, FactKind.FIGURE, metric=metric, value=float(chance.randrange(1, 500)))
    for _ in range(chance.randrange(4)):
        yield _fact(item, FactKind.ORGANISATION, code=f"Organisation {int(chance.paretovariate(0.5)) % 9000}")
    if chance.random() < NAMING_A_STANDARD:
        yield _fact(item, FactKind.STANDARD, code=chance.choice(("C155", "C187", "C176", "C087", "C098")))


def _fact(item: Item, kind: FactKind, *, metric: str = "", value: float | None = None, code: str = "") -> Fact:
    return Fact(item=item, kind=kind, metric=metric, value=value, code=code, quote="x", start=0, end=1, confidence=0.9)
