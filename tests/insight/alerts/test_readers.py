"""Who sees which alert: the table of roles, audiences, floors and organisations."""

import pytest

from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Rule, Source, Watchfulness
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.states import AlertVerb
from tests.insight.alerts.happening import alert, statistic
from tests.people import House

ROLES = ("officer", "focal_point", "representative", "trainer", "restricted_reader")
SEES = {
    Audience.READERS: {"officer", "focal_point", "representative", "restricted_reader"},
    Audience.NO_REPRESENTATIVES: {"officer", "focal_point", "restricted_reader"},
    Audience.NO_FOCAL_POINTS: {"officer", "representative"},
    Audience.RESTRICTED: {"restricted_reader"},
}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("who", ROLES)
def test_an_alert_reaches_the_readers_of_its_reports_only(union: House, audience: Audience, who: str) -> None:
    found = alert(union, audience=audience)
    seen = queries.alerts_for(getattr(union, who).member).filter(id=found.id).exists()
    assert seen == (who in SEES[audience])


@pytest.mark.parametrize("who", ROLES)
def test_an_alert_of_another_organisation_does_not_exist(union: House, other_union: House, who: str) -> None:
    found = alert(other_union)
    member, session = getattr(union, who).member, getattr(union, who).session
    with pytest.raises(Alert.DoesNotExist):
        queries.alert_for(member, found.id)
    with pytest.raises(Alert.DoesNotExist):
        operations.handle(found, AlertVerb.VERIFY, by=session)


def test_the_parent_organisation_does_not_see_a_unions_alerts(federation: House, union: House) -> None:
    alert(union)
    assert not queries.alerts_for(federation.officer.member).exists()


def test_a_representative_sees_their_own_floor(union: House) -> None:
    here, there = alert(union), alert(union, workplace_id=union.second_workplace.id)
    wide = statistic(union, workplace_id=None)
    seen = set(queries.alerts_for(union.representative.member))
    assert seen == {here}
    assert {here, there, wide} <= set(queries.alerts_for(union.officer.member))


def test_a_representative_sees_nothing_of_the_register(union: House) -> None:
    alert(union, source=Source.REGISTER)
    assert not queries.alerts_for(union.representative.member).exists()


def test_a_representative_reads_and_does_not_handle(union: House) -> None:
    found = queries.alert_for(union.representative.member, alert(union).id)
    assert not queries.may_handle(union.representative.member, found)
    with pytest.raises(Alert.DoesNotExist):
        operations.handle(found, AlertVerb.VERIFY, by=union.representative.session)


def test_a_reader_of_the_restricted_lane_handles_its_alerts_whatever_their_role(union: House) -> None:
    reader = union.restricted_reader
    reader.member.role = Role.TRAINER
    reader.member.save()
    hidden = alert(union, audience=Audience.RESTRICTED, rule=Rule.RESTRICTED)
    alert(union)
    assert list(queries.alerts_for(reader.member)) == [hidden]
    assert operations.handle(hidden, AlertVerb.VERIFY, by=reader.session).state == "verified"


def test_counts_hide_what_a_member_may_not_know_of(union: House) -> None:
    alert(union)
    alert(union, audience=Audience.RESTRICTED, rule=Rule.RESTRICTED)
    alert(union)
    assert queries.alert_counts(union.officer.member).open == 2
    assert queries.alert_counts(union.restricted_reader.member).open == 3


def test_who_may_not_keep_watches_changes_none(union: House, other_union: House) -> None:
    statistic(union)
    watch = Watch.objects.get()
    for member in (union.representative.member, union.trainer.member, other_union.officer.member):
        with pytest.raises(Watch.DoesNotExist):
            operations.choose_watchfulness(watch, Watchfulness.CALM, by=member)
    assert operations.choose_watchfulness(watch, Watchfulness.CALM, by=union.focal_point.member).watchfulness == "calm"
