"""The duty list at the desk."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from safelamp.doors.desk import bell_words
from safelamp.ground.post.sending import send_due
from safelamp.ground.vault import addresses
from safelamp.ground.vault.models import HeldKey
from safelamp.loop.cases import operations as cases
from safelamp.loop.duty.models import Away, DutyTurn, Level, RingOutcome
from safelamp.loop.duty.operations import ring_due
from safelamp.loop.duty.told import Round, ToldMember, told_for
from safelamp.loop.reports.models import Kind, Report
from tests.doors.desk import things
from tests.doors.worker.form import words_of
from tests.ground.post.mail_server import Mailbox
from tests.loop.duty.ringing import mail_of, reach, stand, usual_list
from tests.loop.told import report
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


def test_a_list_without_gaps_says_so_and_who_is_on_duty_now(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
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


# The bell


def test_where_sending_is_not_set_up_the_list_says_so_and_offers_no_trial(at_desk: AtDesk, union: House) -> None:
    things.duty_turn(union)
    said = read(at_desk(union.officer))
    assert "Nobody can be rung: this server sends nothing" in said
    assert "Ring a trial" not in said


def test_the_list_names_whom_the_bell_does_not_reach_and_why(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    addresses.forget(by=union.focal_point.member)
    HeldKey.objects.filter(member=union.officer.member).delete()
    said = read(at_desk(union.second_focal_point)).partition("The bell does not reach")[2]
    assert "union.focal_point keeps no address for the bell" in said
    assert "union.officer waits for the keys" in said
    assert "union.second_focal_point keeps" not in said


def test_a_trial_is_rung_and_its_outcome_stands_there(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    client = at_desk(union.focal_point)
    assert "It rings 3 people whose turns run today" in read(client)
    said = words_of(client.post("/desk/duty/trial/", follow=True).content.decode())
    assert "union.officer on its way" in said
    assert "The last trial is still on its way." in words_of(client.post("/desk/duty/trial/").content.decode())
    send_due()
    assert sorted(mailbox.recipients) == sorted(
        mail_of(each) for each in (union.officer, union.focal_point, union.second_focal_point)
    )
    assert "union.officer sent" in read(client)


def test_a_trial_with_nobody_to_ring_says_what_to_do(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    said = words_of(at_desk(union.officer).post("/desk/duty/trial/").content.decode())
    assert "Put somebody on the list first." in said


def rung_for(union: House, *, kind: Kind = Kind.HAZARD, danger_now: bool = True) -> Report:
    """A report that came 16 minutes ago and has rung twice."""
    arrived = timezone.now() - dt.timedelta(minutes=16)
    found = report(union, kind=kind, danger_now=danger_now, at=arrived)
    for minutes in (0, 16):
        ring_due(at=arrived + dt.timedelta(minutes=minutes))
    return found


def test_report_inbox_and_case_say_who_was_told_when(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    found = rung_for(union)
    send_due()
    client = at_desk(union.officer)
    sentence = "Told at once: union.focal_point; after 16 minutes: union.focal_point, union.second_focal_point"
    for path in ("/desk/inbox/", f"/desk/reports/{found.id}/"):
        assert sentence in read(client, path), path
    case = cases.open_case([found], by=union.officer.session)
    ring_due()
    said = read(client, f"/desk/cases/{case.id}/")
    assert "The bell Told" in said
    assert "union.second_focal_point" in said.partition("The bell")[2].partition("Who may know")[0]


def test_what_could_not_be_sent_stands_beside_the_name(at_desk: AtDesk, union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    mailbox.to_recipient = "550 no such user"
    found = rung_for(union)
    send_due()
    said = read(at_desk(union.officer), f"/desk/reports/{found.id}/")
    assert "Nobody could be told. Tried at once: union.focal_point (could not be sent)" in said


def test_where_sending_is_not_set_up_it_says_that_and_no_names(at_desk: AtDesk, union: House) -> None:
    stand(union, union.focal_point)
    found = rung_for(union)
    said = read(at_desk(union.officer), f"/desk/reports/{found.id}/")
    assert "Nobody was told: sending is not set up on this server." in said


def test_who_was_told_of_a_restricted_report_is_told_to_its_readers_only(
    at_desk: AtDesk, union: House, mailbox: Mailbox
) -> None:
    usual_list(union)
    reach(union.restricted_reader)
    found = rung_for(union, kind=Kind.RETALIATION, danger_now=False)
    sentence = "Told at once: union.restricted_reader"
    assert sentence in read(at_desk(union.restricted_reader), f"/desk/reports/{found.id}/")
    assert sentence in read(at_desk(union.restricted_reader), "/desk/inbox/")
    for who in (union.officer, union.focal_point, union.representative):
        assert "Told" not in read(at_desk(who), "/desk/inbox/")
        assert told_for(who.member, [found.id]) == {}


def test_nobody_of_another_union_is_told_who_was_told(union: House, other_union: House, mailbox: Mailbox) -> None:
    usual_list(union)
    found = rung_for(union)
    assert told_for(union.officer.member, [found.id])
    assert told_for(other_union.officer.member, [found.id]) == {}


def told(*rounds: tuple[int, int | None], outcome: RingOutcome = RingOutcome.SENT) -> str:
    """The sentence of rounds by number and minutes."""
    member = [ToldMember("A", outcome)]
    return bell_words.sentence([Round(number, minutes, member) for number, minutes in rounds])


@pytest.mark.parametrize(
    ("rounds", "sentence"),
    [
        ([(0, 0)], "Told at once: A"),
        ([(0, 1)], "Told at once: A"),
        ([(0, 5)], "Told after 5 minutes: A"),
        ([(0, 0), (1, 15), (2, 30), (3, 45)],
         "Told at once: A; after 15 minutes: A; after 30 minutes: A; after 45 minutes: A"),
        ([(0, 0), (1, 15), (2, 30), (17, 300)],
         "Told at once: A; after 15 minutes: A; after 30 minutes: A; 14 more times; after 5 hours: A"),
        ([(0, 0), (1, -1400)], "Told at once: A; later: A"),
        ([(0, None)], "Told: A"),
    ],
)  # fmt: skip
def test_rounds_are_one_sentence(rounds: list[tuple[int, int | None]], sentence: str) -> None:
    assert told(*rounds) == sentence


def test_a_ring_that_reached_nobody_is_never_called_told() -> None:
    for outcome in (RingOutcome.FAILED, RingOutcome.NO_ADDRESS, RingOutcome.TAKEN_FIRST):
        for rounds in ([(0, 0)], [(0, None)]):
            said = told(*rounds, outcome=outcome)
            assert said.startswith("Nobody could be told. Tried")
            assert str(outcome.label) in said
    assert told((0, 0), outcome=RingOutcome.WAITING) == "Told at once: A (on its way)"


def test_the_sentence_of_many_rounds_costs_two_statements(
    union: House, mailbox: Mailbox, django_assert_num_queries: object
) -> None:
    usual_list(union)
    found = rung_for(union)
    for hours in range(1, 30):
        ring_due(at=timezone.now() + dt.timedelta(hours=hours))
    with django_assert_num_queries(2):  # type: ignore[operator]
        rounds = told_for(union.officer.member, [found.id])[found.id]
    assert [each.number for each in rounds] == [0, 1, 2, 30]
