"""Parcels at the worker door: a clear answer in the worker's language, and nothing about it in any log."""

import io
import json
import logging
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from safelamp.doors.worker import views
from safelamp.doors.worker.intake import _vouched
from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import parcels
from safelamp.loop.reports import phone
from safelamp.loop.reports.models import Report
from tests.doors.worker.form import Phone
from tests.people import House
from tools.sealing_phone import SealedReport, seal_report

PARCEL = "application/octet-stream"


def sealed(house: House, **choices: Any) -> SealedReport:
    keys = phone.phone_keys(house.organisation)
    return seal_report(keys, {"story": "The guard is off."}, choices={"workplace": house.workplace.id.hex} | choices)


def send(raw: bytes, **more: Any) -> HttpResponse:
    answer: HttpResponse = Client().post("/r/", raw, content_type=PARCEL, **more)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer


def state(answer: Any) -> tuple[int, str, str]:
    said = answer.json()
    return answer.status_code, said["state"], said.get("why", "")


def test_a_parcel_is_kept_once_and_answered_in_the_workers_language(union: House) -> None:
    told = sealed(union, language="th")
    first = send(told.raw)
    assert state(first) == (200, "kept", "")
    assert first["Content-Language"] == "th"
    assert state(send(told.raw)) == (200, "again", "")
    assert Report.objects.count() == 1


def test_what_is_refused_says_why_and_keeps_nothing(union: House, caplog: pytest.LogCaptureFixture) -> None:
    told = sealed(union)
    moved = told.raw[:200] + bytes([told.raw[200] ^ 1]) + told.raw[201:]
    with caplog.at_level(logging.DEBUG):
        assert state(send(told.raw[:-9])) == (400, "refused", "cut_off")
        assert state(send(told.raw[:1])) == (400, "refused", "cut_off")
        assert state(send(b"\x02" + told.raw[1:])) == (400, "refused", "no_parcel")
        assert state(send(moved)) == (400, "refused", "moved")
        assert state(send(bytes(parcels.LARGEST + 1))) == (413, "refused", "too_large")
        assert state(send(sealed(union, kind="gossip").raw)) == (422, "refused", "unknown_choice")
    assert not Report.objects.exists()
    assert told.id.hex not in caplog.text
    assert union.organisation.id.hex not in caplog.text


def test_a_body_shorter_than_announced_is_cut_off(union: House) -> None:
    """Cut at the end of a part: the parcel itself would look whole, without its photo."""
    told = sealed(union)
    asked = RequestFactory().post("/r/", told.raw, content_type=PARCEL)
    more = {"wsgi.input": io.BytesIO(told.raw), "CONTENT_LENGTH": str(len(told.raw) + 50)}
    answer = views.door(WSGIRequest(asked.environ | more))
    assert (answer.status_code, json.loads(answer.content)["why"]) == (400, "cut_off")
    assert not Report.objects.exists()


def test_over_plain_http_from_another_machine_nothing_is_taken(union: House) -> None:
    answer = send(sealed(union).raw, REMOTE_ADDR="192.0.2.7", SERVER_NAME="report.example", HTTP_HOST="localhost")
    assert state(answer) == (403, "refused", "plain_http")
    assert not Report.objects.exists()


def test_a_phone_without_javascript_finds_the_same_receipt_page_as_ever(union: House) -> None:
    assert len(Phone().scan(union).tell().touch("go", "send", story="no script").receipt) == 20


def test_a_way_that_expired_long_ago_still_vouches_and_a_forged_one_does_not(union: House) -> None:
    way = Way.begin("en").at(union.workplace)
    vouched = _vouched(way.signed())
    assert vouched is not None
    assert vouched.organisations == {union.organisation.id}
    assert vouched.workplace == union.workplace.id
    assert _vouched(way.signed()[:-2] + "xx") is None
    assert _vouched("") is None
