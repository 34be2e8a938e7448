"""Workplaces and their posters."""

import datetime as dt
from collections.abc import Callable

import pytest
import segno
from django.test import Client

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind, Profile
from safelamp.ground.workplaces.models import Employer, Workplace
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
NEW = {
    "name": "Dye house", "employer": "Dye Ltd", "sector": "C131", "country": "TH", "place": "Rayong",
    "union_members": "12",
}  # fmt: skip


def test_a_workplace_is_added_with_code_phrase_and_employer(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.focal_point).post("/desk/workplaces/add/", NEW)
    added = Workplace.objects.get(name="Dye house")
    assert answer["Location"] == f"/desk/workplaces/{added.id}/?done=kept"
    assert (added.organisation, added.sector, added.union_members) == (union.organisation, "C131", 12)
    assert (len(added.code), bool(added.check_phrase)) == (6, True)
    assert [each.name for each in added.employers.all()] == ["Dye Ltd"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "x" * 121), ("name", "Union Mill"), ("sector", "Z99"), ("sector", ""), ("country", "XX"),
        ("union_members", "-1"), ("union_members", "99999999999"), ("employer", ""), ("place", "x" * 121),
        ("name", "nul\x00"),
    ],
)  # fmt: skip
def test_a_wrong_answer_adds_nothing_and_says_so(at_desk: AtDesk, union: House, field: str, value: str) -> None:
    before = Workplace.objects.count()
    answer = at_desk(union.focal_point).post("/desk/workplaces/add/", NEW | {field: value})
    assert b"not kept yet" in answer.content
    assert Workplace.objects.count() == before


def test_another_organisation_may_use_the_same_name(at_desk: AtDesk, union: House, other_union: House) -> None:
    assert at_desk(other_union.officer).post("/desk/workplaces/add/", NEW | {"name": "Union Mill"}).status_code == 302


def test_a_workplace_is_corrected_and_keeps_its_code(at_desk: AtDesk, union: House) -> None:
    code = union.workplace.code
    address = f"/desk/workplaces/{union.workplace.id}/correct/"
    client = at_desk(union.focal_point)
    assert 'value="C1410" selected' in client.get(address).content.decode()
    client.post(address, NEW | {"name": "Union Mill", "sector": "C1410"})
    union.workplace.refresh_from_db()
    assert (union.workplace.place, union.workplace.code, union.workplace.union_members) == ("Rayong", code, 12)


def test_employers_come_and_go_but_one_stays(at_desk: AtDesk, union: House) -> None:
    client, place = at_desk(union.focal_point), union.workplace
    first = place.employers.get()
    address = f"/desk/workplaces/{place.id}/employers/"
    refused = client.post(f"{address}{first.id}/end/").content.decode()
    assert "at least one employer" in refused
    client.post(address, {"name": "Agency Ltd", "role": "agency"})
    client.post(f"{address}{first.id}/end/")
    assert [each.name for each in place.employers.all()] == ["Agency Ltd"]


def test_an_employer_of_another_workplace_cannot_be_taken_away(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    theirs = other_union.workplace.employers.get()
    answer = at_desk(union.officer).post(f"/desk/workplaces/{union.workplace.id}/employers/{theirs.id}/end/")
    assert answer.status_code == 404
    assert Employer.objects.filter(id=theirs.id).exists()


def test_the_same_employer_twice_is_refused(at_desk: AtDesk, union: House) -> None:
    address = f"/desk/workplaces/{union.workplace.id}/employers/"
    answer = at_desk(union.officer).post(address, {"name": "Union Ltd", "role": "agency"})
    assert b"there already" in answer.content
    assert union.workplace.employers.count() == 1


def test_a_month_is_kept_once_and_corrected(at_desk: AtDesk, union: House) -> None:
    client, address = at_desk(union.focal_point), f"/desk/workplaces/{union.workplace.id}/months/"
    client.post(address, {"month": "2026-03", "head_count": "40", "hours": "6400"})
    client.post(address, {"month": "2026-03", "head_count": "41", "hours": ""})
    row = union.workplace.months.get()
    assert (row.month, row.head_count, row.hours) == (dt.date(2026, 3, 1), 41, None)


@pytest.mark.parametrize(
    ("month", "people", "hours"),
    [("2999-01", "4", ""), ("March", "4", ""), ("2026-03", "-4", ""), ("2026-03", "4", "2977"), ("", "", "")],
)
def test_an_impossible_month_is_refused(at_desk: AtDesk, union: House, month: str, people: str, hours: str) -> None:
    address = f"/desk/workplaces/{union.workplace.id}/months/"
    answer = at_desk(union.focal_point).post(address, {"month": month, "head_count": people, "hours": hours})
    assert answer.status_code == 200
    assert not union.workplace.months.exists()


def test_a_workplace_is_listed_only_when_chosen(at_desk: AtDesk, union: House) -> None:
    client, address = at_desk(union.focal_point), f"/desk/workplaces/{union.workplace.id}/list/"
    client.post(address)
    assert Workplace.objects.get(id=union.workplace.id).listed
    client.post(f"{address}end/")
    assert not Workplace.objects.get(id=union.workplace.id).listed


def test_a_new_code_ends_the_old_posters(at_desk: AtDesk, union: House, client: Client) -> None:
    old = union.workplace.code
    at_desk(union.focal_point).post(f"/desk/workplaces/{union.workplace.id}/code/")
    union.workplace.refresh_from_db()
    assert union.workplace.code != old


def _poster(client: Client, house: House, query: str = "") -> str:
    return client.get(f"/desk/workplaces/{house.workplace.id}/poster/{query}").content.decode()


def test_the_poster_carries_the_address_as_square_and_in_words(at_desk: AtDesk, union: House) -> None:
    page = _poster(at_desk(union.focal_point), union)
    address = f"localhost/r/{union.workplace.code}"
    assert f">{address}<" in page
    lines = segno.make(f"http://{address}", error="q", micro=False).svg_inline(border=4, omitsize=True)
    assert lines[lines.index(' d="') : lines.rindex('"')] in page


def test_the_poster_shows_the_check_phrase_of_the_first_screen(at_desk: AtDesk, union: House) -> None:
    assert union.workplace.check_phrase in _poster(at_desk(union.focal_point), union)


def test_the_poster_speaks_the_language_that_is_asked_for(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert '<html lang="th"' in _poster(client, union, "?lang=th")
    assert '<html lang="en"' in _poster(client, union, "?lang=xx")


def test_the_poster_shows_emergency_numbers_only_when_they_are_confirmed(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert "1669" not in _poster(client, union)
    organisations.confirm_emergency_numbers(union.organisation, numbers="1669", by=union.officer.member)
    assert "1669" in _poster(client, union)


def test_a_hostile_poster_names_neither_union_nor_workplace(at_desk: AtDesk, union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    page = _poster(at_desk(union.focal_point), union)
    assert "Clear Water" in page
    assert "union" not in page.casefold()
    assert "Safelamp" not in page


def test_a_practice_poster_says_that_it_is_one(at_desk: AtDesk, union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(kind=OrganisationKind.PRACTICE)
    assert "Practice: do not report here" in _poster(at_desk(union.focal_point), union)


def test_the_poster_promises_no_more_than_holds(at_desk: AtDesk, union: House) -> None:
    page = _poster(at_desk(union.focal_point), union)
    assert "In a small group, people may still guess." in page
    assert "anonymous" not in page.lower()
