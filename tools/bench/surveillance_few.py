"""The small-count set judged: with its hierarchy by Safelamp, and by what an officer would reach for otherwise."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from safelamp.engines.surveillance.blocks import judge_blocks
from safelamp.engines.surveillance.values import Counts, Integers, Verdicts
from tools.bench import surveillance_small as small
from tools.bench import surveillance_small_scores as scores
from tools.bench.measured import Measured, Promise
from tools.bench.surveillance_small_scores import SmallScore

AT = 0.002  # false alarms among quiet weeks, at which methods are compared
COMPARED = ("safelamp", "ears-c1", "ears-c2", "cusum")
_HEAD = f"{'':34}{'FPR':>7}{'events':>8}{'single':>8}{'runs':>7}{'false':>7}{'after a training':>18}"


def measure(seed: int, unions: int) -> Iterator[Measured]:
    """Prints the tables, gives the promised numbers."""
    drawn = small.unions(seed, unions)
    known = [_known(union) for union in drawn]
    found = {method: _both(drawn, method) for method in COMPARED}
    print(*_table(known, found), sep="\n", flush=True)
    null, seen = found["safelamp"]
    ours = scores.small_at_fpr(known, null=_scores(null), seen=_scores(seen), fpr=AT)
    got = scores.small_score(known, null=[each.alarm for each in null], seen=[each.alarm for each in seen])
    yield Measured(
        f"small counts: events of one series found at FPR {AT}", ours.single, "POD", Promise.AT_LEAST, 0.40, digits=3
    )
    yield Measured("small counts: false among the alarms raised", got.false, "share", Promise.AT_MOST, 0.10, digits=3)
    what = f"small counts: false alarms after a training, FPR {AT}"
    yield Measured(what, ours.after, "times", Promise.AT_MOST, 1.0, digits=2, beside="for one otherwise")


_Judged = Mapping[str, tuple[list[Verdicts], list[Verdicts]]]


def _both(drawn: Sequence[small.SmallCounts], method: str) -> tuple[list[Verdicts], list[Verdicts]]:
    return (
        [_verdicts(union, union.null, method) for union in drawn],
        [_verdicts(union, union.null + union.extra, method) for union in drawn],
    )


def _verdicts(union: small.SmallCounts, cases: small.Array, method: str) -> Verdicts:
    return judge_blocks(Counts(_rows(cases).astype(float), groups=_groups(union)), small.JUDGED, method=method)


def _rows(cases: small.Array) -> Integers:
    return cases.reshape(-1, cases.shape[-1])


def _groups(union: small.SmallCounts) -> dict[str, Integers]:
    hazards = small.HAZARDS
    return {
        "workplace": np.repeat(np.arange(small.WORKPLACES), hazards),
        "hazard": np.tile(np.arange(hazards), small.WORKPLACES),
        "sector": np.repeat(union.sector, hazards),
        "region": np.repeat(union.region, hazards),
    }


def _known(union: small.SmallCounts) -> scores.Union:
    groups = _groups(union)
    training = np.repeat(union.training, small.HAZARDS, axis=0)
    extra = _rows(union.extra)[:, small.JUDGED.start :]
    after = scores.after_training(training, small.JUDGED)
    return scores.Union(extra, after, groups["hazard"], groups["sector"], groups["region"])


def _scores(verdicts: Sequence[Verdicts]) -> list[scores.Numbers]:
    return [each.score for each in verdicts]


def _table(known: Sequence[scores.Union], found: _Judged) -> Iterator[str]:
    yield f"\nsmall counts, {len(known)} unions: as they come\n{_HEAD}"
    for name, (null, seen) in found.items():
        alarms = ([each.alarm for each in verdicts] for verdicts in (null, seen))
        yield _line(name, scores.small_score(known, null=next(alarms), seen=next(alarms)))
    yield f"small counts: all at FPR {AT} (comparison only)\n{_HEAD}"
    for name, (null, seen) in found.items():
        yield _line(name, scores.small_at_fpr(known, null=_scores(null), seen=_scores(seen), fpr=AT))


def _line(name: str, its: SmallScore) -> str:
    shares = f"{its.fpr:7.4f}{its.events:8.3f}{its.single:8.3f}{its.runs:7.3f}{its.false:7.3f}"
    return f"{name:34}{shares}{its.after:18.2f}"
