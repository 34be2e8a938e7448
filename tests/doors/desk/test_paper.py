"""Paper forms and cards: in every language, without anything that the server keeps."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safelamp.engines.sealing import receipts
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.loop.reports.models import Report
from tests.browser import Device, Scripts
from tests.people import House, Person
from tests.screens import assert_accessible, log_in

AtDesk = Callable[[Person], Client]


def form_of(house: House) -> str:
    return f"/desk/workplaces/{house.workplace.id}/paper/"


def cards_of(house: House) -> str:
    return f"/desk/workplaces/{house.workplace.id}/cards/"


def codes(page: str) -> list[str]:
    found = re.findall(r'<span class="code">([\d ]{24})</span>', page)
    return [receipts.read(each) for each in found]


def test_each_card_has_a_code_of_its_own_on_both_halves(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.focal_point).get(cards_of(union) + "?sheets=3").content.decode()
    own = codes(page)
    assert len(set(own)) == len(own) == 12
    for code in own:
        assert page.count(" ".join(receipts.grouped(code))) == 2


def test_the_server_keeps_nothing_of_a_printed_card(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(cards_of(union))
    writes = [each["sql"] for each in asked if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE", "BEGIN"))]
    assert not [each for each in writes if "django_session" not in each]
    assert not any(code in str(dict(client.session)) for code in codes(answer.content.decode()))
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer
    again = client.get(cards_of(union)).content.decode()
    assert not set(codes(again)) & set(codes(answer.content.decode()))


def test_a_card_that_was_printed_is_typed_in_and_opens_its_report(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    code = codes(client.get(cards_of(union)).content.decode())[0]
    page = client.get("/desk/reports/new/").content.decode()
    secret = re.search(r'name="secret" value="([^"]+)"', page)
    assert secret is not None
    said = {
        "channel": "paper", "card": code, "workplace": str(union.workplace.id), "kind": "hazard", "hazard": "fire",
        "when": "today", "who_may_know": "nobody", "shut_to": "readers", "language": "km", "story": "Smoke",
        "secret": secret.group(1),
    }  # fmt: skip
    assert "The card is kept." in client.post("/desk/reports/new/", said).content.decode()
    assert Report.objects.count() == 1


def test_the_form_may_be_copied_so_it_has_no_code(at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.representative).get(form_of(union)).content.decode()
    assert not codes(page)
    assert union.workplace.check_phrase in page
    assert f"/r/{union.workplace.code}" in page
    for words in ("Never to a supervisor.", "people may still guess", "Look again after", "no emergency call"):
        assert words in page


@pytest.mark.parametrize("language", [code for code, _ in settings.WORKER_LANGUAGES])
def test_both_are_there_in_every_language_of_workers(at_desk: AtDesk, union: House, language: str) -> None:
    client = at_desk(union.focal_point)
    direction = "rtl" if language in {"ur", "fa"} else "ltr"
    for address in (form_of(union), cards_of(union)):
        assert (
            f'<html lang="{language}" dir="{direction}">' in client.get(f"{address}?lang={language}").content.decode()
        )


@pytest.mark.parametrize(
    "query", ["?lang=xx", "?sheets=0", "?sheets=-4", "?sheets=a", "?sheets=9999999999", "?sheets=²"]
)
def test_an_address_that_means_nothing_prints_some_cards(at_desk: AtDesk, union: House, query: str) -> None:
    page = at_desk(union.focal_point).get(cards_of(union) + query).content.decode()
    assert 4 <= len(codes(page)) <= 100


def test_a_hostile_profile_prints_no_name_and_no_union(at_desk: AtDesk, union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    for address in (form_of(union), cards_of(union)):
        page = at_desk(union.focal_point).get(address).content.decode()
        printed = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", page[page.index("<main") :], flags=re.DOTALL)
        assert "union" not in printed.casefold()


def test_a_representative_prints_for_their_floor_only(at_desk: AtDesk, union: House, other_union: House) -> None:
    client = at_desk(union.representative)
    listed = client.get("/desk/paper/").content.decode()
    assert union.workplace.name in listed
    assert union.second_workplace.name not in listed
    for workplace in (union.second_workplace, other_union.workplace):
        for what in ("paper", "cards"):
            assert client.get(f"/desk/workplaces/{workplace.id}/{what}/").status_code == 404


def test_a_trainer_prints_nothing(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.trainer).get(cards_of(union)).status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "th", "km", "my", "ur"])
def test_paper_fits_its_page_and_nothing_is_cut_off(laptop: Device, union: House, language: str) -> None:
    page = laptop.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    for address, boxes in ((form_of(union), ".form-sheet"), (cards_of(union), ".card-a6")):
        page.goto(f"{address}?lang={language}")
        assert_accessible(page)
        page.emulate_media(media="print")
        over = f"[...document.querySelectorAll('{boxes}')].map(e => e.scrollHeight - e.clientHeight)"
        assert max(page.evaluate(over)) <= 1
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
        page.emulate_media(media="screen")
