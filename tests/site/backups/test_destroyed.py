"""What was destroyed stays destroyed: an old backup of the data with the present keys does not open it."""

import shutil
from pathlib import Path

import pytest

from safelamp.site.backups import age
from tests.site.backups.backed_up import STORY, BackedUp, Said, a_union, elsewhere

pytestmark = [pytest.mark.slow]

TELL = """
from types import SimpleNamespace
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import operations
from tests.loop.tellings import telling
mill = Workplace.objects.get()
operations.receive(telling(SimpleNamespace(organisation=mill.organisation, workplace=mill), story={story!r}))
"""
# Two months go by: the report's time is over, its key seals nothing any more, the schedule destroys it.
TIME_GOES_BY = """
import datetime as dt
from django.utils import timezone
from safelamp.ground.vault import destruction, rotation
from safelamp.ground.vault.models import KeyPair
from safelamp.loop.reports.models import Report
[report] = Report.objects.all()
from safelamp.engines.sealing import envelopes
opener = envelopes.key_id(bytes(report.words_sealed))
report.delete()
for days in (35, 70, 110):
    later = timezone.localdate() + dt.timedelta(days=days)
    rotation.make_due_pairs(at=later)
    destruction.destroy_unused(at=later)
assert not KeyPair.objects.filter(id=opener).exists()
print(opener.hex)
"""
OPEN_BY_EVERYBODY = """
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.vault import members
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Report
for name, passphrase in {passphrases}.items():
    session = members.log_in(name, passphrase)
    try:
        print(queries.words_of(session, Report.objects.get()).story)
    except CannotOpen:
        print("cannot open")
"""


class Destroyed:
    """A union whose first backups were made before, and its second ones after a key was destroyed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.union: BackedUp = a_union(folder)
        self.union.instance.ask(TELL.format(story=STORY))
        assert self.union.back_up().code == 0
        self.old_data = self.union.newest
        self.old_keys = shutil.copy(self.union.keys_file, folder / "keys that nobody should have kept.age")
        self.destroyed = self.union.instance.ask(TIME_GOES_BY)
        assert self.union.back_up().code == 0

    def restored(self, name: str, keys: Path) -> tuple[Said, list[str]]:
        """What restoring the old data with these keys says, and what everybody who logs in there reads."""
        other = elsewhere(self.folder / name)
        said = self.union.restore(other, data=self.old_data, keys=keys)
        assert said.code == 0, said.err
        return said, other.ask(OPEN_BY_EVERYBODY.format(passphrases=dict(self.union.instance.passphrases))).splitlines()


@pytest.fixture(scope="module")
def destroyed(tmp_path_factory: pytest.TempPathFactory) -> Destroyed:
    return Destroyed(tmp_path_factory.mktemp("destroyed"))


def test_the_old_data_with_the_present_keys_open_nothing(destroyed: Destroyed) -> None:
    said, read = destroyed.restored("present", destroyed.union.keys_file)
    assert read == ["cannot open"] * 2
    assert "1 reports can be opened by nobody" in said.out


def test_only_keys_that_somebody_kept_against_the_rule_would_open_it(destroyed: Destroyed) -> None:
    said, read = destroyed.restored("kept", destroyed.old_keys)
    assert STORY in read
    assert "can be opened by nobody" not in said.out


def test_the_destroyed_key_is_in_no_present_backup(destroyed: Destroyed) -> None:
    union = destroyed.union
    assert [path.name for path in union.keys.glob("*.age")] == ["keys.age"]
    names = (destroyed.destroyed.encode(), bytes.fromhex(destroyed.destroyed))
    for path in (union.keys_file, union.newest):
        raw = bytearray()
        with path.open("rb") as file:
            age.decrypt(file, take=raw.extend, identities=age.identities_from([union.identity]))
        assert not [name for name in names if name in raw]


def test_data_hold_no_private_key_and_no_check_of_a_passphrase(destroyed: Destroyed) -> None:
    held = destroyed.union.instance.ask(
        "from safelamp.ground.vault.models import *; from safelamp.ground.organisations.models import Member;"
        "print(*[bytes(each.sealed_private).hex() for each in HeldKey.objects.all()],"
        "*[bytes(each.wrapped_private).hex() for each in MemberKey.objects.all()],"
        "*[each.password.encode().hex() for each in Member.objects.all()])"
    ).split()
    raw = bytearray()
    with destroyed.union.newest.open("rb") as file:
        age.decrypt(file, take=raw.extend, identities=age.identities_from([destroyed.union.identity]))
    assert len(held) > 4
    assert not [each for each in held if bytes.fromhex(each) in raw]
    folder = destroyed.union.instance.folder / "keys"
    assert not [path.name for path in folder.iterdir() if path.read_bytes() in raw]
