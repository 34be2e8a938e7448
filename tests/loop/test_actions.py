"""Agreeing actions, following them, verifying them with other eyes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Member, Profile
from safelamp.loop.actions import closing, operations, queries
from safelamp.loop.actions.models import ActionEvent, ControlLevel, CorrectiveAction, CostBand, OwnerSide, SeenHow
from safelamp.loop.actions.states import ActionState, ActionVerb
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case, ConfirmedBy
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports.models import Kind
from tests.loop.agreed import agree, fixed, take
from tests.loop.told import MORNING, report
from tests.people import House

TODAY = MORNING.date()
WEEK = dt.timedelta(days=7)


def test_an_agreed_action_keeps_what_who_and_by_when(union: House) -> None:
    case = take(union, report(union))
    action = agree(
        union, case, what="Fit a fixed guard", owner="Maintenance", level=ControlLevel.ENGINEERING, cost=CostBand.LOW
    )
    assert (action.state, action.agreed_on, action.due_on, action.first_due_on) == (
        ActionState.OPEN, TODAY, TODAY + WEEK, TODAY + WEEK
    )  # fmt: skip
    words = queries.words_of(union.representative.session, [action])[action.id]
    assert (words.what, words.owner) == ("Fit a fixed guard", "Maintenance")
    assert ControlLevel(action.level).rank == "3 of 5"


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_roles_without_the_permission_cannot_agree(union: House, who: str) -> None:
    case = take(union, report(union))
    with pytest.raises((Refused, Case.DoesNotExist)):
        agree(union, case, who=who)
    assert not CorrectiveAction.objects.exists()


def test_an_agreement_has_words_and_a_day_to_come(union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match="Write what was agreed"):
        agree(union, case, what=" ")
    with pytest.raises(Refused, match="cannot lie in the past"):
        agree(union, case, due_on=TODAY - dt.timedelta(days=1))


def test_nothing_new_is_agreed_on_a_closed_or_merged_case(union: House) -> None:
    closed, merged, into = (take(union, report(union)) for _ in range(3))
    cases.merge(merged, into=into, by=union.focal_point.session)
    closing.close_case(closed, by=union.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE)
    for case in (closed, merged):
        with pytest.raises(Refused, match="The case is not open"):
            agree(union, case)


def test_a_colleague_owes_an_action_only_for_the_own_union(union: House, other_union: House) -> None:
    case = take(union, report(union))
    with pytest.raises(Refused, match="only for the union"):
        agree(union, case, owner_side=OwnerSide.SITE, owner_member=union.officer.member)
    with pytest.raises(Member.DoesNotExist):
        agree(union, case, owner_side=OwnerSide.UNION, owner_member=other_union.officer.member)
    action = agree(union, case, owner_side=OwnerSide.UNION, owner_member=union.officer.member)
    assert list(queries.owed_by(union.officer.member)) == [action]
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(id=action.id).update(owner_side=OwnerSide.SITE)


# Verified by other eyes


def test_reported_fixed_is_not_verified(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    assert (action.state, action.reported_fixed_on) == (ActionState.REPORTED_FIXED, TODAY)
    counts = queries.counts_of(queries.actions_of(union.officer.member, action.case))
    assert (counts.agreed, counts.reported_fixed, counts.verified, counts.not_verified) == (1, 1, 0, 1)


def test_a_representative_verifies_and_says_how_it_was_seen(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    by = union.representative.session
    action = operations.verify(
        action, by=by, seen_how=SeenHow.TOLD, told_by_count=3, evidence="Three from the night shift", at=MORNING
    )
    assert (action.state, action.verified_by, action.verified_on) == (ActionState.VERIFIED, by.member, TODAY)
    assert (action.seen_how, action.told_by_count) == (SeenHow.TOLD, 3)
    last = queries.history_of(union.officer.session, action)[-1]
    assert (last.verb, last.member, last.evidence) == (ActionVerb.VERIFY, by.member, "Three from the night shift")


def test_whoever_wrote_down_that_it_was_fixed_cannot_verify_it(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    with pytest.raises(Refused, match="You wrote down that it was fixed"):
        operations.verify(action, by=union.focal_point.session, seen_how=SeenHow.VISIT)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(id=action.id).update(
            state=ActionState.VERIFIED, verified_on=TODAY, verified_by=union.focal_point.member, seen_how="visit"
        )


def test_the_owner_cannot_verify_their_own_action(union: House) -> None:
    owner = union.officer
    action = fixed(union, take(union, report(union)), owner_side=OwnerSide.UNION, owner_member=owner.member)
    with pytest.raises(Refused, match="You owe this action yourself"):
        operations.verify(action, by=owner.session, seen_how=SeenHow.VISIT)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(id=action.id).update(
            state=ActionState.VERIFIED, verified_on=TODAY, verified_by=owner.member, seen_how="visit"
        )
    assert not queries.waiting_to_be_verified(owner.member).exists()
    assert list(queries.waiting_to_be_verified(union.representative.member)) == [action]


@pytest.mark.parametrize(("how", "count"), [(SeenHow.TOLD, None), (SeenHow.TOLD, 0), (SeenHow.VISIT, 2)])
def test_told_by_workers_says_by_how_many(union: House, how: SeenHow, count: int | None) -> None:
    action = fixed(union, take(union, report(union)))
    with pytest.raises(Refused, match="how many workers"):
        operations.verify(action, by=union.officer.session, seen_how=how, told_by_count=count)


def test_a_trainer_cannot_verify(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    with pytest.raises(CorrectiveAction.DoesNotExist):
        operations.verify(action, by=union.trainer.session, seen_how=SeenHow.VISIT)
    assert not queries.waiting_to_be_verified(union.trainer.member).exists()


def test_the_database_refuses_a_verification_without_who_when_and_how(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(id=action.id).update(state=ActionState.VERIFIED)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectiveAction.objects.filter(id=action.id).update(reported_fixed_by=None)


# Not accepted, escalated, due dates


def test_what_is_not_really_done_goes_back_with_the_reason(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    with pytest.raises(Refused, match="Write the reason"):
        operations.do_not_accept(action, reason="", by=union.representative.session)
    action = operations.do_not_accept(action, reason="Only press 4 has it", by=union.representative.session)
    assert action.state == ActionState.NOT_ACCEPTED
    assert queries.history_of(union.focal_point.session, action)[-1].evidence == "Only press 4 has it"
    action = operations.start(action, by=union.focal_point.session)
    assert action.state == ActionState.IN_PROGRESS


def test_an_escalated_action_can_still_be_fixed(union: House) -> None:
    action = agree(union, take(union, report(union)))
    action = operations.escalate(action, reason="To the inspectorate", by=union.focal_point.session)
    assert action.state == ActionState.ESCALATED
    action = operations.report_fixed(action, by=union.focal_point.session)
    assert action.state == ActionState.REPORTED_FIXED


def test_the_first_due_date_and_every_reason_stay(union: House) -> None:
    action = agree(union, take(union, report(union)))
    by, first = union.focal_point.session, action.due_on
    for weeks, reason in ((2, "The part is late"), (3, "The part is later")):
        action = operations.revise_due_date(action, due_on=TODAY + weeks * WEEK, reason=reason, by=by, at=MORNING)
    assert (action.first_due_on, action.due_on) == (first, TODAY + 3 * WEEK)
    kept = queries.revisions_of(union.officer.session, action)
    assert [(each.old_due_on, each.new_due_on, each.reason, each.member) for each in kept] == [
        (first, TODAY + 2 * WEEK, "The part is late", by.member),
        (TODAY + 2 * WEEK, TODAY + 3 * WEEK, "The part is later", by.member),
    ]


def test_a_due_date_moves_only_forward_of_today_and_with_a_reason(union: House) -> None:
    action = agree(union, take(union, report(union)))
    by = union.focal_point.session
    for due_on, reason, why in (
        (TODAY + 2 * WEEK, " ", "Write the reason"),
        (action.due_on, "The same", "agreed before"),
        (TODAY - WEEK, "Back", "in the past"),
    ):
        with pytest.raises(Refused, match=why):
            operations.revise_due_date(action, due_on=due_on, reason=reason, by=by, at=MORNING)


def test_late_is_computed_and_ends_with_reported_fixed(union: House) -> None:
    case = take(union, report(union))
    late = agree(union, case, due_on=TODAY)
    agree(union, case, due_on=TODAY + WEEK)
    member, tomorrow = union.officer.member, TODAY + dt.timedelta(days=1)
    assert list(queries.overdue_on(member, TODAY)) == []
    assert list(queries.overdue_on(member, tomorrow)) == [late]
    assert late.is_late_on(tomorrow)
    assert queries.counts_of(queries.actions_of(member, case), on=tomorrow).behind_schedule == 1
    operations.report_fixed(late, by=union.focal_point.session)
    assert not queries.overdue_on(member, tomorrow).exists()


# Who may know of which action


def test_actions_come_strongest_control_first_with_those_of_merged_cases(union: House) -> None:
    case, other = take(union, report(union)), take(union, report(union))
    gloves = agree(union, case, level=ControlLevel.PPE)
    guard = agree(union, other, level=ControlLevel.ENGINEERING)
    away = agree(union, case, level=ControlLevel.ELIMINATE)
    cases.merge(other, into=case, by=union.focal_point.session)
    assert list(queries.actions_of(union.officer.member, case)) == [away, guard, gloves]


def test_another_union_and_the_parent_find_no_action(union: House, other_union: House, federation: House) -> None:
    action = fixed(union, take(union, report(union)))
    for house in (other_union, federation):
        for person in house.everybody:
            assert not queries.actions_for(person.member).exists()
            with pytest.raises(CorrectiveAction.DoesNotExist):
                queries.action_for(person.member, action.id)
            with pytest.raises(CorrectiveAction.DoesNotExist):
                operations.verify(action, by=person.session, seen_how=SeenHow.VISIT)
            with pytest.raises(Case.DoesNotExist):
                operations.agree(
                    action.case, what="x", level=ControlLevel.PPE, owner_side=OwnerSide.SITE, due_on=TODAY,
                    by=person.session, at=MORNING,
                )  # fmt: skip


def test_a_representative_finds_the_actions_of_their_floor_only(union: House) -> None:
    here = agree(union, take(union, report(union)))
    agree(union, take(union, report(union, workplace=union.second_workplace)))
    assert list(queries.actions_for(union.representative.member)) == [here]


def test_actions_of_the_restricted_lane_are_for_its_readers(union: House) -> None:
    case = take(union, report(union, kind=Kind.FORCED), who="restricted_reader")
    action = agree(union, case, who="restricted_reader", what="Give the passports back")
    for who in ("officer", "focal_point", "representative", "trainer"):
        person = getattr(union, who)
        assert not queries.actions_for(person.member).exists()
        with pytest.raises(CannotOpen):
            queries.words_of(person.session, [action])
    words = queries.words_of(union.restricted_reader.session, [action])
    assert words[action.id].what == "Give the passports back"


def test_every_act_leaves_one_audit_line_and_one_line_of_history(union: House) -> None:
    action = fixed(union, take(union, report(union)))
    operations.verify(action, by=union.officer.session, seen_how=SeenHow.PHOTO)
    verbs = set(AuditLine.objects.filter(subject_id=action.id).values_list("verb", flat=True))
    assert verbs == {"actions.agree", "actions.report_fixed", "actions.verify"}
    assert [*ActionEvent.objects.values_list("verb", flat=True)] == ["agree", "report_fixed", "verify"]


def test_a_hostile_profile_keeps_weeks_but_never_moves_a_due_date(union: House) -> None:
    union.organisation.profile, union.organisation.retention_months = Profile.HOSTILE, 1
    union.organisation.save()
    friday = MORNING + dt.timedelta(days=4)
    case = cases.open_case([report(union, at=friday)], by=union.focal_point.session, at=friday)
    action = agree(union, case, due_on=friday.date(), at=friday)
    action = operations.report_fixed(action, by=union.focal_point.session, at=friday)
    assert {action.agreed_on, action.reported_fixed_on} == {TODAY}
    assert action.due_on == friday.date()
