"""How often alarms on small counts are right: outbreaks that touch one series or many, and trainings between them.

All arrays are of shape (series, judged weeks). The published sets do not say which cells belong to which event, so an
event is found again from its cases: a *run* is one series from its first to its last week with extra cases (pauses up
to two weeks belong to it); an *event* is all runs of one hazard that overlap in time in one sector or one region.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tools.bench.surveillance_scores import threshold_for

Booleans = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]
PAUSE, AFTER_TRAINING = 2, 9  # weeks; a training is over after weeks 0 to 8


@dataclass(frozen=True, slots=True)
class Run:
    """One series' part in an event: its row, first and last week."""

    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Union:
    """What is known of one union: extra cases, trainings by series (in all weeks), and what each series belongs to."""

    extra: Integers  # judged weeks only
    after_training: Booleans
    hazard: Integers
    sector: Integers
    region: Integers


@dataclass(frozen=True, slots=True)
class SmallScore:
    """Shares between 0 and 1.

    `events`: events with an alarm in a week of a run of theirs; `single`: the same of events of one series only;
    `runs`: the same of runs. `false`: alarms outside the runs, of all alarms, with outbreaks there. `after`: false
    alarms in the weeks 0-8 after a training, for one in other weeks, both a week, without outbreaks.
    """

    fpr: float
    events: float
    single: float
    runs: float
    false: float
    after: float


def runs_of(extra: Integers) -> list[Run]:
    """The runs of all series.

    >>> runs_of(np.array([[0, 1, 0, 2, 0, 0, 0, 1]]))
    [Run(row=0, first=1, last=3), Run(row=0, first=7, last=7)]
    """
    found = []
    for row, cases in enumerate(extra):
        weeks = np.flatnonzero(cases)
        parts = np.split(weeks, np.flatnonzero(np.diff(weeks) > PAUSE) + 1) if len(weeks) else []
        found += [Run(row, int(part[0]), int(part[-1])) for part in parts]
    return found


def events_of(union: Union) -> list[list[Run]]:
    """Runs that belong together."""
    events: list[list[Run]] = []
    for run in runs_of(union.extra):
        ours = [event for event in events if any(_together(union, run, other) for other in event)]
        events = [event for event in events if event not in ours] + [[run, *chain.from_iterable(ours)]]
    return events


def _together(union: Union, one: Run, other: Run) -> bool:
    near = union.sector[one.row] == union.sector[other.row] or union.region[one.row] == union.region[other.row]
    overlap = one.first <= other.last and other.first <= one.last
    return bool(near and overlap and union.hazard[one.row] == union.hazard[other.row])


def small_score(unions: Sequence[Union], *, null: Sequence[Booleans], seen: Sequence[Booleans]) -> SmallScore:
    """Alarms on the unions without outbreaks and with them."""
    events, runs = [], []
    alarms = outside = 0
    for union, alarm in zip(unions, seen, strict=True):
        inside = np.zeros_like(alarm)
        for event in events_of(union):
            hits = [bool(alarm[run.row, run.first : run.last + 1].any()) for run in event]
            runs += hits
            events.append((len(event), any(hits)))
            for run in event:
                inside[run.row, run.first : run.last + 1] = True
        alarms += int(alarm.sum())
        outside += int((alarm & ~inside).sum())
    after = np.concatenate([union.after_training.ravel() for union in unions])
    quiet = np.concatenate([alarm.ravel() for alarm in null])
    return SmallScore(
        fpr=float(quiet.mean()),
        events=_mean([hit for _, hit in events]),
        single=_mean([hit for size, hit in events if size == 1]),
        runs=_mean(runs),
        false=outside / alarms if alarms else float("nan"),
        after=float(quiet[after].mean() / quiet[~after].mean()) if quiet[~after].any() else float("nan"),
    )


def small_at_fpr(
    unions: Sequence[Union], *, null: Sequence[Numbers], seen: Sequence[Numbers], fpr: float
) -> SmallScore:
    """The same with one threshold on the score of all unions: for comparing methods only."""
    threshold = threshold_for(np.concatenate([each.ravel() for each in null]), fpr)
    above = [[np.nan_to_num(each, nan=-np.inf) > threshold for each in scores] for scores in (null, seen)]
    return small_score(unions, null=above[0], seen=above[1])


def after_training(training: Booleans, judged: range) -> Booleans:
    """The judged weeks 0 to 8 after a training, of the same rows.

    >>> after_training(np.eye(1, 12, 1, dtype=bool), range(12)).astype(int).tolist()
    [[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]]
    """
    recent = np.zeros_like(training)
    for lag in range(AFTER_TRAINING):
        recent[:, lag:] |= training[:, : training.shape[1] - lag]
    return np.asarray(recent[:, judged.start : judged.stop])


def _mean(hits: Sequence[bool]) -> float:
    return float(np.mean(hits)) if hits else float("nan")
