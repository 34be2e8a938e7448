"""Three new sheets at the desk: one at a time, typed back, and only then in force."""

import re
from collections.abc import Callable, Sequence

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, paper_key, roles
from safelamp.ground.vault import operations as vault
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
NEW = "/desk/paper-key/new/"


@pytest.fixture
def keeper(union: House) -> Person:
    """The officer, who holds every key."""
    roles.name_restricted_reader(union.officer.member, by=union.officer.member)
    vault.admit(union.officer.member, by=union.restricted_reader.session)
    return union.officer


def sheet_on(page: str) -> str:
    return "-".join(re.findall(r"<span>([A-Z2-7]{3,4})</span>", page))


def step(client: Client, step: str, **typed: str) -> str:
    return client.post(NEW, {"step": step, **typed}).content.decode()


def printed(client: Client) -> list[str]:
    return [sheet_on(step(client, "begin")), *(sheet_on(step(client, "sheet", number=n)) for n in "23")]


def endings(sheets: Sequence[str]) -> dict[str, str]:
    return {f"sheet_{number}": sheet.rpartition("-")[2] for number, sheet in enumerate(sheets, 1)}


def opens(house: House, sheets: Sequence[str]) -> bool:
    member = members.enrol("opener", organisation=house.organisation, role=Role.OFFICER, by=None).member
    try:
        paper_key.admit_from_paper(member, sheets)
    except CannotOpen:
        return False
    finally:
        member.delete()
    return True


def test_the_sheets_come_one_at_a_time_and_work_after_the_last_was_typed_back(
    at_desk: AtDesk, union: House, keeper: Person
) -> None:
    client = at_desk(keeper)
    assert "Show the first sheet" in client.get(NEW).content.decode()
    sheets = printed(client)
    assert len({*sheets}) == 3
    assert opens(union, union.sheets[:2])
    answer = client.post(NEW, {"step": "keep", **endings(sheets)})
    assert answer["Location"].endswith("?done=paper_renewed")
    assert opens(union, sheets[1:])
    assert not opens(union, union.sheets[:2])


def test_a_sheet_stands_alone_on_its_page_with_a_square_and_where_to_keep_it(at_desk: AtDesk, keeper: Person) -> None:
    client = at_desk(keeper)
    first = step(client, "begin")
    second = step(client, "sheet", number="2")
    assert first.count('class="qr"') == second.count('class="qr"') == 1
    assert sheet_on(first) not in second
    assert sheet_on(second) not in first
    assert "at their home" in first
    assert "in another town" in second


def test_a_wrong_ending_keeps_the_old_sheets_and_lets_try_again(at_desk: AtDesk, union: House, keeper: Person) -> None:
    client = at_desk(keeper)
    sheets = printed(client)
    page = step(client, "keep", **{**endings(sheets), "sheet_2": "ABC"})
    assert "This is not the last group of the sheet" in page
    assert opens(union, union.sheets[:2])
    assert client.post(NEW, {"step": "keep", **endings(sheets)}).status_code == 302


def test_who_stops_half_way_has_changed_nothing_and_keeps_nothing(
    at_desk: AtDesk, union: House, keeper: Person
) -> None:
    client = at_desk(keeper)
    sheets = printed(client)
    client.get(NEW)
    assert client.post(NEW, {"step": "keep", **endings(sheets)})["Location"] == NEW
    assert opens(union, union.sheets[:2])


def test_the_sheets_lie_nowhere_readable_while_they_are_printed(at_desk: AtDesk, keeper: Person) -> None:
    sheets = printed(at_desk(keeper))
    kept = "".join(str(row.get_decoded()) for row in Session.objects.all())
    assert not any(sheet in kept or sheet.replace("-", "") in kept for sheet in sheets)


def test_who_does_not_hold_everything_is_told_who_does_and_can_bring_two_old_sheets(
    at_desk: AtDesk, union: House, keeper: Person
) -> None:
    roles.change_role(union.second_focal_point.member, role=Role.OFFICER, by=keeper.member)
    client = at_desk(union.second_focal_point)
    page = client.get(NEW).content.decode()
    assert "can do it alone: union.officer" in page
    assert "do not hold every key" in step(client, "begin")
    first = step(client, "begin", sheet_first=union.sheets[0], sheet_second=union.sheets[2])
    assert sheet_on(first)


@pytest.mark.parametrize(
    ("second", "said"),
    [("", "This field is required."), ("nonsense", "not a whole sheet"), ("same", "the same sheet twice")],
)
def test_old_sheets_that_do_not_fit_say_why(at_desk: AtDesk, union: House, second: str, said: str) -> None:
    typed = union.sheets[0] if second == "same" else second
    page = step(at_desk(union.officer), "begin", sheet_first=union.sheets[0], sheet_second=typed)
    assert said in page
    assert not sheet_on(page)


def test_sheets_of_another_union_say_so_and_after_some_tries_one_has_to_wait(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    client = at_desk(union.officer)
    foreign = {"sheet_first": other_union.sheets[0], "sheet_second": other_union.sheets[1]}
    pages = [step(client, "begin", **foreign) for _ in range(7)]
    assert "do not belong to the paper key" in pages[0]
    assert "Too many sheets did not fit" in pages[-1]


def test_somebody_faster_makes_these_sheets_worth_nothing(at_desk: AtDesk, union: House, keeper: Person) -> None:
    client = at_desk(keeper)
    sheets = printed(client)
    paper_key.renew(paper_key.begin_renewal(keeper.session), by=keeper.session)
    page = step(client, "keep", **endings(sheets))
    assert "Destroy these sheets" in page
    assert not opens(union, sheets[:2])


@pytest.mark.parametrize("number", ["", "0", "4", "x", "-1"])
def test_a_sheet_that_does_not_exist_leads_to_the_last_question(at_desk: AtDesk, keeper: Person, number: str) -> None:
    client = at_desk(keeper)
    step(client, "begin")
    assert "Are all three on paper?" in step(client, "sheet", number=number)
