"""Plans group actions of one workplace and the same readers; their state is computed."""

import datetime as dt

import pytest

from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.actions import operations, queries
from safelamp.loop.actions.models import Plan, Term
from safelamp.loop.actions.states import PlanState
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.models import Kind
from tests.loop.agreed import DUE, agree, take, verified
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()


def plan(house: House, *, who: str = "focal_point", **choices: object) -> Plan:
    made = {"term": Term.MEDIUM_TERM, "title": "After the workshop", "at": MORNING, **choices}
    return operations.make_plan(house.workplace, by=getattr(house, who).session, **made)  # type: ignore[arg-type]


def state(house: House, *, on: dt.date = TODAY) -> PlanState:
    return queries.plan_standings(house.officer.member, on=on)[0].state


def test_a_plan_goes_from_pending_over_on_track_and_behind_schedule_to_completed(union: House) -> None:
    made = plan(union)
    case = take(union, report(union))
    assert state(union) == PlanState.PENDING
    action = agree(union, case, plan=made)
    assert state(union) == PlanState.ON_TRACK
    assert state(union, on=DUE + dt.timedelta(days=1)) == PlanState.BEHIND_SCHEDULE
    operations.report_fixed(action, by=union.focal_point.session)
    assert state(union, on=DUE + dt.timedelta(days=1)) == PlanState.ON_TRACK
    operations.put_into_plan(verified(union, case), made, by=union.focal_point.session)
    standing = queries.plan_standings(union.officer.member, on=TODAY)[0]
    assert (standing.counts.agreed, standing.counts.verified, standing.state) == (2, 1, PlanState.ON_TRACK)


def test_only_verified_completes_a_plan(union: House) -> None:
    made = plan(union)
    verified(union, take(union, report(union)), plan=made)
    assert state(union) == PlanState.COMPLETED


def test_a_workplace_without_a_plan_is_not_covered_and_the_worst_plan_speaks_for_the_others(union: House) -> None:
    late, done = plan(union), plan(union, term=Term.IMMEDIATE)
    case = take(union, report(union))
    agree(union, case, plan=late, due_on=TODAY)
    verified(union, case, plan=done)
    standings = queries.workplace_standings(union.officer.member, on=TODAY + dt.timedelta(days=1))
    assert {each.workplace: (each.state, len(each.plans)) for each in standings} == {
        union.workplace: (PlanState.BEHIND_SCHEDULE, 2),
        union.second_workplace: (PlanState.NOT_COVERED, 0),
    }


def test_titles_open_for_readers(union: House) -> None:
    made = plan(union)
    assert queries.plan_titles(union.representative.session, [made]) == {made.id: "After the workshop"}


def test_an_action_goes_only_into_a_plan_of_its_workplace_and_readers(union: House) -> None:
    made = plan(union)
    elsewhere = take(union, report(union, workplace=union.second_workplace))
    with pytest.raises(Refused, match="another workplace"):
        agree(union, elsewhere, plan=made)
    hidden = take(union, report(union, kind=Kind.FORCED), who="restricted_reader")
    with pytest.raises(Refused, match="other readers"):
        agree(union, hidden, who="restricted_reader", plan=made)
    own = plan(union, who="restricted_reader", audience=Audience.RESTRICTED)
    agree(union, hidden, who="restricted_reader", plan=own)
    assert set(queries.plans_for(union.officer.member)) == {made}
    assert set(queries.plans_for(union.restricted_reader.member)) == {made, own}


def test_nobody_makes_a_plan_that_they_may_not_read(union: House) -> None:
    with pytest.raises(Refused, match="may not read"):
        plan(union, audience=Audience.RESTRICTED)


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_roles_without_the_permission_make_no_plan(union: House, who: str) -> None:
    with pytest.raises(Refused, match="Your role does not allow this"):
        plan(union, who=who)


def test_another_union_finds_neither_plan_nor_workplace(union: House, other_union: House) -> None:
    made = plan(union)
    stranger = other_union.officer
    with pytest.raises(Plan.DoesNotExist):
        queries.plan_for(stranger.member, made.id)
    with pytest.raises(Workplace.DoesNotExist):
        operations.make_plan(union.workplace, term=Term.CORRECTIVE, title="x", by=stranger.session)
    foreign = take(other_union, report(other_union))
    with pytest.raises(Plan.DoesNotExist):
        agree(other_union, foreign, plan=made)


def test_a_representative_finds_the_plans_of_their_floor(union: House) -> None:
    made = plan(union)
    operations.make_plan(union.second_workplace, term=Term.CORRECTIVE, title="Yard", by=union.officer.session)
    assert list(queries.plans_for(union.representative.member)) == [made]
