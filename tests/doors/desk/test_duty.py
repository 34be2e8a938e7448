"""The duty list at the desk."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from safelamp.loop.duty.models import Away, DutyTurn, Level
from tests.doors.desk import things
from tests.doors.worker.form import words_of
from tests.people import House, Person

AtDesk = Callable[[Person], Client]


def read(client: Client, path: str = "/desk/duty/") -> str:
    return words_of(client.get(path).content.decode())


def filled(house: House, **other: object) -> dict[str, object]:
    return {
        "member": str(house.focal_point.member.id), "level": "first", "days": ["0", "4"], "begins": "22:00",
        "ends": "06:00",
    } | other  # fmt: skip


def test_an_empty_list_says_what_it_is_for_and_what_to_do(at_desk: AtDesk, union: House) -> None:
    said = read(at_desk(union.officer))
    assert "Nobody stands on the list yet." in said
    assert "Nobody is on duty now." in said
    assert "Put somebody on the list" in said


def test_a_focal_point_puts_somebody_on_the_list_and_sees_the_week(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert client.post("/desk/duty/add/", filled(union)).status_code == 302
    kept = DutyTurn.objects.get()
    assert (kept.member, kept.begins, kept.ends) == (union.focal_point.member, dt.time(22), dt.time(6))
    said = read(client)
    assert "union.focal_point 22:00–24:00" in said
    assert "union.focal_point 00:00–06:00" in said
    assert "nobody 00:00–22:00" in said
    assert "Nobody covers 152 hours of the week." in said
    assert "Monday, Friday" in said


def test_a_list_without_gaps_says_so_and_who_is_on_duty_now(at_desk: AtDesk, union: House) -> None:
    things.duty_turn(union)
    said = read(at_desk(union.officer))
    assert "On duty now: union.focal_point (on duty)" in said
    assert "Somebody is on duty at every hour of the week." in said
    assert "union.focal_point all day" in said
    assert "Nobody" not in said.partition("Away")[0]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"member": ""}, "This field is required."),
        ({"member": "nonsense"}, "Select a valid choice."),
        ({"days": []}, "This field is required."),
        ({"days": ["7"]}, "Select a valid choice."),
        ({"begins": "25:00"}, "Enter a valid time."),
        ({"level": "boss"}, "Select a valid choice."),
    ],
)
def test_a_wrong_answer_is_said_beside_the_field_and_keeps_nothing(
    at_desk: AtDesk, union: House, wrong: dict[str, object], sentence: str
) -> None:
    answer = at_desk(union.officer).post("/desk/duty/add/", filled(union, **wrong))
    assert sentence in words_of(answer.content.decode())
    assert not DutyTurn.objects.exists()


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_only_who_may_take_cases_can_be_chosen(at_desk: AtDesk, union: House, who: str) -> None:
    client = at_desk(union.officer)
    assert f"union.{who}" not in read(client, "/desk/duty/add/")
    client.post("/desk/duty/add/", filled(union, member=str(getattr(union, who).member.id)))
    assert not DutyTurn.objects.exists()


def test_nobody_of_another_union_can_be_chosen(at_desk: AtDesk, union: House, other_union: House) -> None:
    at_desk(union.officer).post("/desk/duty/add/", filled(union, member=str(other_union.officer.member.id)))
    assert not DutyTurn.objects.exists()


def test_the_same_turn_twice_is_refused_in_words(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post("/desk/duty/add/", filled(union))
    answer = client.post("/desk/duty/add/", filled(union))
    assert "This turn stands on the list already." in words_of(answer.content.decode())
    assert DutyTurn.objects.count() == 1


def test_a_turn_is_changed_and_ended(at_desk: AtDesk, union: House) -> None:
    kept = things.duty_turn(union)
    client = at_desk(union.officer)
    page = client.get(f"/desk/duty/{kept.id}/").content.decode()
    assert 'value="00:00"' in page
    client.post(f"/desk/duty/{kept.id}/", filled(union, level="deputy"))
    kept.refresh_from_db()
    assert (kept.level, kept.begins) == (Level.DEPUTY, dt.time(22))
    client.post(f"/desk/duty/{kept.id}/end/")
    assert not DutyTurn.objects.exists()


def test_a_member_says_that_they_are_away_and_comes_back(at_desk: AtDesk, union: House) -> None:
    things.duty_turn(union)
    client = at_desk(union.focal_point)
    day = timezone.localdate() + dt.timedelta(days=3)
    assert client.post("/desk/duty/away/", {"last_day": day.isoformat()}).status_code == 302
    said = read(client)
    assert "Nobody is on duty now" in said
    assert f"union.focal_point up to and including {day.day} {day:%B %Y}" in said
    client.post("/desk/duty/back/")
    assert not Away.objects.exists()


def test_a_day_that_has_passed_is_refused(at_desk: AtDesk, union: House) -> None:
    day = timezone.localdate() - dt.timedelta(days=1)
    answer = at_desk(union.focal_point).post("/desk/duty/away/", {"last_day": day.isoformat()})
    assert "This day has passed." in words_of(answer.content.decode())


def test_who_cannot_see_the_list_is_led_to_their_own_page(at_desk: AtDesk, union: House) -> None:
    day = timezone.localdate().isoformat()
    answer = at_desk(union.representative).post("/desk/duty/away/", {"last_day": day})
    assert answer["Location"].startswith("/desk/me/")
