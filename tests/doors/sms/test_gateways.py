"""The contract of incoming gateways: Kannel, RapidPro and Twilio pass the same tests."""

import logging
import re

import pytest
from django.apps import apps
from django.db import OperationalError
from django.test import Client, override_settings

from safelamp.loop.reports import dialogues, queries
from safelamp.loop.reports.models import Dialogue, DialoguePart, Report
from safelamp.site import channels
from tests.doors.sms.gateways import GATEWAYS, Gateway
from tests.doors.sms.phones import NUMBER, SECRET, Phone
from tests.people import House

pytestmark = pytest.mark.django_db


@pytest.fixture(params=GATEWAYS, ids=lambda each: each.name)
def gateway(request: pytest.FixtureRequest, phone: Phone) -> Gateway:
    """Each gateway in turn, with its secret set."""
    made: Gateway = request.param()
    return made


def says(gateway: Gateway, text: str, *, delivery: str = "") -> str:
    answer = gateway.post(text, delivery=delivery)
    assert answer.status_code == 200
    return gateway.said(answer)


def test_a_whole_dialogue_in_thai(gateway: Gateway, union: House, code: str) -> None:
    for text in (code, "๒", "1", "2"):
        says(gateway, text)
    last = says(gateway, "ไม่มีฝาครอบ <&> 🔥")
    found = re.search(r"(?:\d{4} ){4}\d{4}", last)
    assert found is not None
    report = Report.objects.get()
    assert queries.words_of(union.focal_point.session, report).story == "ไม่มีฝาครอบ <&> 🔥"
    assert says(gateway, found.group())


def test_a_repeated_delivery_gets_the_same_answer(gateway: Gateway, code: str) -> None:
    for number, text in enumerate((code, "2", "1", "2", "No guard")):
        first = says(gateway, text, delivery=f"d{number}")
        assert says(gateway, text, delivery=f"d{number}") in first
    assert Report.objects.count() == 1


def test_without_the_proof_nobody_is_heard(gateway: Gateway) -> None:
    assert gateway.without_proof().status_code == 403
    assert gateway.post("hello", secret="another long secret").status_code == 403
    assert not Dialogue.objects.exists()


def test_a_broken_message_is_answered_and_nothing_of_it_is_kept(gateway: Gateway) -> None:
    answer = gateway.broken()
    assert answer.status_code == 200
    assert "Only text can be read here" in gateway.said(answer)
    assert not DialoguePart.objects.exists()


@pytest.mark.parametrize("name", ["AIS-INFO", "Bank 24"])
def test_a_service_with_a_name_for_a_number_gets_no_reply(gateway: Gateway, name: str) -> None:
    answer = gateway.post("You have won", number=name)
    assert answer.status_code == 200
    assert gateway.said(answer) == ""
    assert not Dialogue.objects.exists()


def test_without_its_secret_the_address_does_not_exist(gateway: Gateway) -> None:
    with override_settings(SMS_SECRETS={"kannel": "", "rapidpro": "", "twilio": ""}):
        assert gateway.post("hello", secret="").status_code == 404


def test_over_plain_http_from_another_machine_nothing_is_taken(gateway: Gateway) -> None:
    answer = Client(REMOTE_ADDR="192.0.2.1").post(f"/sms/{gateway.name}/", b"", content_type="text/plain")
    assert answer.status_code == 403


def test_another_method_is_refused(gateway: Gateway) -> None:
    assert Client().get(f"/sms/{gateway.name}/").status_code == 405


def test_answers_are_never_stored_and_set_no_cookie(gateway: Gateway, code: str) -> None:
    answer = gateway.post(code)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_while_the_database_is_away_it_says_so_and_keeps_nothing(
    gateway: Gateway, union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(gateway, code)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(dialogues, "of_number", away)
    assert "Send it again in a few minutes" in says(gateway, "2")
    monkeypatch.undo()
    assert Dialogue.objects.get().turn == 0


def test_a_dialogue_that_breaks_in_the_middle_of_keeping_is_not_half_kept(
    gateway: Gateway, union: House, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(DialoguePart.objects, "bulk_create", full)
    assert "Nothing was kept" in says(gateway, f"{code} no guard here")
    assert not Dialogue.objects.exists()


def test_neither_number_nor_words_are_logged(gateway: Gateway, code: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    says(gateway, f"{code} Krathongduang")

    assert gateway.without_proof().status_code == 403
    places = "".join(str(vars(record)) for record in caplog.records if record.name != "django.db.backends")
    assert "Krathongduang" not in places
    assert NUMBER.strip("+") not in places


def test_the_number_is_nowhere_in_the_database(gateway: Gateway, union: House, code: str) -> None:
    for text in (f"{code} no guard", "2", "1", "1"):
        says(gateway, text)
    rows = [str(row) for model in apps.get_models() for row in model._default_manager.values_list()]
    assert not [row for row in rows if NUMBER.strip("+") in row]


@pytest.mark.parametrize(
    "name", ["SAFELAMP_SMS_KANNEL_SECRET", "SAFELAMP_SMS_RAPIDPRO_SECRET", "SAFELAMP_SMS_TWILIO_TOKEN"]
)
def test_a_secret_that_could_be_guessed_ends_the_program(name: str) -> None:
    with pytest.raises(SystemExit, match=name):
        channels.incoming_secrets({name: "short"})
    assert SECRET in channels.incoming_secrets({name: SECRET}).values()
