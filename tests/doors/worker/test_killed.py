"""The power goes between Send and answer: `kill -9` of a real gunicorn, started again, the form sent again."""

import contextlib
import threading
import time
import urllib.error
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.doors.worker.form import words_of
from tests.running import Instance, Visitor

pytestmark = [pytest.mark.slow]

COUNT = """
from safelamp.loop.reports.models import Message, Report
print(Report.objects.count(), Message.objects.count())
"""


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    made = Instance(tmp_path_factory.mktemp("killed"))
    made.prepare()
    return made


def last_screen(instance: Instance) -> Visitor:
    return Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")


def receipt_on(visitor: Visitor) -> str:
    digits = "".join(sign for sign in words_of(visitor.html).partition("20 digits")[2] if sign.isdigit())[:20]
    assert len(digits) == 20, words_of(visitor.html)
    return digits


def counts(instance: Instance) -> tuple[int, int]:
    reports, messages = instance.ask(COUNT).split()
    return int(reports), int(messages)


def test_a_report_acknowledged_before_the_power_went_is_there_and_sending_it_again_changes_nothing(
    instance: Instance,
) -> None:
    instance.start()
    form = last_screen(instance)
    before = form.html
    receipt = receipt_on(form.send(go="send", story="before the power went"))
    instance.kill()
    reports, messages = counts(instance)
    instance.start()
    again = Visitor(instance)
    again.html, again.address = before, instance.address
    assert receipt_on(again.send(go="send", story="before the power went")) == receipt
    assert "What happened" in again.send(go="follow").send(go="check", receipt=receipt).html
    instance.stop()
    assert counts(instance) == (reports, messages)


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.06])
def test_killed_at_any_moment_between_send_and_answer_the_form_sent_again_is_one_report(
    instance: Instance, moment: float
) -> None:
    instance.start()
    reports, messages = counts(instance)
    form = last_screen(instance)
    before = form.html
    answered = []

    def send() -> None:
        with contextlib.suppress(OSError, urllib.error.URLError, HTTPException):
            answered.append(receipt_on(form.send(go="send", story=f"sent at {moment}")))

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(moment)
    instance.kill()
    sending.join(30)
    instance.start()
    again = Visitor(instance)
    again.html, again.address = before, instance.address
    receipt = receipt_on(again.send(go="send", story=f"sent at {moment}"))
    assert answered in ([], [receipt])
    instance.stop()
    assert counts(instance) == (reports + 1, messages)
    assert not list((Path(instance.folder) / "home").glob("spool/*.draft"))
