"""What the worker of a hostile organisation gets, on every screen and in every answer, names neither us nor them."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.vault.models import Audience
from safelamp.loop.cases import floor
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.words import MessageWords
from tests.doors.worker.form import Phone
from tests.loop.agreed import take
from tests.people import House

TRUE_NAME = "Rayong Metalworkers"
PARENTS_NAME = "Bright Federation"
TELLING = ("safelamp", "lamp", "union", "สหภาพ", "សហជីព", TRUE_NAME, PARENTS_NAME)
LANGUAGES = ("en", "th", "km")


@pytest.fixture
def hostile(union: House, federation: House) -> House:
    """The union with its true name, a hostile profile, a neutral name, and a parent that takes reports."""
    Organisation.objects.filter(id=federation.organisation.id).update(name=PARENTS_NAME)
    Organisation.objects.filter(id=union.organisation.id).update(name=TRUE_NAME)
    union.organisation.refresh_from_db()
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Weekend club", by=union.officer.member
    )
    type(union.workplace).objects.filter(id=union.workplace.id).update(name="Hall 3", check_phrase="blue door 42")
    return union


def told_by(answer: HttpResponse) -> list[str]:
    """The words that tell, in head or body."""
    raw = answer.content.decode() + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    for title in re.findall(r"<title>(.*?)</title>", raw):
        assert title.strip(), "a page without a title shows its address instead"
    raw = raw.replace("clamp(", "")  # a function of style sheets
    return [word for word in TELLING if word.casefold() in raw.casefold()]


def whole_way(house: House, language: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every screen from the poster to the last answer, and what goes wrong in between."""
    phone = Phone().scan(house).touch("lang", language)
    yield "pictures", phone.answer
    yield "rights", phone.touch("go", "rights").answer
    phone = Phone().scan(house).touch("lang", language)
    yield "danger now", phone.touch("go", "danger").answer
    yield "told", phone.touch("go", "told").answer
    for kind, hazard in (("injury", "machine"), ("retaliation", "violence")):
        phone = Phone().scan(house).touch("lang", language).touch("hazard", hazard)
        yield "kind", phone.answer
        phone.touch("kind", kind)
        if kind == "injury":
            yield "harm", phone.answer
            yield "body", phone.touch("harm", "lasting").answer
            phone.touch("body_part", "hand_fingers")
        yield "words", phone.answer
        yield "too long", phone.touch("go", "send", story="x" * 10_001).answer
        yield "receipt", phone.touch("go", "send", story="The guard is off").answer
        receipt = phone.receipt
        yield "code", phone.touch("go", "follow").answer
        yield "slip", phone.touch("go", "check", receipt="12").answer
        yield "unknown", phone.touch("go", "check", receipt="00000000000000000000").answer
        yield "nothing yet", phone.touch("go", "check", receipt=receipt).answer
        answer_it(house)
        phone = Phone().scan(house).touch("lang", language).touch("go", "follow").touch("go", "check", receipt=receipt)
        yield "asked", phone.answer
        yield "replied", phone.touch("go", "reply", text="Yes").answer
        yield "still dangerous", phone.touch("fixed", "still_dangerous").answer


def answer_it(house: House) -> None:
    """Somebody takes it, answers with every ready sentence and asks the floor."""
    report = Report.objects.filter(organisation=house.organisation, case_report=None).get()
    by = house.restricted_reader if report.audience == Audience.RESTRICTED else house.focal_point
    case = take(house, report, who="restricted_reader" if by is house.restricted_reader else "focal_point")
    reports.answer(report, MessageWords(ready="received"), by=by.session)
    floor.ask_the_floor(case, by=by.session)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_of_the_way_tells(hostile: House, language: str) -> None:
    shown = list(whole_way(hostile, language))
    assert len(shown) > 25
    assert [(name, told_by(answer)) for name, answer in shown if told_by(answer)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/r/", "/r/ZZZZZZ", "/r/calendar/", "/away/", "/nothing/", "/r/x/y/", "/static/none"])
def test_no_other_answer_tells(hostile: House, language: str, path: str) -> None:
    answer = Client().get(path, headers={"Accept-Language": language})
    assert told_by(answer) == []


@override_settings(DEBUG=False)
def test_no_failure_tells(hostile: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    broken = {
        400: client.get("/r/", headers={"Host": "bad host"}),
        405: client.put("/r/"),
    }

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("safelamp.doors.worker.views.screens.next_screen", fail)
    broken[500] = client.get("/r/")
    for status, answer in broken.items():
        assert (status, answer.status_code, told_by(answer)) == (status, status, [])


def test_the_title_is_the_neutral_name_and_neither_icon_nor_manifest_is_asked_for(hostile: House) -> None:
    html = Phone().scan(hostile).html
    assert "<title>Weekend club</title>" in html
    assert re.findall(r"<link[^>]*>", html) == ['<link rel="icon" href="data:,">']


def test_an_open_organisation_is_called_what_it_is(hostile: House, other_union: House) -> None:
    html = Phone().scan(other_union).html
    assert "<title>Safe work report</title>" in html
    assert "your union" in html


def test_what_people_wrote_is_never_changed(hostile: House) -> None:
    phone = Phone().scan(hostile).touch("hazard", "machine").touch("kind", "hazard")
    phone.touch("go", "send", story="my union " + "x" * 10_000)
    assert "my union xxx" in phone.html
    phone = Phone().scan(hostile).touch("hazard", "machine").touch("kind", "hazard").touch("go", "send", story="x")
    receipt = phone.receipt
    reports.answer(Report.objects.get(), MessageWords(text="Your union comes."), by=hostile.focal_point.session)
    phone.touch("go", "follow").touch("go", "check", receipt=receipt)
    assert "Your union comes." in phone.html


def test_the_parents_true_name_is_not_offered(hostile: House) -> None:
    html = Phone().scan(hostile).touch("hazard", "machine").touch("kind", "hazard").html
    assert 'value="past"' not in html
