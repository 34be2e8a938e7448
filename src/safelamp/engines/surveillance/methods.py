"""The detectors by the names that people call them with."""

from collections.abc import Callable, Mapping
from functools import partial

from safelamp.engines.surveillance import bayes, cusum, ears, farrington, rki
from safelamp.engines.surveillance.detector import detect as by_safelamp
from safelamp.engines.surveillance.same_season import SECOND, THIRD
from safelamp.engines.surveillance.values import Counts, CountsRefused, Options, Verdicts

Detector = Callable[[Counts, range, Options], Verdicts]
METHODS: Mapping[str, Detector] = {
    "safelamp": by_safelamp,
    "farrington-nb": farrington.detect_nb,
    "farrington-delta": farrington.detect_delta,
    "farrington-muan": farrington.detect_muan,
    "ears-c1": ears.detect_c1,
    "ears-c2": ears.detect_c2,
    "ears-c3": ears.detect_c3,
    "cusum": cusum.detect,
    "bayes-1": bayes.detect,
    "bayes-2": partial(bayes.detect, window=SECOND),
    "bayes-3": partial(bayes.detect, window=THIRD),
    "rki-1": rki.detect,
    "rki-2": partial(rki.detect, window=SECOND),
    "rki-3": partial(rki.detect, window=THIRD),
}
DEFAULT = "safelamp"
COUNTS_ALONE = frozenset(METHODS) - {DEFAULT}  # those that have no use for what counts are in proportion to


def detect(counts: Counts, judged: range, *, method: str = DEFAULT, options: Options | None = None) -> Verdicts:
    """Judges the columns `judged` of the counts, each from itself and what lies before it."""
    if method not in METHODS:
        raise CountsRefused(f"There is no method “{method}”. There are: {', '.join(METHODS)}.")
    if judged.step != 1 or not 0 <= judged.start < judged.stop <= counts.weeks:
        raise CountsRefused(f"The weeks to judge must lie in the table's {counts.weeks} weeks, in their order.")
    return METHODS[method](counts, judged, options or Options())
