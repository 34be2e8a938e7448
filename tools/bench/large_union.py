"""Fills a union with a gigabyte as years would: sealed words and photos by the real models, in bulk.

Sealed things look random and do not compress, so random bytes of their sizes stand for them.
"""

import datetime as dt
import secrets
from collections.abc import Iterator

from django.core.management import call_command

from safelamp.engines.sealing import passphrases
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces import operations as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Kind, Lane, Message, Report, Sender

REPORTS = 40_000
WORDS, MESSAGE = 1_100, 600  # bytes of a sealed, padded story and of one message to one reader
ONE_IN = 12  # reports with a photo
PHOTO = 280_000
TOGETHER = 500
DAY = dt.date(2026, 11, 21)


def main() -> None:
    """Makes the union and its reports."""
    passphrases.COST = 2**6
    call_command("migrate", verbosity=0)
    union = organisations.found("Union", kind=OrganisationKind.UNION, country="TH", language="th")
    officer = members.enrol("officer", organisation=union, role=Role.OFFICER, by=None, reads_restricted=True)
    vault.found_keys(union, first_readers=[officer.member])
    mill = workplaces.add("Mill", organisation=union, employer="Mill Ltd", sector="C1410", place="Rayong", by=None)
    for start in range(0, REPORTS, TOGETHER):
        reports = [_report(union, mill, number) for number in range(start, start + TOGETHER)]
        Report.objects.bulk_create(reports)
        Message.objects.bulk_create(_messages(reports))


def _report(union: Organisation, mill: Workplace, number: int) -> Report:
    photo = secrets.token_bytes(PHOTO) if number % ONE_IN == 0 else b""
    return Report(
        organisation=union, workplace=mill, lane=Lane.ORDINARY, kind=Kind.HAZARD, hazard="machine", country="TH",
        audience=Audience.READERS, arrived_on=DAY - dt.timedelta(days=number % 900), photo_sealed=photo,
        words_sealed=secrets.token_bytes(WORDS), point=secrets.token_bytes(65),
        wrapped_private=secrets.token_bytes(60), lookup=secrets.token_bytes(32), sent_mark=secrets.token_bytes(32),
    )  # fmt: skip


def _messages(reports: list[Report]) -> Iterator[Message]:
    for report in reports:
        for position, sender in enumerate((Sender.UNION, Sender.REPORTER)):
            to_reporter = secrets.token_bytes(MESSAGE) if sender == Sender.UNION else b""
            yield Message(
                report=report, sender=sender, sent_on=report.arrived_on, position=position,
                for_union_sealed=secrets.token_bytes(MESSAGE), for_reporter_sealed=to_reporter,
            )  # fmt: skip
