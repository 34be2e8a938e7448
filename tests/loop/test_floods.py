"""Floods: an accident is never asked for anything; a flood's phones do a small sum first, judged by the place alone."""

import base64
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from safelamp.engines.sealing import parcels, proofs
from safelamp.loop.reports import arriving, floods, intake, phone
from safelamp.loop.reports.floods import WorkAsked
from safelamp.loop.reports.intake import Outcome
from safelamp.loop.reports.models import Report
from tests.people import House
from tools.sealing_phone import SealedReport, seal_report

NOW = dt.datetime(2026, 3, 4, 8, 15, tzinfo=dt.UTC)
AN_ACCIDENT = 1_000  # reports in ten minutes; the issue's own number


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three reports are a flood, and counting is never late."""
    monkeypatch.setattr(floods, "MOST_AT_A_WORKPLACE", 2)
    monkeypatch.setattr(floods, "COUNT_LASTS", 0.0)
    monkeypatch.setattr(floods, "BITS", 2)
    return


def sealed(house: House, **more: Any) -> SealedReport:
    choices = {"workplace": house.workplace.id.hex} | more
    return seal_report(phone.phone_keys(house.organisation), {"story": "It burns."}, choices=choices)


def take(raw: bytes, *, at: dt.datetime = NOW) -> Outcome:
    return intake.take_in(arriving.opened(raw), vouched=None, at=at)


def flood(house: House, *, reports: int = 3) -> None:
    for _each in range(reports):
        assert take(sealed(house).raw) is Outcome.KEPT


def asked(raw: bytes, *, at: dt.datetime = NOW) -> WorkAsked:
    with pytest.raises(WorkAsked) as work:
        take(raw, at=at)
    return work.value


def with_work(told: SealedReport, asked_for: WorkAsked) -> bytes:
    answer = proofs.solve(asked_for.challenge, bits=asked_for.bits)
    return told.raw + _part(base64.urlsafe_b64decode(asked_for.challenge + "==") + answer)


def _part(content: bytes) -> bytes:
    return bytes([parcels.Part.WORK]) + len(content).to_bytes(4, "big") + content


def test_an_accident_does_not_reach_the_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert floods.MOST_AT_A_WORKPLACE >= 2 * AN_ACCIDENT
    assert floods.MOST_FOR_AN_ORGANISATION >= 2 * floods.MOST_AT_A_WORKPLACE
    assert dt.timedelta(minutes=10) == floods.WINDOW


def test_in_a_flood_a_phone_proves_its_work_and_is_taken(union: House) -> None:
    flood(union)
    told = sealed(union)
    work = asked(told.raw)
    assert take(with_work(told, work)) is Outcome.KEPT
    assert Report.objects.count() == 4


def test_what_had_arrived_is_never_asked_again(union: House) -> None:
    first = sealed(union)
    take(first.raw)
    flood(union, reports=2)
    asked(sealed(union).raw)
    assert take(first.raw) is Outcome.AGAIN


def test_a_proof_is_for_one_report_only(union: House) -> None:
    flood(union)
    one, other = sealed(union), sealed(union)
    proof = with_work(one, asked(one.raw))[len(one.raw) :]
    asked(other.raw + proof)


def test_a_proof_serves_for_an_hour_and_not_for_a_day(union: House) -> None:
    flood(union)
    told = sealed(union)
    proved = with_work(told, asked(told.raw))
    late = NOW + dt.timedelta(days=1)
    for number in range(3):
        take(sealed(union).raw, at=late + dt.timedelta(seconds=number))
    asked(proved, at=late)
    assert take(proved, at=NOW + dt.timedelta(minutes=5)) is Outcome.KEPT


@pytest.mark.parametrize("wrong", [b"x", b"x" * 32, b"x" * 200])
def test_a_wrong_proof_is_asked_again(union: House, wrong: bytes) -> None:
    flood(union)
    asked(sealed(union).raw + _part(wrong))


def test_other_workplaces_are_not_asked(union: House) -> None:
    flood(union)
    assert take(sealed(union, workplace=union.second_workplace.id.hex).raw) is Outcome.KEPT


def test_ten_minutes_later_nobody_is_asked(union: House) -> None:
    flood(union)
    asked(sealed(union).raw)
    assert take(sealed(union).raw, at=NOW + floods.WINDOW + dt.timedelta(minutes=1)) is Outcome.KEPT
