"""What somebody asked `safelamp watch` for."""

from dataclasses import dataclass
from pathlib import Path

from safelamp.engines.surveillance.values import Dispersion, Options
from safelamp.site.counts.databases import DatabaseTable


@dataclass(frozen=True, slots=True)
class Wish:
    """The table, what to do with it, and where the alarms go."""

    counts: Path | DatabaseTable
    out: Path
    method: str
    alpha: float | None = None
    weeks: str | None = None
    dispersion: Dispersion = Dispersion.CORRECTED
    period: int = 52
    exposure: Path | None = None
    dask: str = ""  # address of a scheduler
    plot: Path | None = None  # a folder, or one file that ends in .svg

    @property
    def options(self) -> Options:
        """As the detectors take them."""
        return Options(alpha=self.alpha, dispersion=self.dispersion)
