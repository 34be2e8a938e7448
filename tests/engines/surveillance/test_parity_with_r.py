"""The reference methods against R surveillance 1.20.3: every bound, p value, mean, dispersion, trend and alarm."""

from pathlib import Path

import numpy as np
import pytest

from safelamp.engines.surveillance.farrington import expect
from safelamp.engines.surveillance.methods import detect
from safelamp.engines.surveillance.reference_weeks import NOUFAILY
from safelamp.engines.surveillance.values import Dispersion, Floats, Options
from tests.engines.surveillance.reference_tables import Reference, long, references, wide

BESIDE = [folder / "shared" / "surveillance" for folder in Path(__file__).parents[4:]]  # or beside all checkouts
AS_R = Options(dispersion=Dispersion.AS_R)
COLUMNS = {  # R's bound, p value and alarm by our method's name
    "farrington-nb": ("ub_nb", "p_nb", "alarm_nb"),
    "farrington-delta": ("ub_delta", "p_delta", "alarm_delta"),
    "farrington-muan": ("ub_muan", "p_muan", "alarm_muan"),
    "ears-c1": ("ub_C1", None, "alarm_C1"),
    "ears-c2": ("ub_C2", None, "alarm_C2"),
    "ears-c3": ("ub_C3", None, "alarm_C3"),
    "cusum": (None, None, "alarm_cusum"),
    **{
        f"{family}-{number}": (f"ub_{family}{number}", None, f"alarm_{family}{number}")
        for family in ("bayes", "rki")
        for number in (1, 2, 3)
    },
}
IN_THE_FULL_REFERENCE = [method for method in COLUMNS if not method.startswith(("bayes", "rki", "farrington-muan"))]
TOLERANCE = 1e-6
SMALL = Path(__file__).parent / "reference"


def shared(name: str) -> list[Reference]:
    """R's answers in the folder beside the checkout, if it is there."""
    folder = next((folder for folder in BESIDE if folder.is_dir()), None)
    if folder is None:
        pytest.skip("The full reference lies in shared/surveillance beside the checkout; it is not there.")
    if name == "conformance":
        return references(folder / "conformance.csv", wide(folder / "conformance_input.csv", named="dev"))
    return references(folder / "real_reference.csv", long(folder / "real_input.csv"))


def small() -> list[Reference]:
    """R's answers that lie in this folder."""
    return references(SMALL / "answers.csv", wide(SMALL / "counts.csv", named=""))


def agree(ours: Floats, theirs: Floats, what: str) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=TOLERANCE, equal_nan=True, err_msg=what)


def check_bounds(reference: Reference, method: str) -> None:
    """A method's bounds, p values and alarms; where R has no bound it may have an alarm of NA, which is none."""
    upper, p, alarm = COLUMNS[method]
    verdicts = detect(reference.counts, reference.judged, method=method, options=AS_R)
    what = f"{method} on {reference.name}"
    if upper:
        agree(verdicts.upper[0], reference.answers[upper], what)
    if p:
        agree(verdicts.p[0], reference.answers[p], what)
    agree(verdicts.alarm[0].astype(float), np.nan_to_num(reference.answers[alarm]), what)


def check_expectation(reference: Reference) -> None:
    expected = expect(reference.counts, reference.judged, dispersion=Dispersion.AS_R, settings=NOUFAILY)
    agree(np.exp(expected.prediction.log_mean[0]), reference.answers["mu"], f"mean of {reference.name}")
    agree(expected.prediction.phi[0], reference.answers["phi"], f"dispersion of {reference.name}")
    agree(expected.trend[0].astype(float), reference.answers["trend"], f"trend of {reference.name}")


@pytest.mark.parametrize("method", COLUMNS)
def test_every_bound_and_alarm_of_the_small_reference_is_as_r_has_it(method: str) -> None:
    for reference in small():
        check_bounds(reference, method)


def test_every_mean_dispersion_and_trend_of_the_small_reference_is_as_r_has_it() -> None:
    for reference in small():
        check_expectation(reference)


def test_corrected_dispersion_is_not_as_r_has_it() -> None:
    differ = 0
    for reference in small():
        expected = expect(reference.counts, reference.judged, dispersion=Dispersion.CORRECTED, settings=NOUFAILY)
        differ += (expected.trend[0] != reference.answers["trend"].astype(bool)).sum()
    assert differ > 0


@pytest.mark.parametrize("name", ["conformance", "real_reference"])
@pytest.mark.parametrize("method", IN_THE_FULL_REFERENCE)
def test_every_bound_and_alarm_is_as_r_has_it(name: str, method: str) -> None:
    for reference in shared(name):
        check_bounds(reference, method)


@pytest.mark.parametrize("name", ["conformance", "real_reference"])
def test_every_mean_dispersion_and_trend_is_as_r_has_it(name: str) -> None:
    for reference in shared(name):
        check_expectation(reference)


@pytest.mark.parametrize("name", ["conformance", "real_reference"])
def test_every_cusum_is_as_r_has_it(name: str) -> None:
    for reference in shared(name):
        verdicts = detect(reference.counts, reference.judged, method="cusum")
        surprise = verdicts.score[0] * np.log(10) / (2 * 1.04) - 0.583
        agree(np.where(verdicts.score[0] > 0, surprise, 0), reference.answers["cusum"], reference.name)
