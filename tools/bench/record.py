"""The page reader beside its promises: the five real pages, invented pages of other publishers, and its speed.

The five pages' annotations are not ours to ship: they are scored where they lie beside this checkout.
"""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from functools import _lru_cache_wrapper  # the kind of what lru_cache gives back
from pathlib import Path
from typing import cast

from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.schema import as_schema
from tools.bench.measured import Measured, Promise
from tools.instance import ROOT
from tools.record_scores import F1, Page, annotated, total

FIVE = ROOT.parent / "shared" / "record" / "dev"
SAMPLES = ROOT / "samples" / "pages"
INVENTED = ROOT / "tests" / "engines" / "extraction" / "pages"
SPEED_LASTS = 2.0  # seconds of this process's own time

Limits = Mapping[str, float]
FIVE_PROMISED: Limits = {
    "items": 1.0, "date_e2e": 1.0, "countries": 0.95, "standards": 1.0, "q_value": 0.92, "q_metric_value": 0.80,
    "topics": 0.80, "sectors": 0.80, "organisations": 0.75, "exact_quotes": 1.0,
}  # fmt: skip
OTHERS_PROMISED: Limits = {
    "items": 0.85, "date_e2e": 0.85, "countries": 0.75, "q_metric_value": 0.55, "exact_quotes": 1.0,
}  # fmt: skip
HARDER_PROMISED: Limits = {"items": 0.70, "exact_quotes": 1.0}
# What a baseline of 93 lines reaches: on the same five pages, else on other pages of the same kind.
FIVE_BASELINE: Limits = {"items": 1.0, "date_e2e": 1.0, "countries": 0.88, "q_value": 0.64, "q_metric_value": 0.11}
OTHERS_BASELINE: Limits = {"items": 0.20, "date_e2e": 0.15}
HARDER_BASELINE: Limits = {"items": 0.28}
SHOWN_TOO = ("topics", "sectors", "standards", "organisations", "places", "event_dates", "q_value", "kind", "language")


def measure() -> Iterator[Measured]:
    """A row for each promised score, a plain line for what is only shown, then the speed."""
    if FIVE.is_dir():
        yield from scored("the five pages", FIVE, "*", FIVE_PROMISED, FIVE_BASELINE)
    else:
        print(f"The five pages are not scored: their annotations are not at {FIVE}.", file=sys.stderr)
    for name in ("open", "aside"):
        if not (INVENTED / name).is_dir():
            print(f"The invented pages “{name}” are not scored: they are not in this checkout.", file=sys.stderr)
            continue
        yield from scored(f"other publishers, {name}", INVENTED / name, "A*", OTHERS_PROMISED, OTHERS_BASELINE)
        yield from scored(f"harder pages, {name}", INVENTED / name, "B*", HARDER_PROMISED, HARDER_BASELINE)
    yield speed()


def scored(what: str, folder: Path, names: str, promised: Limits, baseline: Limits) -> Iterator[Measured]:
    """One set of annotated pages."""
    pages = annotated(folder, names)
    counts = total(pages, read)
    for score, limit in promised.items():
        value = counts.score(score)
        unit = "F1" if score in F1 else "share"
        beside = f"baseline {baseline[score]:.2f}" if score in baseline else "baseline -"
        row = f"{what} ({len(pages)}): {score}"
        yield Measured(row, value or 0.0, unit, Promise.AT_LEAST, limit, digits=2, beside=beside)
    shown = [name for name in SHOWN_TOO if name not in promised]
    print(f"{what}, without a promise:", *(f"{name} {counts.score(name) or 0:.2f}" for name in shown), flush=True)


def read(text: str, name: str) -> Page:
    """One page as `safelamp read` writes it."""
    return cast("Page", json.loads(json.dumps(as_schema(read_page(text), page=name))))


def speed() -> Measured:
    """Pages in a second of one core: the five real pages again and again, or the invented ones where those are gone.

    What a reading remembers of its words is forgotten before each page, as if every page were a new one.
    """
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    what = "the five pages"
    if not texts:
        texts, what = [text for _, text in annotated(INVENTED / "open")], "the invented pages"
    for text in texts:
        read_page(text)  # tables are loaded once
    memories, spent, count = remembered(), 0.0, 0
    while spent < SPEED_LASTS:
        for text in texts:
            for memory in memories:
                memory.cache_clear()
            began = time.process_time()
            read_page(text)
            spent += time.process_time() - began
        count += len(texts)
    return Measured(f"pages read on one core, {what}, each as new", count / spent, "pages/s", Promise.AT_LEAST, 100)


def remembered() -> list[_lru_cache_wrapper]:
    """The engine's functions that remember a bounded number of answers; its tables are bound by nothing and stay."""
    modules = [module for name, module in sys.modules.items() if name.startswith("safelamp.engines.")]
    found = {id(each): each for module in modules for each in vars(module).values()}
    memories = [each for each in found.values() if isinstance(each, _lru_cache_wrapper)]
    return [memory for memory in memories if memory.cache_parameters()["maxsize"] is not None]
