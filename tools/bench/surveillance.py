"""Early warning beside its promises, its reference and what is possible at all.

`make bench PART=surveillance`, or with seeds of your own `python -m tools.bench.surveillance --seed S --reps R`. Every
method judges the same series: the published recipe, the harsh set, and small counts. The picture is drawn on request.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats

from safelamp.engines.surveillance.blocks import judge_blocks
from safelamp.engines.surveillance.methods import METHODS
from safelamp.engines.surveillance.values import Counts, Dispersion, Options, Verdicts
from tools.bench import surveillance_few as few
from tools.bench import surveillance_scores as scores
from tools.bench import surveillance_sets as sets
from tools.bench import surveillance_speed as speed
from tools.bench.measured import Measured, Promise
from tools.bench.surveillance_roc import picture
from tools.bench.surveillance_scores import Booleans, Numbers, Score
from tools.instance import ROOT

SEED, REPETITIONS = 20261122, 20  # of `make bench`; nothing was tuned on them
PICTURE = ROOT / "docs" / "pictures" / "early-warning-roc.svg"
AS_R = "farrington-nb, as R"
CEILING = "ceiling: true mean, one week"
_HEAD = f"{'':34}{'FPR':>7}{'POD':>7}{'week 1':>8}{'sens':>7}{'PPV':>7}{'F1':>7}{'delay':>7}{'CPU s/1,000':>13}"
# What R surveillance 1.20.3 reached on one set of 840 series of the recipe, whose seed is 20130901.
R_THERE: Mapping[str, tuple[float, float, float, float]] = {  # FPR, POD, week 1, F1
    "R Farrington nbPlugin": (0.0100, 0.543, 0.438, 0.369),
    "R Farrington delta": (0.0130, 0.579, 0.466, 0.386),
    "R EARS C1": (0.068, 0.680, 0.599, 0.237),
    "R EARS C2": (0.086, 0.695, 0.579, 0.306),
    "R EARS C3": (0.076, 0.533, 0.085, 0.288),
    "R CUSUM rossi": (0.381, 0.774, 0.668, 0.179),
    "ceiling: true mean and shape, several weeks": (0.010, 0.641, float("nan"), float("nan")),
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one method said of the judged weeks, without and with the outbreaks, and the CPU seconds a 1,000 of them."""

    alarm_null: Booleans
    alarm_seen: Booleans
    score_null: Numbers
    score_seen: Numbers
    outbreak: Booleans
    cost: float

    def at_its_own(self) -> Score:
        """With the alarms that it raises by itself."""
        return scores.score(self.alarm_null, self.alarm_seen, self.outbreak)

    def at(self, fpr: float) -> Score:
        """With the threshold that gives this share of false alarms."""
        return scores.at_fpr(self.score_null, self.score_seen, self.outbreak, fpr)


def ran(data: sets.Outbreaks, method: str, options: Options | None = None) -> Ran:
    """Lets one method judge."""
    began = time.process_time()
    null, seen = (_verdicts(series, method, options) for series in (data.null, data.with_outbreak))
    judged = 2 * null.alarm.size / 1000
    cost = (time.process_time() - began) / judged
    return Ran(null.alarm, seen.alarm, null.score, seen.score, data.current[:, sets.JUDGED] > 0, cost)


def _verdicts(series: sets.Array, method: str, options: Options | None) -> Verdicts:
    return judge_blocks(Counts(series.astype(float)), sets.JUDGED, method=method, options=options)


def ceiling(data: sets.Outbreaks) -> Ran:
    """Whoever knew the true mean and dispersion, and looked at one week alone."""
    null, seen = (_surprise(data, series)[:, sets.JUDGED] for series in (data.null, data.with_outbreak))
    threshold = scores.threshold_for(null, 0.01)
    return Ran(null > threshold, seen > threshold, null, seen, data.current[:, sets.JUDGED] > 0, 0.0)


def _surprise(data: sets.Outbreaks, series: sets.Array) -> Numbers:
    """Minus the logarithm of the chance of a count as large or larger."""
    phi = np.maximum(data.phi, 1 + 1e-9)[:, None]
    size = data.mean / (phi - 1)
    poisson = stats.poisson.logsf(series - 1, data.mean)
    return -np.where(phi > 1 + 1e-6, stats.nbinom.logsf(series - 1, size, 1 / phi), poisson)


def everybody(data: sets.Outbreaks) -> dict[str, Ran]:
    """Each method on the same series."""
    found = {}
    for method in METHODS:
        if method.startswith("farrington-nb"):
            found[AS_R] = ran(data, method, Options(dispersion=Dispersion.AS_R))
        found[method] = ran(data, method)
    return found | {CEILING: ceiling(data)}


def table(what: str, found: Mapping[str, Ran]) -> Iterator[str]:
    """The lines for the terminal: each method as it comes, then all at one share of false alarms."""
    yield f"\n{what}: as they come\n{_HEAD}"
    for name, each in found.items():
        yield _line(name, each.at_its_own(), each.cost)
    for fpr in (0.01, 0.02):
        yield f"{what}: all at FPR {fpr} (comparison only)\n{_HEAD}"
        for name, each in found.items():
            yield _line(name, each.at(fpr), each.cost)


def _line(name: str, its: Score, cost: float) -> str:
    shares = f"{its.fpr:7.4f}{its.pod:7.3f}{its.first_week:8.3f}{its.sensitivity:7.3f}{its.ppv:7.3f}{its.f1:7.3f}"
    return f"{name:34}{shares}{its.delay:7.2f}{cost:13.4f}"


def there() -> Iterator[str]:
    """What R reached, for comparison: on another set, not on this one."""
    yield "\nR surveillance 1.20.3 on the set of seed 20130901 (840 series)"
    for name, (fpr, pod, first_week, f1) in R_THERE.items():
        more = "" if np.isnan(f1) else f"  week 1 {first_week:.3f}  F1 {f1:.3f}"
        yield f"{name:44}FPR {fpr:.3f}  POD {pod:.3f}{more}"


def promises(recipe: Mapping[str, Ran], harsh: Mapping[str, Ran]) -> Iterator[Measured]:
    """Safelamp's detector beside Farrington as R has it, on the same series."""
    most, least = Promise.AT_MOST, Promise.AT_LEAST
    ours, theirs = recipe["safelamp"].at_its_own(), recipe[AS_R].at_its_own()
    beside = f"Farrington {theirs.fpr:.4f} / {theirs.pod:.3f} / {theirs.first_week:.3f} / {theirs.f1:.3f}"
    yield Measured("recipe: false alarms at nominal .01", ours.fpr, "FPR", most, 0.010, digits=4, beside=beside)
    yield Measured("recipe: POD above Farrington's", ours.pod - theirs.pod, "share", least, 0.03, digits=3)
    first = ours.first_week - theirs.first_week
    yield Measured("recipe: first-week POD above Farrington's", first, "share", least, 0.0, digits=3)
    yield Measured("recipe: F1 by Farrington's", ours.f1 / theirs.f1, "times", least, 1.4, digits=2)
    gain = recipe["safelamp"].at(0.02).pod - recipe[AS_R].at(0.02).pod
    yield Measured("recipe: POD above Farrington's, both at FPR .02", gain, "share", least, 0.03, digits=3)
    own = harsh["safelamp"].at_its_own().fpr
    r_fpr = f"Farrington {harsh[AS_R].at_its_own().fpr:.4f}"
    yield Measured("harsh: false alarms at nominal .01", own, "FPR", most, 0.015, digits=4, beside=r_fpr)
    gain = harsh["safelamp"].at(0.02).pod - harsh[AS_R].at(0.02).pod
    yield Measured("harsh: POD above Farrington's, both at FPR .02", gain, "share", least, 0.12, digits=3)
    for name, each in recipe.items():
        if name != CEILING:
            what = f"CPU s per 1,000 series-weeks, {name}"
            yield Measured(what, each.cost, "s", most, 0.1, digits=4, beside="R 12.2")


def measure(seed: int = SEED, repetitions: int = REPETITIONS, drawn: Path | None = None) -> Iterator[Measured]:
    """Runs everything, prints the tables, draws the picture where it is asked for, and gives the promised numbers."""
    print(f"seed {seed}: {42 * repetitions} series of the recipe, as many of the harsh set", flush=True)
    recipe = everybody(sets.recipe(seed, repetitions))
    print(*table("recipe", recipe), sep="\n", flush=True)
    harsh = everybody(sets.harsh(seed, repetitions))
    print(*table("harsh set", harsh), *there(), sep="\n", flush=True)
    if drawn:
        drawn.write_text(picture({name: (each, harsh[name]) for name, each in recipe.items()}), encoding="utf-8")
        print(f"drawn: {drawn}")
    yield from promises(recipe, harsh)
    yield from few.measure(seed, max(1, repetitions // 2))
    yield from speed.measure()


def main(arguments: list[str]) -> int:
    """1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--reps", type=int, default=REPETITIONS, help="repetitions of the 42 scenarios")
    parser.add_argument("--picture", type=Path, nargs="?", const=PICTURE, help=f"draw it, to {PICTURE.name} or a file")
    chosen = parser.parse_args(arguments)
    kept = True
    for number in measure(chosen.seed, chosen.reps, chosen.picture):
        print(number.line(), flush=True)
        kept &= number.is_kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
