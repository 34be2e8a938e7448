"""An old copy of the data with the keys of today opens nothing of what was destroyed: real files of an instance."""

import shutil
from pathlib import Path

import pytest

from tests.privacy.searching import files_below
from tests.running import Instance

TELL = """
import datetime as dt, json
from django.utils import timezone
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault.models import KeyPair, ShreddingDay
from safelamp.ground.vault import rotation
from safelamp.loop.cases.models import Case
from safelamp.loop.cases import operations as cases
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Report
from safelamp.site import nightly
"""
# Reports of four months ago, sealed to that month's keys; the case was closed long ago.
STORY = (
    TELL
    + """
from tests.loop.tellings import telling
from types import SimpleNamespace
union = Organisation.objects.get()
old = (timezone.localdate().replace(day=1) - dt.timedelta(days=100)).replace(day=1)
KeyPair.objects.update(month=old)
told = telling(SimpleNamespace(organisation=union, workplace=union.workplaces.get()), story="Krathongduang")
reports.receive(told)
from safelamp.ground.vault import members
opened = members.log_in("officer", PASSPHRASE)
case = cases.open_case([Report.objects.get()], by=opened, title="Wongsuwan title")
Case.objects.update(state="closed", closed_on=old, confirmed_by="reporter")
rotation.make_due_pairs()
print(Report.objects.get().words_sealed.hex())
"""
)
NIGHT = (
    TELL
    + """
union = Organisation.objects.get()
union.retention_months = 1
union.destroys_from = None
union.save()
today = timezone.localdate()
ShreddingDay.objects.create(organisation=union, day=today - dt.timedelta(days=1), finished=True)
at = today + dt.timedelta(days=40)
rotation.make_due_pairs(at=at)
ShreddingDay.objects.create(organisation=union, day=at - dt.timedelta(days=1), finished=True)
nightly.destroy_due(at=at)
print(Report.objects.get().words_sealed.hex())
"""
)
OPENS = """
import sys
from safelamp.ground.vault import members
from safelamp.loop.reports.models import Report
from safelamp.loop.reports import queries
opened = members.log_in("officer", PASSPHRASE)
try:
    print(queries.words_of(opened, Report.objects.get()).story)
except Exception as error:
    print(type(error).__name__)
"""
# Somebody puts the rows of keys that today's key backup holds into yesterday's data.
TODAYS_KEYS = """
import json
from django.core import serializers
from safelamp.ground.vault.models import *
print(serializers.serialize("json", [row for model in (HeldKey, PaperHeldKey) for row in model.objects.all()]))
"""
PUT_IN = """
import sys
from pathlib import Path
from django.core import serializers
from safelamp.ground.vault.models import *
HeldKey.objects.all().delete(); PaperHeldKey.objects.all().delete()
pairs = set(KeyPair.objects.values_list("id", flat=True))
for each in serializers.deserialize("json", Path(FILE).read_text()):
    if each.object.pair_id in pairs:
        each.save()
print(HeldKey.objects.count())
"""


@pytest.mark.slow
def test_yesterdays_data_with_todays_keys_opens_nothing_that_was_destroyed(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "instance")
    instance.prepare()
    passphrase = f"PASSPHRASE = {instance.passphrases['officer']!r}\n"
    envelope = bytes.fromhex(instance.ask(passphrase + STORY))
    assert instance.ask(passphrase + OPENS) == "Krathongduang"
    backup = tmp_path / "backup"
    shutil.copytree(instance.folder, backup)  # nobody writes just now
    assert instance.ask(passphrase + NIGHT) == ""
    assert not [name for name, raw in files_below(instance.folder).items() if envelope[100:164] in raw]
    assert instance.ask(passphrase + OPENS) == "CannotOpen"
    kept = tmp_path / "keys.json"
    kept.write_text(instance.ask(TODAYS_KEYS))
    old = Instance(backup)
    assert old.ask(passphrase + OPENS) == "Krathongduang"  # with yesterday's keys it does: the backup is whole
    old.ask(f"FILE = {str(kept)!r}\n" + PUT_IN)
    assert old.ask(passphrase + OPENS) == "CannotOpen"
