"""The inbox as members see it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.ground.vault.models import HeldKey
from safelamp.loop.cases import operations as cases
from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Harm, Kind, Report
from tests.doors.desk import things
from tests.loop.tellings import telling
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
INBOX = "/desk/inbox/"


def page(client: Client, address: str = INBOX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_danger_now_stands_above_the_filters_and_everything_else(at_desk: AtDesk, union: House) -> None:
    things.told(union, harm=Harm.DIED, hazard="fall")
    things.told(union, danger_now=True)
    shown = page(at_desk(union.focal_point))
    assert shown.index("Danger now") < shown.index("Not taken") < shown.index("Serious")
    assert 'class="clock now"' in shown


def test_an_empty_inbox_says_what_to_do_next(at_desk: AtDesk, union: House) -> None:
    shown = page(at_desk(union.focal_point))
    assert "Nothing waits." in shown
    assert "Print the poster" in shown


def test_an_empty_filter_leads_back_to_everything(at_desk: AtDesk, union: House) -> None:
    things.told(union)
    assert "Nothing here under this filter." in page(at_desk(union.focal_point), INBOX + "?show=mine")


def test_filters_carry_their_counts(at_desk: AtDesk, union: House) -> None:
    things.told(union)
    things.open_case(union)
    shown = page(at_desk(union.focal_point))
    for chip in ("All 2", "Mine 1", "Not taken 1", "Late 0"):
        assert chip in shown


@pytest.mark.parametrize("query", ["?show=everything", "?from=-1", "?from=a", "?from=99999999999999999999", "?show="])
def test_an_address_that_means_nothing_shows_the_inbox(at_desk: AtDesk, union: House, query: str) -> None:
    things.told(union)
    assert at_desk(union.focal_point).get(INBOX + query).status_code == 200


def test_late_is_said_in_words(at_desk: AtDesk, union: House) -> None:
    operations.receive(telling(union), at=dt.datetime.now(dt.UTC) - dt.timedelta(days=5))
    shown = page(at_desk(union.focal_point), INBOX + "?show=late")
    assert "2 days late" in shown
    assert 'class="clock late"' in shown


def test_the_restricted_lane_says_how_many_see_it_and_only_they_do(at_desk: AtDesk, union: House) -> None:
    things.told(union, kind=Kind.RETALIATION, hazard="")
    shown = page(at_desk(union.restricted_reader))
    assert "only 1 person can see these" in shown
    assert "Someone was punished for speaking up" in shown
    for other in (union.officer, union.focal_point, union.representative):
        assert "punished" not in page(at_desk(other))


def test_no_story_is_opened_on_the_inbox(at_desk: AtDesk, union: House) -> None:
    things.told(union)
    assert things.STORY not in page(at_desk(union.focal_point))


def test_a_case_stands_under_its_title_with_who_took_it(at_desk: AtDesk, union: House) -> None:
    things.open_case(union)
    shown = page(at_desk(union.officer))
    assert "Press without a guard" in shown
    assert union.focal_point.member.login_name in shown


def test_a_title_whose_key_is_missing_becomes_its_hazard(at_desk: AtDesk, union: House) -> None:
    things.open_case(union)
    HeldKey.objects.filter(member=union.officer.member, pair__purpose="desk").delete()
    shown = page(at_desk(union.officer))
    assert "Press without a guard" not in shown
    assert "Machine or caught in" in shown


def test_fifty_rows_a_page_and_a_way_to_the_rest(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union)
    for _each in range(50):
        things.told(union)
    Report.objects.update(event=None)  # each of its own
    client = at_desk(union.focal_point)
    first = page(client)
    assert "Showing 1–50 of 51." in first
    assert "from=50" in first
    assert "Showing 51–51 of 51." in page(client, INBOX + "?show=all&from=50")
    assert report.id


def test_the_inbox_speaks_the_members_language(at_desk: AtDesk, union: House) -> None:
    union.focal_point.member.language = "th"
    union.focal_point.member.save()
    assert '<html lang="th"' in page(at_desk(union.focal_point))


def test_a_representative_sees_their_floor_only(at_desk: AtDesk, union: House) -> None:
    cases.open_case([things.told(union)[0]], by=union.focal_point.session, title="On the floor")
    elsewhere, _ = things.told(union)
    elsewhere.workplace = union.second_workplace
    elsewhere.hazard = "fall"
    elsewhere.save()
    shown = page(at_desk(union.representative))
    assert "On the floor" in shown
    assert "Fall or slip" not in shown


def test_the_inbox_is_only_read(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.focal_point).post(INBOX).status_code == 405
