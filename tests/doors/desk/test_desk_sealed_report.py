"""Reports that a phone sealed, at the desk: opened like any other, and honest where nobody can open them."""

from collections.abc import Callable
from dataclasses import replace

from django.test import Client

from safelamp.engines.sealing import parcels
from safelamp.loop.reports import arriving, intake, phone
from safelamp.loop.reports.models import Report
from tests.people import House, Person
from tools.sealing_phone import SealedReport, seal_report

AtDesk = Callable[[Person], Client]
NOBODY = "Nobody can open the words of this report."
NO_KEY = "You do not hold the key for these words yet."


def sealed(house: House) -> SealedReport:
    keys = phone.phone_keys(house.organisation)
    return seal_report(keys, {"story": "The guard is off."}, choices={"workplace": house.workplace.id.hex})


def page(client: Client, raw: bytes) -> str:
    found = arriving.opened(raw)
    intake.take_in(found, vouched=None)
    answer = client.get(f"/desk/reports/{found.parcel.report_id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_phone_sealed_is_read_like_any_other_report(at_desk: AtDesk, union: House) -> None:
    shown = page(at_desk(union.focal_point), sealed(union).raw)
    assert "The guard is off." in shown
    assert "told on a phone, and sealed there" in shown


def test_words_that_nobody_can_open_are_said_to_be_so_and_the_rest_is_shown(at_desk: AtDesk, union: House) -> None:
    moved = replace(sealed(union).parcel, words=sealed(union).parcel.words)
    shown = page(at_desk(union.focal_point), parcels.write(moved))
    assert NOBODY in shown
    assert NO_KEY not in shown
    assert union.workplace.name in shown


def test_words_sealed_to_an_unknown_key_are_said_to_be_so_and_the_inbox_stands(at_desk: AtDesk, union: House) -> None:
    keys = phone.phone_keys(union.organisation)
    strange = keys | {"audiences": keys["audiences"] | {"readers": keys["intake"]}}
    told = seal_report(strange, {"story": "?"}, choices={"workplace": union.workplace.id.hex})
    client = at_desk(union.focal_point)
    assert NOBODY in page(client, told.raw)
    assert client.get("/desk/inbox/").status_code == 200
    assert Report.objects.get().words_sealed
