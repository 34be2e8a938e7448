"""Safelamp's own detector: each series by what its history allows, and all of them through the hierarchy."""

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from safelamp.engines.surveillance.sparse import judging as sparse
from safelamp.engines.surveillance.steady import judging as steady
from safelamp.engines.surveillance.steady.history import history, old_enough
from safelamp.engines.surveillance.values import Channel, Counts, Options, Verdicts

LOOKS = 2  # by itself, and with its group


def detect(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Judges each week by `steady` where three years of history lie before it, else by `sparse`.

    Where the counts have a hierarchy, `sparse` looks at all series together too: what a group shows counts for its old
    members as well, with the chance of either look. Without an alpha then only those alarms stay of which at most the
    promised share is false.
    """
    old = old_enough(history(counts))[:, judged.start : judged.stop]
    if old.all() and not counts.groups:
        return steady.judge(counts, judged, options)
    young = sparse.judge(counts, judged, options)
    if not old.any():
        return young
    grown = steady.judge(counts, judged, options)
    if not counts.groups:
        return joined(old, grown, young)
    return promised(with_groups(old, grown, young), counts, options)


def joined(old: NDArray[np.bool_], grown: Verdicts, young: Verdicts) -> Verdicts:
    """The cells of `grown` where `old` says so, else those of `young`."""
    names = [each.name for each in fields(Verdicts) if each.name not in {"first", "groups"}]
    return replace(young, **{name: np.where(old, getattr(grown, name), getattr(young, name)) for name in names})


def with_groups(old: NDArray[np.bool_], grown: Verdicts, young: Verdicts) -> Verdicts:
    """Old series as they are by themselves, or with their group where that says more."""
    with np.errstate(invalid="ignore"):
        more = (young.channel == Channel.GROUP) & (young.p < grown.p)
    both = joined(old & ~more, grown, young)
    p = np.where(old, np.minimum(both.p * LOOKS, 1.0), both.p)
    return replace(both, p=p, score=np.where(old, np.maximum(both.score - np.log10(LOOKS), 0.0), both.score))


def promised(verdicts: Verdicts, counts: Counts, options: Options) -> Verdicts:
    """The alarms that a person gets, under the alpha or the share of false alarms that was asked for."""
    wanted = sparse.alarms(verdicts.p, options=options, groups=sparse.scanned(counts))
    alarm = verdicts.alarm & wanted
    channel = np.where(alarm, verdicts.channel, Channel.NONE).astype(np.int8)
    return replace(verdicts, alarm=alarm, channel=channel, span=np.where(alarm, verdicts.span, 1).astype(np.int16))
