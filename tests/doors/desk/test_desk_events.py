"""An event on the screens: one row, one page, one act."""

import re
from collections.abc import Callable

from django.test import Client

from safelamp.loop.cases.models import Case
from safelamp.loop.reports.models import Kind, Report
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
INBOX = "/desk/inbox/"


def crowd(house: House, size: int = 3, **choices: object) -> Report:
    first, *_others = [things.told(house, **choices)[0] for _ in range(size)]
    return first


def once(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def test_the_inbox_shows_one_row_that_says_how_many(at_desk: AtDesk, union: House) -> None:
    first = crowd(union)
    page = at_desk(union.focal_point).get(INBOX).content.decode()
    assert "3 reports within an hour" in page
    assert f"/desk/events/{first.id}/" in page
    assert page.count('<tr class="new">') == 1
    assert "All 1" in page


def test_the_page_lists_them_and_opens_no_story(at_desk: AtDesk, union: House) -> None:
    first = crowd(union)
    page = at_desk(union.representative).get(f"/desk/events/{first.id}/").content.decode()
    assert page.count("/desk/reports/") == 3
    assert things.STORY not in page
    assert "one case of these" not in page
    assert "A focal point or an officer takes them" in page


def test_one_act_makes_one_case_and_a_double_click_makes_no_second(at_desk: AtDesk, union: House) -> None:
    first, client = crowd(union), at_desk(union.focal_point)
    address = f"/desk/events/{first.id}/"
    page = client.get(address).content.decode()
    assert "Take them: one case of these 3" in page
    said = {"once": once(page), "title": "Fire in the store"}
    answers = [client.post(f"{address}take/", said) for _ in range(2)]
    case = Case.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/desk/cases/{case.id}/?done=taken_together"] * 2
    assert case.case_reports.count() == 3
    assert client.get(address).status_code == 404


def test_a_colleague_who_is_slower_is_led_to_what_still_waits(at_desk: AtDesk, union: House) -> None:
    first = crowd(union)
    slower, address = at_desk(union.officer), f"/desk/events/{first.id}/"
    said = {"once": once(slower.get(address).content.decode()), "title": ""}
    at_desk(union.focal_point).post(f"{address}take/", {"title": ""})
    answer = slower.post(f"{address}take/", said, follow=True)
    assert "A colleague has just taken these reports." in answer.content.decode()
    assert Case.objects.count() == 1


def test_what_comes_later_is_offered_to_the_case(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    client.post(f"/desk/events/{crowd(union).id}/take/", {"title": "Fire"})
    late, case = crowd(union, 2), Case.objects.get()
    page = client.get(f"/desk/events/{late.id}/").content.decode()
    assert "They may belong to an open case" in page
    answer = client.post(f"/desk/events/{late.id}/add/", {"case": str(case.id)})
    assert answer["Location"] == f"/desk/cases/{case.id}/?done=added_together"
    assert case.case_reports.count() == 5


def test_a_report_of_an_event_leads_to_the_others(at_desk: AtDesk, union: House) -> None:
    first = crowd(union)
    page = at_desk(union.focal_point).get(f"/desk/reports/{first.id}/").content.decode()
    assert "3 reports tell of this danger within an hour." in page


def test_the_restricted_lane_has_its_events_for_its_readers(at_desk: AtDesk, union: House) -> None:
    first = crowd(union, kind=Kind.FORCED)
    assert at_desk(union.restricted_reader).get(f"/desk/events/{first.id}/").status_code == 200
    for person in (union.officer, union.focal_point):
        client = at_desk(person)
        assert client.get(f"/desk/events/{first.id}/").status_code == 404
        assert client.post(f"/desk/events/{first.id}/take/", {"title": ""}).status_code == 404


# Set aside


def test_a_report_is_set_aside_listed_and_taken_back(at_desk: AtDesk, union: House) -> None:
    report, client = crowd(union, 1), at_desk(union.focal_point)
    address = f"/desk/reports/{report.id}/"
    assert "Can nobody work with this?" in client.get(address).content.decode()
    page = client.post(f"{address}set-aside/", {"why": "not_work"}, follow=True).content.decode()
    assert "Its clock stands still" in page
    assert "Take it: open a case" not in page
    listed = client.get("/desk/reports/set-aside/").content.decode()
    assert "1 report that nobody could work with." in listed
    assert "not about work" in listed
    assert "1 report is set aside." in client.get(INBOX).content.decode()
    page = client.post(f"{address}take-back/", follow=True).content.decode()
    assert "It waits in the inbox again." in page
    assert "Nothing is set aside." in client.get("/desk/reports/set-aside/").content.decode()


def test_without_a_reason_nothing_is_set_aside(at_desk: AtDesk, union: House) -> None:
    report, client = crowd(union, 1), at_desk(union.focal_point)
    page = client.post(f"/desk/reports/{report.id}/set-aside/", {"why": "gossip"}, follow=True).content.decode()
    assert "Choose why nobody can work with it." in page
    assert Report.objects.get().due_at is not None


def test_danger_now_asks_a_second_person(at_desk: AtDesk, union: House) -> None:
    report = crowd(union, 1, danger_now=True)
    address = f"/desk/reports/{report.id}/"
    first, second = at_desk(union.focal_point), at_desk(union.second_focal_point)
    page = first.post(f"{address}set-aside/", {"why": "empty"}, follow=True).content.decode()
    assert "A second person has to agree." in page
    assert "No, it waits on" not in page
    shown = second.get(address).content.decode()
    assert "asks to set it aside: nothing in it to work with." in shown
    assert "No, it waits on" in shown
    page = second.post(f"{address}set-aside/", {"why": "empty"}, follow=True).content.decode()
    assert "Its clock stands still" in page


def test_a_representative_reads_that_it_is_set_aside_and_cannot_change_it(at_desk: AtDesk, union: House) -> None:
    report = crowd(union, 1)
    at_desk(union.officer).post(f"/desk/reports/{report.id}/set-aside/", {"why": "empty"})
    client = at_desk(union.representative)
    page = client.get(f"/desk/reports/{report.id}/").content.decode()
    assert "Its clock stands still" in page
    assert "Take it back" not in page
    for act in ("set-aside", "take-back", "keep"):
        assert client.post(f"/desk/reports/{report.id}/{act}/", {"why": "empty"}).status_code == 404


def test_a_case_is_set_aside_on_its_page_and_has_a_shelf_of_its_own(at_desk: AtDesk, union: House) -> None:
    case, client = things.open_case(union), at_desk(union.focal_point)
    address = f"/desk/cases/{case.id}/"
    page = client.get(f"{address}set-aside/").content.decode()
    answer = client.post(f"{address}set-aside/", {"once": once(page), "reason": "The works moved away."}, follow=True)
    shown = answer.content.decode()
    assert "It does not count as fixed." in shown
    assert "The works moved away." in shown
    shelf = client.get("/desk/cases/?show=set_aside").content.decode()
    assert f"/desk/cases/{case.id}/" in shelf
    assert f"/desk/cases/{case.id}/" not in client.get("/desk/cases/?show=closed").content.decode()
