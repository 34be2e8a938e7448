"""Actions and plans at the desk."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.doors.desk.action_acts import ACTION_ACTS
from safelamp.loop.actions import operations, queries
from safelamp.loop.actions.models import CorrectiveAction, CostBand, Plan, Term
from safelamp.loop.actions.states import ActionState
from safelamp.loop.cases.models import Case
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


def soon(days: int = 7) -> str:
    return (things.today() + dt.timedelta(days=days)).isoformat()


def agreed(**changes: str) -> dict[str, str]:
    return {
        "what": "Fit a fixed guard",
        "level": "3",
        "owner_side": "site",
        "owner": "maintenance",
        "due_on": soon(),
        **changes,
    }


def agree(client: Client, case: Case, **changes: str) -> str:
    answer = client.post(f"/desk/cases/{case.id}/agree/", agreed(**changes))
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def act(client: Client, action: CorrectiveAction, name: str, **answers: str) -> str:
    answer = client.post(f"/desk/actions/{action.id}/{name}/", answers)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def reported(house: House) -> CorrectiveAction:
    return operations.report_fixed(things.action(house), by=house.focal_point.session)


def test_an_action_is_written_down_with_owner_and_due_date(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    assert agree(client, case, cost="low") == f"/desk/cases/{case.id}/?done=agreed"
    action = CorrectiveAction.objects.get()
    assert (action.level, action.cost, action.due_on) == (3, CostBand.LOW, dt.date.fromisoformat(soon()))
    shown = client.get(f"/desk/cases/{case.id}/").content.decode()
    for words in ("Fit a fixed guard", "maintenance", "3 of 5, strong", "agreed, not begun", "7 days left"):
        assert words in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"what": ""}, "This field is required."),
        ({"what": "  "}, "This field is required."),
        ({"what": "x" * 4_001}, "Ensure this value has at most 4000 characters"),
        ({"level": "9"}, "Choose one from the list."),
        ({"level": ""}, "This field is required."),
        ({"due_on": "2020-01-01"}, "Choose a day from today on, within five years."),
        ({"due_on": "9999-01-01"}, "Choose a day from today on, within five years."),
        ({"due_on": "next week"}, "Enter a valid date."),
        ({"cost": "everything"}, "Choose one from the list."),
        ({"plan": str(uuid.uuid4())}, "Choose one from the list."),
        ({"owner_member": str(uuid.uuid4())}, "Choose one from the list."),
    ],
)
def test_what_cannot_be_agreed_is_told_beside_its_field(
    at_desk: AtDesk, union: House, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in agree(at_desk(union.focal_point), things.open_case(union), **changes)
    assert not CorrectiveAction.objects.exists()


def test_a_colleague_owes_only_for_the_union_and_is_one_of_ours(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    ours, theirs = str(union.officer.member.id), str(other_union.officer.member.id)
    assert "A colleague can owe an action only for the union." in agree(client, case, owner_member=ours)
    assert "Choose one from the list." in agree(client, case, owner_side="union", owner_member=theirs)
    assert "?done=agreed" in agree(client, case, owner_side="union", owner_member=ours)


def test_an_agreement_sent_twice_is_one_action(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    assert agree(client, case, once="k1") == agree(client, case, once="k1")
    assert CorrectiveAction.objects.count() == 1


def test_an_action_goes_its_way_to_verified(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    focal_point, representative = at_desk(union.focal_point), at_desk(union.representative)
    assert "done=started" in act(focal_point, action, "start")
    assert "done=reported_fixed" in act(focal_point, action, "fixed", words="The manager says so.")
    assert "done=verified" in act(representative, action, "verify", seen_how="told", told_by_count="6", evidence="All.")
    action.refresh_from_db()
    assert (action.state, action.told_by_count) == (ActionState.VERIFIED, 6)
    shown = focal_point.get(f"/desk/actions/{action.id}/").content.decode()
    for words in ("told by workers (6)", "The manager says so.", "wrote down that it is reported fixed"):
        assert words in shown


def test_whoever_wrote_it_down_is_told_why_they_cannot_verify_and_who_can(at_desk: AtDesk, union: House) -> None:
    action = reported(union)
    client = at_desk(union.focal_point)
    for path in (f"/desk/actions/{action.id}/", f"/desk/actions/{action.id}/verify/"):
        shown = client.get(path).content.decode()
        assert "You wrote down that it was fixed. Somebody else has to verify it." in shown
        assert f"{union.representative.member.login_name} (safety representative)" in shown
        assert f"{union.trainer.member.login_name} (" not in shown
    assert "Somebody else has to verify it." in act(client, action, "verify", seen_how="visit")
    action.refresh_from_db()
    assert action.state == ActionState.REPORTED_FIXED


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "This field is required."),
        ({"seen_how": "rumour"}, "Choose one from the list."),
        ({"seen_how": "told"}, "Say how many workers told you."),
        ({"seen_how": "told", "told_by_count": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"seen_how": "told", "told_by_count": "many"}, "Enter a whole number."),
    ],
)
def test_verifying_says_how_it_was_seen(at_desk: AtDesk, union: House, answers: dict[str, str], sentence: str) -> None:
    action = reported(union)
    assert sentence in act(at_desk(union.representative), action, "verify", **answers)
    action.refresh_from_db()
    assert action.state == ActionState.REPORTED_FIXED


def test_where_a_person_judges_no_answer_is_yellow(at_desk: AtDesk, union: House) -> None:
    action = reported(union)
    client = at_desk(union.representative)
    for judged in ("verify", "not-accepted"):
        assert "btn main" not in client.get(f"/desk/actions/{action.id}/{judged}/").content.decode()


def test_not_accepted_escalated_and_moved_each_need_a_reason(at_desk: AtDesk, union: House) -> None:
    action = reported(union)
    focal_point, representative = at_desk(union.focal_point), at_desk(union.representative)
    assert "This field is required." in act(representative, action, "not-accepted", reason="")
    assert "done=not_accepted" in act(representative, action, "not-accepted", reason="The bolts are missing.")
    assert "This field is required." in act(focal_point, action, "due", due_on=soon(20))
    assert "done=revised" in act(focal_point, action, "due", due_on=soon(20), reason="Bolts ordered.")
    assert "This is the due date that was agreed before." in act(
        focal_point, action, "due", due_on=soon(20), reason="Again."
    )
    assert "done=escalated" in act(focal_point, action, "escalate", reason="To the head office.")
    shown = focal_point.get(f"/desk/actions/{action.id}/").content.decode()
    for words in ("first agreed for", "Bolts ordered.", "The bolts are missing.", "To the head office."):
        assert words in shown


def test_an_act_that_is_not_possible_now_says_so(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    answer = at_desk(union.representative).get(f"/desk/actions/{action.id}/verify/")
    assert answer.status_code == 409
    assert "This is not possible now" in answer.content.decode()


def test_a_representative_verifies_and_agrees_nothing(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    client = at_desk(union.representative)
    for name, each in ACTION_ACTS.items():
        said = client.get(f"/desk/actions/{action.id}/{each.path}/").status_code
        assert (said == 404) == (name not in {"verify_action", "refuse_action"}), name
    assert client.get(f"/desk/cases/{action.case_id}/agree/").status_code == 404


def test_the_list_is_longest_overdue_first_and_says_of_how_many(at_desk: AtDesk, union: House) -> None:
    soonest = things.action(union)
    client = at_desk(union.focal_point)
    agree(client, soonest.case, what="Later thing", due_on=soon(30))
    CorrectiveAction.objects.filter(id=soonest.id).update(due_on=things.today() - dt.timedelta(days=3))
    shown = client.get("/desk/actions/").content.decode()
    assert shown.index("Fit a fixed guard") < shown.index("Later thing")
    assert "3 days late" in shown
    assert "Showing 1–2 of 2." in shown
    assert "Behind schedule 1" in shown
    assert "Later thing" not in client.get("/desk/actions/?show=late").content.decode()
    assert client.get("/desk/actions/?show=x&from=-3").status_code == 200


def test_an_empty_list_says_where_actions_come_from(at_desk: AtDesk, union: House) -> None:
    assert "Actions are written down on the page of a case" in (
        at_desk(union.focal_point).get("/desk/actions/").content.decode()
    )


def test_a_plan_is_made_filled_and_printed_without_a_reporters_word(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    client = at_desk(union.focal_point)
    made = client.post(
        "/desk/plans/new/", {"workplace": str(union.workplace.id), "term": "immediate", "title": "This week"}
    )
    plan = Plan.objects.get()
    assert made["Location"] == f"/desk/plans/{plan.id}/?done=plan_made"
    assert "done=planned" in act(client, action, "plan", plan=str(plan.id))
    shown = client.get(f"/desk/plans/{plan.id}/").content.decode()
    assert "Fit a fixed guard" in shown
    assert "No word of a reporter is on this sheet." in shown
    assert things.STORY not in shown
    listed = client.get("/desk/plans/").content.decode()
    assert "0 of 1 verified" in listed
    assert "Not covered by a plan." in listed  # the second workplace


def test_on_paper_a_colleague_who_owes_something_is_the_union(at_desk: AtDesk, union: House) -> None:
    plan = things.plan(union)
    client = at_desk(union.focal_point)
    owner = union.officer.member
    agree(client, things.open_case(union), owner_side="union", owner_member=str(owner.id), plan=str(plan.id))
    shown = client.get(f"/desk/plans/{plan.id}/").content.decode()
    assert f'<span class="screen">{owner.login_name}</span><span class="paper-inline">the union</span>' in shown


@pytest.mark.parametrize("answers", [{}, {"title": "x" * 121}, {"title": "T", "workplace": "not an id"}])
def test_a_plan_without_its_answers_is_not_made(at_desk: AtDesk, union: House, answers: dict[str, str]) -> None:
    answer = at_desk(union.focal_point).post("/desk/plans/new/", {"term": "immediate", **answers})
    assert "This is not kept yet." in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_of_another_organisation_cannot_be_chosen(at_desk: AtDesk, union: House, other_union: House) -> None:
    theirs = things.plan(other_union)
    client = at_desk(union.focal_point)
    answer = client.post(
        "/desk/plans/new/", {"workplace": str(other_union.workplace.id), "term": "immediate", "title": "T"}
    )
    assert "Choose one from the list." in answer.content.decode()
    action = things.action(union)
    operations.make_plan(union.workplace, term=Term.MEDIUM_TERM, title="Ours", by=union.focal_point.session)
    assert "Choose one from the list." in act(client, action, "plan", plan=str(theirs.id))
    assert queries.action_for(union.officer.member, action.id).plan is None
