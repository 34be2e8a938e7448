"""The overview of the whole organisation."""

import datetime as dt
from collections.abc import Callable

from django.test import Client

from safelamp.doors.desk import drawings
from safelamp.ground.vault.models import HeldKey
from safelamp.loop.actions.models import CorrectiveAction
from safelamp.loop.cases import operations as cases
from safelamp.loop.reports.models import Kind
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
OVERVIEW = "/desk/overview/"


def page(client: Client) -> str:
    answer = client.get(OVERVIEW)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_figure_says_of_what(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    CorrectiveAction.objects.filter(id=action.id).update(due_on=things.today() - dt.timedelta(days=2))
    shown = page(at_desk(union.officer))
    for words in (
        "1 of 1</b>",
        "actions that are not verified are behind schedule",
        "2 days late",
        "Fit a fixed guard",
    ):
        assert words in shown


def test_the_charts_are_said_first_drawn_twice_and_given_as_a_table(at_desk: AtDesk, union: House) -> None:
    things.told(union)
    shown = page(at_desk(union.officer))
    assert shown.index("Most: Machine or caught in, 1 of 1.") < shown.rindex('class="chart narrow"')
    assert shown.count('class="chart broad"') >= 2
    assert "Counts, not a rate" in shown
    assert "<summary>As a table</summary>" in shown


def test_a_silent_workplace_is_drawn_dashed_with_a_sentence(at_desk: AtDesk, union: House) -> None:
    union.second_workplace.union_members = 120
    union.second_workplace.save()
    shown = page(at_desk(union.officer))
    assert 'class="mini silent"><b>Union Yard</b>Never heard from.' in shown
    assert "Silence is not safety." in shown


def test_an_empty_organisation_is_told_what_is_missing(at_desk: AtDesk, union: House) -> None:
    shown = page(at_desk(union.officer))
    assert "No case is open." in shown
    assert "None in twelve months." in shown
    assert "Workplaces whose members are not counted are left out" in shown


def test_the_restricted_lane_counts_for_its_readers_only(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, kind=Kind.FORCED, hazard="")
    cases.open_case([report], by=union.restricted_reader.session)
    lane = "Retaliation, violence, forced labour"
    assert lane in page(at_desk(union.restricted_reader))
    assert lane not in page(at_desk(union.officer))


def test_representatives_and_trainers_have_no_overview(at_desk: AtDesk, union: House) -> None:
    for person in (union.representative, union.trainer):
        assert at_desk(person).get(OVERVIEW).status_code == 404


def test_opened_words_on_it_are_never_compressed(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.officer).get(OVERVIEW, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer


def test_without_keys_the_figures_still_stand(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    CorrectiveAction.objects.filter(id=action.id).update(due_on=things.today() - dt.timedelta(days=2))
    HeldKey.objects.filter(member=union.officer.member).delete()
    assert "sealed: you do not hold the key" in page(at_desk(union.officer))


def test_many_kinds_are_drawn_as_eight_and_the_rest_and_all_stand_in_the_table() -> None:
    hazards = (
        "fall",
        "struck",
        "machine",
        "cut_burn",
        "vehicle",
        "structure",
        "electric",
        "fire",
        "chemical",
        "strain",
    )
    drawing = drawings.kinds(dict(zip(hazards, range(20, 10, -1), strict=True)), title="T", unit="reports")
    assert drawing is not None
    assert "2 other kinds" in drawing.broad
    assert len(drawing.rows) == 10
    assert drawing.finding == "Most: Fall or slip, 20 of 155."


def test_nothing_to_draw_is_not_drawn() -> None:
    assert drawings.kinds({}, title="T", unit="reports") is None
