"""How often alerts were right: judged ones only, in a year, for whom it concerns, with an exact interval."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import operations
from safelamp.insight.alerts.choices import Risk, Rule
from safelamp.insight.alerts.precision import interval, precision_for
from safelamp.insight.alerts.states import AlertVerb
from tests.insight.alerts.happening import MORNING, TODAY, alert
from tests.people import House

DAY = dt.timedelta(days=1)


def judged(house: House, verb: AlertVerb, **changed: object) -> None:
    who = house.restricted_reader if changed.get("audience") == Audience.RESTRICTED else house.officer
    operations.handle(alert(house, **changed), verb, by=who.session, note="Asked.", risk=Risk.NONE, at=MORNING)


def test_the_share_of_real_alerts_is_counted_by_rule_and_without_what_nobody_can_tell(union: House) -> None:
    for verb in (AlertVerb.VERIFY, AlertVerb.VERIFY, AlertVerb.FIND_NOT_REAL, AlertVerb.CANNOT_TELL):
        judged(union, verb)
    judged(union, AlertVerb.VERIFY, rule=Rule.DEATH)
    alert(union)  # not judged yet
    death, fire = precision_for(union.officer.member, on=TODAY)
    assert (death.rule, death.share) == (Rule.DEATH, 1.0)
    assert (fire.real, fire.not_real, fire.cannot_tell, fire.judged) == (2, 1, 1, 3)
    assert fire.share == pytest.approx(2 / 3)
    assert fire.low is not None
    assert 0.09 < fire.low < 0.1


def test_what_was_judged_more_than_a_year_ago_does_not_count(union: House) -> None:
    judged(union, AlertVerb.VERIFY)
    assert precision_for(union.officer.member, on=TODAY + 364 * DAY)
    assert precision_for(union.officer.member, on=TODAY + 365 * DAY) == []


def test_the_restricted_lane_counts_for_its_readers_only(union: House) -> None:
    judged(union, AlertVerb.VERIFY, rule=Rule.RESTRICTED, audience=Audience.RESTRICTED)
    assert precision_for(union.officer.member, on=TODAY) == []
    assert len(precision_for(union.restricted_reader.member, on=TODAY)) == 1


@given(st.integers(1, 400), st.data())
def test_the_interval_is_that_of_clopper_and_pearson(trials: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, trials))
    low, high = interval(hits, trials)
    assert low == pytest.approx(beta.ppf(0.025, hits, trials - hits + 1) if hits else 0, abs=1e-9)
    assert high == pytest.approx(beta.ppf(0.975, hits + 1, trials - hits) if hits < trials else 1, abs=1e-9)
