"""The season of each hazard: one wave a year, learnt from all its series together and held back where they are few."""

import numpy as np

from safelamp.engines.surveillance.values import Floats

SPREADS = np.array([0.2, 0.25, 0.25])  # prior standard deviations: level, cosine, sine
STEPS = 2
LARGEST = 1.0  # of the logarithm of the season


class Seasons:
    """Wave of each hazard; columns are learnt in their order, `log_factor` is the logarithm of a column's season."""

    __slots__ = ("basis", "cases", "expected", "waves")

    def __init__(self, *, hazards: int, weeks: int, period: int) -> None:
        turns = 2 * np.pi * np.arange(weeks) / period
        self.basis = np.column_stack([np.ones(weeks), np.cos(turns), np.sin(turns)])
        self.cases, self.expected = np.zeros((hazards, weeks)), np.zeros((hazards, weeks))
        self.waves = np.zeros((hazards, len(SPREADS)))

    def learn(self, column: int, *, cases: Floats, expected: Floats) -> None:
        """Takes one week: the cases of each hazard, and what was expected without a season."""
        self.cases[:, column], self.expected[:, column] = cases, expected

    def settle(self, stop: int, *, dispersion: float) -> None:
        """Two steps towards the likeliest waves, from the columns before `stop`."""
        basis, cases, expected = self.basis[:stop], self.cases[:, :stop], self.expected[:, :stop]
        squares = (basis[:, :, None] * basis[:, None, :]).reshape(stop, -1)
        for _ in range(STEPS):
            mean = expected * np.exp(np.clip(self.waves @ basis.T, -LARGEST, LARGEST))
            pull = (cases - mean) @ basis / dispersion - self.waves / SPREADS**2
            bend = (mean @ squares).reshape(-1, len(SPREADS), len(SPREADS)) / dispersion + np.diag(SPREADS**-2)
            step = np.linalg.solve(bend, pull[..., None])[..., 0]
            self.waves += np.clip(step, -LARGEST, LARGEST)

    def factor(self, column: int) -> Floats:
        """How many times the usual is expected of each hazard in this column."""
        return np.asarray(np.exp(np.clip(self.waves[:, 1:] @ self.basis[column, 1:], -LARGEST, LARGEST)))
