"""How often evidence so strong comes from nothing: by simulation from what was expected in the year before.

All series are held against one scale, so that alarms go where evidence is strongest and their share over all series is
what was asked for; a series by itself may have somewhat more or less.
"""

from dataclasses import dataclass

import numpy as np

from safelamp.engines.surveillance.steady.expecting import Forecast
from safelamp.engines.surveillance.steady.onsets import ONSETS, POISSON, evidence, together
from safelamp.engines.surveillance.values import Floats

DRAWS = 40_000  # weeks simulated, at least
SEED = 20130901  # any will do; it is fixed so that the same table gives the same alarms
RARE = 0.1  # cases a week: rarer series are not drawn, they would make room for more false alarms in the others
KNOWN_TAIL = 100  # draws above which the tail goes on as an exponential


@dataclass(frozen=True, slots=True)
class Scale:
    """Evidence in rising order and, as logarithms, the chance of at least so much where nothing happens."""

    evidence: Floats
    logs: Floats
    excess: float  # of the evidence over its end, on average

    def chance(self, evidence: Floats) -> Floats:
        """The chance of evidence at least so strong, for one series and week."""
        beyond = np.maximum(evidence - self.evidence[-1], 0.0) / self.excess
        return np.asarray(np.exp(np.interp(evidence, self.evidence, self.logs) - beyond))

    def bound(self, chance: float) -> float:
        """Evidence that is passed with that chance."""
        log = np.log(chance)
        if log < self.logs[-1]:
            return float(self.evidence[-1] + (self.logs[-1] - log) * self.excess)
        return float(np.interp(log, self.logs[::-1], self.evidence[::-1]))


def calibrated(expected: Forecast, weeks: slice) -> Scale:
    """The scale for series that are expected so; `weeks` are those of the forecast before the judged ones."""
    drawn = _draw(expected.mean[:, :, weeks], expected.uncertainty[:, :, weeks], expected.dispersion)
    values, first = np.unique(drawn, return_index=True)
    chances = (len(drawn) - first) / len(drawn)
    known = chances >= min(KNOWN_TAIL / len(drawn), chances[0])
    excess = drawn[drawn > values[known][-1]] - values[known][-1]
    logs = np.log(chances[known])
    return Scale(values[known], logs, float(excess.mean()) if len(excess) else 1.0)


def _draw(mean: Floats, uncertainty: Floats, dispersion: Floats) -> Floats:
    """Evidence of simulated weeks without outbreaks, in rising order.

    A mean that is not known exactly is wrong in the same direction for all weeks of an onset.
    """
    onsets = len(ONSETS)
    frequent = mean[0].mean(1) >= RARE
    if not frequent.any():
        frequent[:] = True
    chosen = np.flatnonzero(frequent)
    chosen = chosen[np.lexsort((dispersion[chosen], mean[0, chosen].mean(1)))]  # whatever order they came in
    windows = len(mean[0, 0]) - onsets + 1
    every = max(1, len(chosen) * windows // DRAWS)
    times = -(-DRAWS // (len(chosen) * len(range(0, windows, every))))
    weeks = np.arange(0, windows, every)[:, None] + np.arange(onsets)
    shape = (onsets, -1, onsets)
    means, doubts = (
        np.tile(part[:, chosen][:, :, weeks].reshape(shape), (1, times, 1)) for part in (mean, uncertainty)
    )
    unit = np.maximum(np.tile(np.repeat(dispersion[chosen], len(weeks)), times)[:, None], POISSON)
    random = np.random.default_rng(SEED)
    doubt = np.maximum(doubts[0, :, -1:], 1e-6)
    truth = np.maximum(means[0] * random.gamma(1 / doubt, doubt), 1e-9)
    seen = random.negative_binomial(truth / (unit - 1), 1 / unit).astype(float)
    return np.sort(together(evidence(seen, np.ones_like(seen), means, unit + doubts * means))[:, 0])
