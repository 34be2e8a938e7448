"""A report for a worker, filed at the desk."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from safelamp.doors.desk.forms import filing
from safelamp.engines.sealing import receipts
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Lane, Message, Report
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
NEW = "/desk/reports/new/"


def answers(person: Person, house: House, **changes: object) -> dict[str, object]:
    return {
        "workplace": str(house.workplace.id),
        "kind": "hazard",
        "hazard": "machine",
        "when": "now",
        "who_may_know": "nobody",
        "story": "She says the press runs open.",
        "secret": filing.new_secret(person.member),
        **changes,
    }


def code_on(page: str) -> str:
    ticket = re.search(r'<p class="code".*?</p>', page, re.DOTALL)
    assert ticket is not None
    return receipts.read(strip_tags(ticket.group()))


def test_the_code_that_is_handed_over_opens_the_report(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    answer = client.post(NEW, answers(union.representative, union))
    assert answer.status_code == 200
    access = queries.access(code_on(answer.content.decode()))
    assert access is not None
    words = queries.words_of(union.officer.session, access.report)
    assert (words.story, words.came_by) == ("She says the press runs open.", "filed by a representative")
    shown = client.get(f"/desk/reports/{access.report.id}/").content.decode()
    assert "filed by a representative for the worker" in shown


def test_the_page_with_the_code_is_kept_by_nobody_and_never_compressed(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.representative).post(
        NEW, answers(union.representative, union), headers={"Accept-Encoding": "gzip"}
    )
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer


def test_the_same_form_sent_twice_is_one_report_with_the_same_code(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    said = answers(union.representative, union)
    first, second = (code_on(client.post(NEW, said).content.decode()) for _ in range(2))
    assert first == second
    assert (Report.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"story": ""},
        {"story": "x" * 10_001},
        {"kind": "gossip"},
        {"hazard": "dragon"},
        {"harm": "very"},
        {"who_may_know": ""},
        {"when": "once"},
        {"contact": "x" * 201},
        {"workplace": "no id"},
        {"secret": ""},
        {"secret": "forged"},
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_kept(
    at_desk: AtDesk, union: House, changes: dict[str, object]
) -> None:
    answer = at_desk(union.representative).post(NEW, answers(union.representative, union, **changes))
    assert answer.status_code == 200
    assert "This is not kept yet." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_form_of_somebody_else_is_shown_anew_and_then_works(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    answer = client.post(NEW, answers(union.officer, union))
    assert "This page was open too long. Send it again." in answer.content.decode()
    renewed = re.search(r'name="secret" value="([^"]+)"', answer.content.decode())
    assert renewed is not None
    assert client.post(NEW, answers(union.representative, union, secret=renewed.group(1))).status_code == 200
    assert Report.objects.count() == 1


def test_only_workplaces_that_the_member_reaches_are_offered(at_desk: AtDesk, union: House, other_union: House) -> None:
    client = at_desk(union.representative)
    shown = client.get(NEW).content.decode()
    assert union.workplace.name in shown
    for house, place in ((union, union.second_workplace), (other_union, other_union.workplace)):
        answer = client.post(NEW, answers(union.representative, house, workplace=str(place.id)))
        assert place.name not in answer.content.decode()
    assert not Report.objects.exists()


def test_the_restricted_lane_keeps_its_readers(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.representative).post(NEW, answers(union.representative, union, kind=Kind.RETALIATION))
    shown = answer.content.decode()
    assert "You cannot open it." in shown
    assert "Open the report" not in shown
    assert Report.objects.get().lane == Lane.RESTRICTED


def test_a_photo_is_stripped_and_what_is_none_is_told(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    picture = SimpleUploadedFile("IMG_1234.jpg", things.photo(), content_type="image/jpeg")
    assert client.post(NEW, answers(union.representative, union, photo=picture)).status_code == 200
    report = Report.objects.get()
    assert queries.photo_of(union.officer.session, report).startswith(b"\xff\xd8")
    no_picture = SimpleUploadedFile("list.pdf", b"%PDF-1.4", content_type="image/jpeg")
    answer = client.post(NEW, answers(union.representative, union, photo=no_picture))
    assert "This is no photo that we can read." in answer.content.decode()


def test_danger_now_goes_to_its_lane(at_desk: AtDesk, union: House) -> None:
    at_desk(union.representative).post(NEW, answers(union.representative, union, danger_now="on"))
    assert Report.objects.get().lane == Lane.DANGER_NOW


def test_a_trainer_files_nothing(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.trainer).get(NEW).status_code == 404
