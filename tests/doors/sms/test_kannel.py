"""The whole dialogue through real Kannel, to a real Safelamp: English by fakesmsc, Thai by an SMSC with UCS-2."""

import json
import re
from dataclasses import dataclass

import pytest

from safelamp.engines.writing.sms import Coding, coding_of
from tests.kannels import SECRET, Kannel, kannel_with_fakesmsc
from tests.privacy.searching import files_below, forms_of, found_in
from tests.running import Instance
from tests.smpp import UCS2, Smsc

pytestmark = [pytest.mark.slow, pytest.mark.kannel]

ENGLISH, THAI, CUT_OFF = "+66811234567", "+66898765432", "+66822222222"
STORY = "Krathongduang press four has no guard"
THAI_STORY = "เครื่องปั๊มที่สี่ไม่มีฝาครอบ " * 6 + "🔥"
SMPP = """group = smsc
smsc = smpp
smsc-id = company
host = 127.0.0.1
port = {port}
transceiver-mode = true
smsc-username = lamp
smsc-password = lamp
system-type = ""
interface-version = 34
reconnect-delay = 1

"""


class WithGateway(Instance):
    """An instance that takes text messages."""

    @property
    def environment(self) -> dict[str, str]:
        """With the gateway's secret."""
        return super().environment | {"SAFELAMP_SMS_KANNEL_SECRET": SECRET}


# A union that shares the server and nothing else, so that only the number that was written to can tell whose it is.
SHARED = """
from safelamp.ground.organisations import operations
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.vault import members, operations as vault
from safelamp.ground.organisations.policy import Role
union = Organisation.objects.get()
other = operations.found("Stranger", kind=OrganisationKind.UNION, country="TH", language="en")
reader = members.enrol("stranger", organisation=other, role=Role.OFFICER, reads_restricted=True, by=None)
vault.found_keys(other, first_readers=[reader.member])
operations.print_sms_numbers(union, numbers="1234", by=union.members.first())
print("shared")
"""
BROKE_OFF = """
import datetime as dt, json
from django.utils import timezone
from safelamp.loop.reports import dialogues
from safelamp.loop.reports.models import Report
known = set(Report.objects.values_list("id", flat=True))
dialogues.tell_due(at=timezone.now() + dt.timedelta(minutes=6))
new = Report.objects.exclude(id__in=known)
print(json.dumps([[each.organisation.name, each.danger_now, each.lane] for each in new]))
"""
COUNT = """
import json
from safelamp.loop.reports.models import Report
print(json.dumps([{"kind": each.kind, "messages": each.messages.count()} for each in Report.objects.all()]))
"""


@dataclass(frozen=True)
class Told:
    """What was said and answered, and what lies in the folder afterwards."""

    english: list[str]
    thai: list[str]
    codings: list[int]
    reports: list[dict[str, str]]
    broke_off: list[list[object]]
    places: dict[str, bytes]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Both dialogues, with Kannel and Safelamp in one folder, and everything stopped."""
    folder = tmp_path_factory.mktemp("gateway")
    instance = WithGateway(folder / "safelamp")
    instance.prepare()
    instance.start()
    smsc = Smsc()
    try:
        with kannel_with_fakesmsc(folder / "fake", safelamp=instance.address) as fake:
            english = [fake.sends(ENGLISH, text) for text in (instance.code, "2", "1", "1", STORY)]
            english.append(fake.sends(ENGLISH, code_in(english[-1])))
            instance.ask(SHARED)
            english += [fake.sends(CUT_OFF, text) for text in ("hello", "1")]
        kannel = Kannel(folder / "smpp", instance.address, SMPP.format(port=smsc.port))
        kannel.start()
        try:
            got = [smsc.sends(THAI, text) for text in (f"{instance.code} {THAI_STORY}", "๒", "๓", "๒")]
            got.append(smsc.sends(THAI, f"{code_in(got[-1].text)} 12"))
        finally:
            kannel.stop()
        count, broke_off = instance.ask(COUNT), instance.ask(BROKE_OFF)
    finally:
        instance.stop()
        smsc.close()
    thai, codings = [each.text for each in got], [each.coding for each in got]
    return Told(english, thai, codings, json.loads(count), json.loads(broke_off), files_below(folder))


def code_in(reply: str) -> str:
    found = re.search(r"(?:\d{4} ){4}\d{4}", reply)
    assert found is not None, reply
    return found.group()


def test_an_english_dialogue_goes_through_fakesmsc(told: Told) -> None:
    assert "danger NOW" in told.english[0]
    assert "Received. Your code:" in told.english[4]
    assert "No answer yet" in told.english[5]


def test_a_thai_story_in_several_parts_arrives_by_ucs2(told: Told) -> None:
    assert {"kind": "injury", "messages": 1} in told.reports
    assert {"kind": "hazard", "messages": 0} in told.reports


def test_danger_without_a_code_that_breaks_off_reaches_the_organisation_of_the_number(told: Told) -> None:
    assert told.english[-1].startswith("Get away. Warn others.")
    assert told.broke_off == [["Union", True, "danger_now"]]


def test_each_reply_travels_in_the_alphabet_that_it_needs(told: Told) -> None:
    for text, coding in zip(told.thai, told.codings, strict=True):
        assert "?" * 3 not in text
        assert (coding == UCS2) == (coding_of(text) is Coding.UCS2)


def test_no_word_and_no_number_lies_in_any_file_afterwards(told: Told) -> None:
    words = {
        "story": "Krathongduang", "thai": "เครื่องปั๊มที่สี่", "number": ENGLISH.strip("+"), "thai number": THAI.strip("+"),
        "cut off": CUT_OFF.strip("+"),
        "receipt": code_in(told.english[4]), "other receipt": code_in(told.english[4]).replace(" ", ""),
    }  # fmt: skip
    assert len(told.places) > 5
    assert any(name.startswith("smpp/") for name in told.places)
    assert found_in(told.places, {name: forms_of(word) for name, word in words.items()}) == []
